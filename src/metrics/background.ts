/** Median of the first `count` values of a small array, which it sorts by insertion. */
function medianOf(values: Uint8Array, count: number): number {
  for (let i = 1; i < count; i++) {
    const value = values[i] as number;
    let at = i;
    for (; at > 0 && (values[at - 1] as number) > value; at--) values[at] = values[at - 1] as number;
    values[at] = value;
  }
  return values[count >> 1] as number;
}

/** Gives every unknown pixel the colour of the known pixel that is fewest steps away (4-neighbours). */
function fillFromNearest(rgb: Uint8Array, known: Uint8Array, width: number): void {
  const queue = new Int32Array(known.length);
  let end = 0;
  for (let i = 0; i < known.length; i++) if (known[i] !== 0) queue[end++] = i;
  for (let at = 0; at < end; at++) {
    const i = queue[at] as number;
    const x = i % width;
    for (let side = 0; side < 4; side++) {
      // Up, left, right, down.
      const j = i + (side === 0 ? -width : side === 1 ? -1 : side === 2 ? 1 : width);
      if ((side === 1 && x === 0) || (side === 2 && x === width - 1)) continue;
      if (j < 0 || j >= known.length || known[j] !== 0) continue;
      known[j] = 1;
      rgb.copyWithin(3 * j, 3 * i, 3 * i + 3);
      queue[end++] = j;
    }
  }
}

/** A mask with every pixel beside it (4-neighbours) taken in: an edge's pixels are mixtures. */
function grown(mask: Uint8Array, width: number): Uint8Array {
  const out = mask.slice();
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    const x = i % width;
    if (x > 0) out[i - 1] = 1;
    if (x < width - 1) out[i + 1] = 1;
    if (i >= width) out[i - width] = 1;
    if (i + width < out.length) out[i + width] = 1;
  }
  return out;
}

/**
 * What stands behind the moving bodies: at each pixel the median of the context frames in which no
 * body covers or touches it, and where all are covered, the nearest colour that is known.
 *
 * @param frames sRGB 8 bit, shape [height, width, 3] each.
 * @param masks Shape [height, width] each; every value but 0 is foreground.
 * @returns sRGB 8 bit, shape [height, width, 3]; black if no background was ever seen.
 */
export function estimateBackground(
  frames: readonly Uint8Array[],
  masks: readonly Uint8Array[],
  width: number,
): Uint8Array {
  const pixels = (masks[0] as Uint8Array).length;
  const background = new Uint8Array(3 * pixels);
  const known = new Uint8Array(pixels);
  const taken = masks.map((mask) => grown(mask, width));
  const seen = new Uint8Array(frames.length);
  for (let i = 0; i < pixels; i++) {
    for (let k = 3 * i; k < 3 * i + 3; k++) {
      let count = 0;
      for (let f = 0; f < frames.length; f++) {
        if ((taken[f] as Uint8Array)[i] === 0) seen[count++] = (frames[f] as Uint8Array)[k] as number;
      }
      if (count === 0) break;
      known[i] = 1;
      background[k] = medianOf(seen, count);
    }
  }
  fillFromNearest(background, known, width);
  return background;
}
