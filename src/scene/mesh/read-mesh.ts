import type { Mesh } from '../../core/shape.ts';
import { meshError } from './mesh-error.ts';
import { readGlb } from './read-glb.ts';
import { readObj } from './read-obj.ts';
import { readStl } from './read-stl.ts';

/** One mesh of a file, and its colour, sRGB `#rrggbb`, where the file says one. */
export type MeshPiece = { readonly mesh: Mesh; readonly color: string | null };

/**
 * The meshes of a file, by the ending of its name: STL, OBJ or GLB. Coordinates stay as the file has them;
 * glTF's are not turned from y up to z up, as URDF's viewers do not turn them either.
 *
 * @throws {@link ToolkitError} `mesh/invalid`, naming the file.
 */
export function readMesh(bytes: Uint8Array, source: string): readonly MeshPiece[] {
  const ending = source.slice(source.lastIndexOf('.') + 1).toLowerCase();
  switch (ending) {
    case 'stl':
      return [{ mesh: readStl(bytes, source), color: null }];
    case 'obj':
      return [{ mesh: readObj(bytes, source), color: null }];
    case 'glb':
      return readGlb(bytes, source);
  }
  const hint =
    ending === 'dae'
      ? 'Convert it with Blender or assimp, as in "assimp export part.dae part.glb", and name the new file.'
      : 'Convert it to GLB, OBJ or STL.';
  throw meshError(source, `a mesh must be an .stl, .obj or .glb file, got .${ending}.`, hint);
}
