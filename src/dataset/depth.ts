/**
 * Z-depth as it is stored: whole steps of `scaleM` metres, 0 where nothing is. What is there never
 * becomes 0, and what is too far for 16 bits becomes the farthest step.
 */
export function encodeDepth(depthZ: Float32Array, scaleM: number): Uint16Array {
  const out = new Uint16Array(depthZ.length);
  for (let i = 0; i < depthZ.length; i++) {
    const metres = depthZ[i] as number;
    if (metres > 0) out[i] = Math.min(65_535, Math.max(1, Math.round(metres / scaleM)));
  }
  return out;
}

/** Z-depth in metres from what is stored; exact to half a step. */
export function decodeDepth(stored: Uint16Array, scaleM: number): Float32Array {
  const out = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) out[i] = (stored[i] as number) * scaleM;
  return out;
}
