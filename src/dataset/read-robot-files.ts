import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { readUrdf } from '../scene/urdf/read-urdf.ts';
import { meshFiles } from '../scene/urdf/robot-meshes.ts';
import { meshKey, type SceneFiles } from '../scene/urdf/scene-files.ts';
import { isWithin } from './is-within.ts';
import { packageRoot } from './package-root.ts';

/** Most bytes that a URDF and its meshes may have together: a dataset's plan holds them all. */
const MAX_BYTES = 100_000_000;

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** A URDF's path, and the folder that it may read from. */
export type RobotPlace = { readonly path: string; readonly folder: string };

/**
 * Where a scene's robot is: a file within the scene's folder, or one that comes with worldwright, by name.
 *
 * @throws {@link ToolkitError} `file/missing` when there is neither, `path/outside`.
 */
export function findRobot(urdf: string, folder: string): RobotPlace {
  const own = resolve(folder, urdf);
  if (isFile(own)) return { path: confined(own, folder, urdf), folder };
  const assets = join(packageRoot(), 'assets');
  const shipped = join(assets, `${urdf.replace(/\.urdf$/, '')}.urdf`);
  if (isFile(shipped)) return { path: confined(shipped, assets, urdf), folder: assets };
  throw new ToolkitError(
    'file/missing',
    `A robot must be a URDF file in ${folder || '.'}, or a name of one that comes with worldwright, got ${urdf}.`,
    'Check the path, or name one such as robots/arm.',
  );
}

/**
 * The nearest folder around a URDF that is a ROS package (it holds a package.xml), or else the URDF's own.
 */
export function packageFolder(path: string): string {
  const own = dirname(resolve(path));
  for (let folder = own; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.xml'))) return folder;
    if (dirname(folder) === folder) return own;
  }
}

/**
 * Reads a URDF and the meshes that it names, as a scene holds them: the text under `urdf`, the meshes in
 * base64. A mesh that is not there is left out.
 *
 * @throws {@link ToolkitError} `path/outside` for what lies outside of the folder, `file/too-large`, and
 * whatever `readUrdf` refuses.
 */
export function readRobotFiles(urdf: string, { path, folder }: RobotPlace): SceneFiles {
  let bytes = 0;
  const count = (file: string): void => {
    bytes += statSync(file).size;
    if (bytes <= MAX_BYTES) return;
    throw new ToolkitError(
      'file/too-large',
      `${path}: a URDF and its meshes must have at most ${MAX_BYTES} bytes, got more by ${file}.`,
      'Simplify the meshes.',
    );
  };
  count(path);
  const text = readFileSync(path, 'utf8');
  const files: Record<string, string> = { [urdf]: text };
  for (const file of meshFiles(readUrdf(text, path))) {
    const found = findMesh(file, path, folder);
    if (found === null) continue;
    count(found);
    files[meshKey(urdf, file)] = readFileSync(found).toString('base64');
  }
  return files;
}

/**
 * The file that a URDF means by a name: `package://NAME/rest` is NAME/rest or rest in a folder from the
 * URDF's own up to the one given; other names count from the URDF's own.
 */
function findMesh(file: string, urdfPath: string, folder: string): string | null {
  const own = dirname(resolve(urdfPath));
  const [, scheme, rest] = /^([a-z]+):\/\/(.*)$/i.exec(file.replaceAll('\\', '/')) ?? [null, '', file];
  if (scheme !== 'package' && scheme !== 'model') {
    const path = resolve(own, scheme === 'file' ? (rest as string) : file.replaceAll('\\', '/'));
    return isFile(path)
      ? confined(path, folder, file)
      : outside(path, folder)
        ? refuseOutside(file, folder)
        : null;
  }
  const inside = (rest as string).split('/').slice(1).join('/');
  for (let at = own; ; at = dirname(at)) {
    for (const path of [join(at, rest as string), join(at, inside)]) {
      if (isFile(path)) return confined(path, folder, file);
    }
    if (outside(dirname(at), folder) || dirname(at) === at) break;
  }
  return outside(join(folder, inside), folder) ? refuseOutside(file, folder) : null;
}

/** Whether a path leads out of a folder. */
const outside = (path: string, folder: string): boolean => !isWithin(path, folder);

/** The path, if links and all it lies within the folder. */
function confined(path: string, folder: string, said: string): string {
  if (outside(path, folder) || outside(realpathSync(path), realpathSync(folder || '.'))) {
    return refuseOutside(said, folder);
  }
  return path;
}

function refuseOutside(said: string, folder: string): never {
  throw new ToolkitError(
    'path/outside',
    `A robot's files must lie in ${folder || '.'}, got ${said}.`,
    `Copy ${basename(said)} into that folder.`,
  );
}
