import type { Vec3 } from '../../core/pose.ts';
import { type MeshPiece, readMesh } from '../mesh/read-mesh.ts';
import { scaleMesh } from '../mesh/scale-mesh.ts';
import { robotError } from './robot-error.ts';
import type { UrdfMesh, UrdfRobot } from './urdf-robot.ts';

/** Gives the bytes of a mesh by the name that the URDF has for it; `undefined` where there is none. */
export type MeshBytes = (file: string) => Uint8Array | undefined;

/** The mesh files that a robot names, each once. */
export function meshFiles({ links }: UrdfRobot): readonly string[] {
  const shapes = links.flatMap(({ visuals, collisions }) => [...visuals, ...collisions]);
  return [...new Set(shapes.flatMap(({ geometry }) => (geometry.kind === 'mesh' ? [geometry.file] : [])))];
}

/**
 * A reader of a robot's meshes that reads each file, and makes each size of it, once.
 *
 * @throws {@link ToolkitError} `robot/invalid` for a file that is missing, `mesh/invalid`.
 */
export function meshLibrary(
  bytesOf: MeshBytes,
  source: string,
): (mesh: UrdfMesh, link: string) => readonly MeshPiece[] {
  const read = new Map<string, readonly MeshPiece[]>();
  const sized = new Map<string, readonly MeshPiece[]>();
  const asWritten = (file: string, link: string): readonly MeshPiece[] => {
    const known = read.get(file);
    if (known !== undefined) return known;
    const bytes = bytesOf(file);
    if (bytes === undefined) {
      const rule = `link "${link}" must name a mesh that is there, got "${file}".`;
      throw robotError(source, rule, 'Put the file there, or correct its name.');
    }
    const pieces = readMesh(bytes, `${source}: ${file}`);
    read.set(file, pieces);
    return pieces;
  };
  return ({ file, scale }, link) => {
    const key = `${scale.join(' ')} ${file}`;
    const pieces =
      sized.get(key) ??
      asWritten(file, link).map(({ mesh, color }) => ({ mesh: scaleMesh(mesh, scale as Vec3), color }));
    sized.set(key, pieces);
    return pieces;
  };
}
