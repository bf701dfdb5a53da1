import type { Mesh } from '../../core/shape.ts';
import { buildMesh, MAX_TRIANGLES } from './build-mesh.ts';
import { meshError } from './mesh-error.ts';

/**
 * The mesh of a Wavefront OBJ file: all its groups and objects together; polygons are cut from their first
 * corner. Materials, normals and texture coordinates are not read.
 *
 * @throws {@link ToolkitError} `mesh/invalid` naming the line.
 */
export function readObj(bytes: Uint8Array, source: string): Mesh {
  const text = new TextDecoder().decode(bytes).replace(/\\\r?\n/g, ' ');
  const positions: number[] = [];
  const indices: number[] = [];
  let line = 0;
  for (const row of text.split('\n')) {
    line++;
    const [kind, ...words] = row.replace(/#.*/, '').trim().split(/\s+/);
    if (kind === 'v') {
      for (let k = 0; k < 3; k++) positions.push(coordinate(words[k], source, line));
    } else if (kind === 'f') {
      const corners = words.map((word) => corner(word, positions.length / 3, source, line));
      for (let i = 1; i + 1 < corners.length; i++) {
        indices.push(corners[0] as number, corners[i] as number, corners[i + 1] as number);
      }
      if (corners.length < 3) {
        throw meshError(
          source,
          `line ${line}: a face must have three corners or more, got ${corners.length}.`,
        );
      }
    }
    if (indices.length > 3 * MAX_TRIANGLES) {
      throw meshError(source, `must hold at most ${MAX_TRIANGLES} triangles, got more by line ${line}.`);
    }
  }
  return buildMesh(Float32Array.from(positions), Uint32Array.from(indices), source);
}

function coordinate(word: string | undefined, source: string, line: number): number {
  const value = word === undefined || word === '' ? Number.NaN : Number(word);
  if (Number.isFinite(value)) return value;
  throw meshError(source, `line ${line}: a vertex must be three finite numbers, got "${word ?? 'nothing'}".`);
}

/** `7`, `7/2`, `7//3` or `-1/…`: from 1, or backwards from the last vertex before this line. */
function corner(word: string, vertices: number, source: string, line: number): number {
  const number = Number(word.split('/')[0]);
  const place = number < 0 ? vertices + number : number - 1;
  if (Number.isInteger(number) && place >= 0 && place < vertices) return place;
  const rule = `line ${line}: a face must name vertices 1 to ${vertices} that stand above it`;
  throw meshError(source, `${rule}, got "${word}".`);
}
