/**
 * Depth or distance in metres as it is stored: whole steps of `scaleM`, 0 where nothing is. What is
 * there never becomes 0, and what is too far for 16 bits becomes the farthest step.
 */
export function encodeDepth(metres: Float32Array, scaleM: number): Uint16Array {
  const out = new Uint16Array(metres.length);
  for (let i = 0; i < metres.length; i++) {
    const value = metres[i]!;
    if (value > 0) out[i] = Math.min(65_535, Math.max(1, Math.round(value / scaleM)));
  }
  return out;
}

/** Metres from what is stored; exact to half a step. */
export function decodeDepth(stored: ArrayLike<number>, scaleM: number): Float32Array {
  const out = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) out[i] = stored[i]! * scaleM;
  return out;
}
