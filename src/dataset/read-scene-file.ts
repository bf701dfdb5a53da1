import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { loadScene } from '../scene/load-scene.ts';
import { nearest } from '../scene/nearest.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { packageRoot } from './package-root.ts';
import { findRobot, readRobotFiles } from './read-robot-files.ts';

/** Larger than any scene; refused before it is read. */
const MAX_BYTES = 4_000_000;

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** Names of the scenes that come with worldwright, such as `robots/push`. */
export function shippedScenes(): readonly string[] {
  const folder = join(packageRoot(), 'scenes');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && file !== 'scene.schema.json')
    .map((file) =>
      relative('.', file)
        .split(sep)
        .join('/')
        .replace(/\.json$/, ''),
    )
    .sort();
}

/**
 * Reads a scene: a file, or by name one of those that come with worldwright (`robots/push`).
 *
 * @throws {@link ToolkitError} `file/missing` when there is neither, `file/too-large`, and whatever
 * `loadScene` refuses.
 */
export function readSceneFile(pathOrName: string): Scene {
  const name = pathOrName.replace(/^scenes\//, '').replace(/\.json$/, '');
  const candidates = [pathOrName, join(packageRoot(), 'scenes', `${name}.json`)];
  const path = isFile(pathOrName) ? pathOrName : shippedScenes().includes(name) ? candidates[1] : undefined;
  if (path === undefined) {
    throw new ToolkitError(
      'file/missing',
      `A scene must be a file, or a name of one that comes with worldwright, got ${pathOrName}.`,
      `Check the path; the nearest name is ${nearest(name, shippedScenes())}.`,
    );
  }
  const bytes = statSync(path).size;
  if (bytes > MAX_BYTES) {
    throw new ToolkitError(
      'file/too-large',
      `${path}: a scene file must be at most ${MAX_BYTES} bytes, got ${bytes}.`,
      'Check that this is a scene file.',
    );
  }
  const folder = dirname(path);
  return loadScene(readFileSync(path, 'utf8'), path, (urdf) => readRobotFiles(urdf, findRobot(urdf, folder)));
}
