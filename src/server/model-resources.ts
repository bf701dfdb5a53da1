import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { ShownModel } from '../core/view/view-manifest.ts';
import { insidePath } from '../dataset/open-dataset.ts';
import type { Resource } from './resource.ts';

/** A world model to dream with. */
export type OpenedModel = { readonly shown: ShownModel; readonly path: string };

/**
 * Opens a world model's file; what is in it is the page's to judge, which runs it.
 *
 * @throws {@link ToolkitError} `file/missing`, `model/not-onnx`.
 */
export function openModel(file: string, keyOf: (name: string) => string): OpenedModel {
  const path = resolve(file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    const hint = 'Check the path, or name one of worldwright’s own such as models/copy-last.onnx.';
    throw new ToolkitError('file/missing', `A world model must be an ONNX file, got ${file}.`, hint);
  }
  if (!found.isFile() || found.size === 0) {
    const hint = 'Give the .onnx file of a model.';
    throw new ToolkitError('model/not-onnx', `${file} must be an ONNX file, and it is none.`, hint);
  }
  const name = basename(path).replace(/\.onnx$/, '');
  const sideCar = existsSync(`${path}.wm.json`);
  return { shown: { key: keyOf(name), name, bytes: found.size, sideCar }, path };
}

/**
 * `<key>.onnx`, and `<key>.onnx.wm.json` where such a file lies beside it; `null` of other names.
 *
 * @throws {@link ToolkitError} `path/outside` where the latter is a link that leads elsewhere.
 */
export async function modelResource(models: readonly OpenedModel[], name: string): Promise<Resource | null> {
  for (const { shown, path } of models) {
    if (name === `${shown.key}.onnx`)
      return { type: 'application/octet-stream', file: path, bytes: statSync(path).size };
    const sideCar = `${path}.wm.json`;
    if (name === `${shown.key}.onnx.wm.json` && existsSync(sideCar)) {
      const file = await insidePath(dirname(sideCar), basename(sideCar));
      return { type: 'application/json', file, bytes: statSync(file).size };
    }
  }
  return null;
}

/** The names that `modelResource` answers. */
export const modelNames = (models: readonly OpenedModel[]): readonly string[] =>
  models.flatMap(({ shown, path }) => {
    const sideCar = existsSync(`${path}.wm.json`) ? [`${shown.key}.onnx.wm.json`] : [];
    return [`${shown.key}.onnx`, ...sideCar];
  });
