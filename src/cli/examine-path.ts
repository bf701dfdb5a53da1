import { existsSync, statSync } from 'node:fs';
import { ToolkitError } from '../core/error.ts';
import { drawContactSheet } from '../dataset/contact-sheet.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import { possibleBodyNames } from '../scene/instance-ids.ts';
import { loadWorldModel } from '../world-model/load-world-model-node.ts';

/** What a thing is, as data; `words` is the same for people. */
export type Findings = { readonly kind: string; readonly facts: object; readonly words: readonly string[] };

async function inspectDataset(dir: string, sheet: string | undefined): Promise<Findings> {
  const dataset = await openDataset(dir);
  if (sheet !== undefined) await drawContactSheet(dataset, sheet);
  const { plan, planned, planSha256, episodes, ids } = dataset;
  const { scenes, madeBy, ...settings } = plan;
  const names = scenes.map(
    ({ name, episodes: count, cameras }) => `${name} × ${count} (${cameras.join(', ')})`,
  );
  return {
    kind: 'dataset',
    facts: { planSha256, planned, episodes: episodes.length, ...settings, madeBy, scenes: names, ids },
    words: [
      `${episodes.length} of ${planned} episodes, ${plan.frames} frames at ${plan.fps} fps, ${plan.width}×${plan.height}`,
      `scenes: ${names.join(', ')}`,
      `modalities: ${plan.modalities.join(', ')}; depth in steps of ${plan.depthScaleM} m`,
      `seed ${plan.seed}; plan ${planSha256.slice(0, 12)}`,
      `made by worldwright ${madeBy.toolkit}, ${madeBy.physics}, ${madeBy.rendering}`,
      `drawn by ${madeBy.driver.description}; encoded by ${madeBy.encoder.name} ${madeBy.encoder.version}`,
    ],
  };
}

async function inspectModel(file: string): Promise<Findings> {
  const model = await loadWorldModel(file, { provider: 'cpu' });
  const { contract, sha256, warnings } = model;
  await model.close();
  const size = contract.width === null ? 'any size' : `${contract.width}×${contract.height}`;
  return {
    kind: 'world model',
    facts: { file, sha256, contract, warnings },
    words: [
      `${contract.name}: ${contract.context} context frames in, ${contract.chunk} out, ${size}`,
      contract.actions === null ? 'takes no actions' : `takes actions of ${contract.actions.dim} numbers`,
      `SHA-256 ${sha256.slice(0, 12)}`,
      ...warnings,
    ],
  };
}

function inspectScene(path: string): Findings {
  const scene = readSceneFile(path);
  const bodies = possibleBodyNames(scene);
  return {
    kind: 'scene',
    facts: {
      name: scene.name,
      summary: scene.summary,
      gravity: scene.gravity,
      bodies,
      random: scene.random ?? {},
    },
    words: [
      scene.summary,
      `gravity ${scene.gravity.join(', ')} m/s²; cameras: ${scene.cameras.map(({ name }) => name).join(', ')}`,
      `bodies: ${bodies.join(', ')}`,
      `random: ${Object.keys(scene.random ?? {}).join(', ') || 'nothing'}`,
    ],
  };
}

/**
 * Says what a file or a folder is.
 *
 * @throws {@link ToolkitError} when it is nothing that worldwright knows.
 */
export async function examinePath(path: string, sheet: string | undefined): Promise<Findings> {
  if (existsSync(path) && statSync(path).isDirectory()) return inspectDataset(path, sheet);
  if (sheet !== undefined) {
    throw new ToolkitError(
      'argument/invalid',
      `--sheet draws datasets, got ${path}.`,
      'Generate a dataset first, and inspect its folder.',
    );
  }
  return path.endsWith('.onnx') ? inspectModel(path) : inspectScene(path);
}
