/** Steps a pixel, and what stands for no motion. Source: KITTI 2015's development kit, 16-bit flow. */
const STEPS = 64;
const ZERO = 32_768;

/**
 * Flow (u, v, valid) in pixels as KITTI stores it: u · 64 + 2¹⁵, v · 64 + 2¹⁵ and 1, or zeros where it
 * is not valid. What moves by 512 pixels or more along an axis cannot be stored and is not valid either.
 */
export function encodeFlow(flow: Float32Array): Uint16Array {
  const out = new Uint16Array(flow.length);
  for (let i = 0; i < flow.length; i += 3) {
    const u = Math.round(flow[i]! * STEPS) + ZERO;
    const v = Math.round(flow[i + 1]! * STEPS) + ZERO;
    const fits = u >= 0 && u <= 65_535 && v >= 0 && v <= 65_535;
    if (!(flow[i + 2]! > 0 && fits)) continue;
    out[i] = u;
    out[i + 1] = v;
    out[i + 2] = 1;
  }
  return out;
}

/** Flow from what is stored; exact to 1/128 pixel, zeros where it is not valid. */
export function decodeFlow(stored: ArrayLike<number>): Float32Array {
  const out = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i += 3) {
    if (stored[i + 2] === 0) continue;
    out[i] = (stored[i]! - ZERO) / STEPS;
    out[i + 1] = (stored[i + 1]! - ZERO) / STEPS;
    out[i + 2] = 1;
  }
  return out;
}
