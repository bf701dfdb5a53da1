/**
 * Unit normals as they are stored: each component −1…1 as 0…65,535; 0, 0, 0 where nothing is (no
 * unit vector is −1 along all three axes). [height, width, 3].
 */
export function encodeNormal(normal: Float32Array): Uint16Array {
  const out = new Uint16Array(normal.length);
  for (let i = 0; i < normal.length; i += 3) {
    const [x, y, z] = [normal[i]!, normal[i + 1]!, normal[i + 2]!];
    if (x === 0 && y === 0 && z === 0) continue;
    out[i] = step(x);
    out[i + 1] = step(y);
    out[i + 2] = step(z);
  }
  return out;
}

const step = (component: number): number =>
  Math.min(65_535, Math.max(0, Math.round(((component + 1) / 2) * 65_535)));

/** Normals from what is stored; each component is exact to 1/65,535 (half a step), zeros where nothing is. */
export function decodeNormal(stored: ArrayLike<number>): Float32Array {
  const out = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i += 3) {
    if (stored[i] === 0 && stored[i + 1] === 0 && stored[i + 2] === 0) continue;
    for (let c = i; c < i + 3; c++) out[c] = (stored[c]! / 65_535) * 2 - 1;
  }
  return out;
}
