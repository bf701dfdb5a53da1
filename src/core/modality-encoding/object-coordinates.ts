/** Coordinates of 0…1 as they are stored, 0…65,535. [height, width, 3]. */
export function encodeObjectCoordinates(coordinates: Float32Array): Uint16Array {
  const out = new Uint16Array(coordinates.length);
  for (let i = 0; i < coordinates.length; i++)
    out[i] = Math.min(65_535, Math.max(0, Math.round(coordinates[i]! * 65_535)));
  return out;
}

/** Coordinates from what is stored; exact to 1/131,070. The background's zeros stay zeros. */
export function decodeObjectCoordinates(stored: ArrayLike<number>): Float32Array {
  const out = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) out[i] = stored[i]! / 65_535;
  return out;
}
