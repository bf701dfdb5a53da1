import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ShownScene } from '../core/view/view-manifest.ts';
import { packageRoot } from '../dataset/package-root.ts';
import { findRobot } from '../dataset/read-robot-files.ts';
import { readSceneFile, shippedScenes } from '../dataset/read-scene-file.ts';
import { jsonResource, type Resource } from './resource.ts';

/** A scene that can be played. */
export type OpenedScene = {
  readonly shown: ShownScene;
  /** The scene's file. */
  readonly path: string;
  /** Whether it was asked for, not shown because it comes with worldwright. */
  readonly given: boolean;
};

/** Where a scene is that comes with worldwright. */
const shippedPath = (name: string): string => join(packageRoot(), 'scenes', `${name}.json`);

/** The scenes that come with worldwright; each is read when it is opened. */
export const openShippedScenes = (): readonly OpenedScene[] =>
  shippedScenes().map((name) => {
    const path = shippedPath(name);
    const { summary } = JSON.parse(readFileSync(path, 'utf8')) as { readonly summary: string };
    return { shown: { key: name, name, summary }, path, given: false };
  });

/**
 * Opens a scene, a file or by the name of one that comes with worldwright.
 *
 * @param keyOf - Makes a file's name a key.
 * @throws {@link ToolkitError} as `readSceneFile`.
 */
export function openScene(pathOrName: string, keyOf: (name: string) => string): OpenedScene {
  const { summary } = readSceneFile(pathOrName);
  const named = pathOrName.replace(/^scenes\//, '').replace(/\.json$/, '');
  const path = resolve(pathOrName);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  const shipped = shippedScenes().find((name) => path === shippedPath(name) || (name === named && !isFile));
  if (shipped !== undefined)
    return { shown: { key: shipped, name: shipped, summary }, path: shippedPath(shipped), given: true };
  const name = basename(path).replace(/\.json$/, '');
  return { shown: { key: keyOf(name), name, summary }, path, given: true };
}

/** The scene's file with all that it refers to, as it is on the disk now. */
export const sceneResource = ({ path }: OpenedScene): Resource => jsonResource(() => readSceneFile(path));

/** The files by which a scene changes: its own, and its robot's. */
export function sceneFiles({ path }: OpenedScene): readonly string[] {
  try {
    const { robot } = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly robot?: { readonly urdf?: string };
    };
    return robot?.urdf === undefined ? [path] : [path, resolve(findRobot(robot.urdf, dirname(path)).path)];
  } catch {
    return [path];
  }
}
