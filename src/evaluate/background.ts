/** Median of the first `count` values of a small scratch array, which it sorts. */
function medianOf(scratch: Uint8Array, count: number): number {
  const used = scratch.subarray(0, count).sort();
  return used[count >> 1]!;
}

/** Gives every unknown pixel the colour of the known pixel that is fewest steps away (4-neighbours). */
function fillFromNearest(rgb: Uint8Array, known: Uint8Array, width: number): void {
  const queue = new Int32Array(known.length);
  let end = 0;
  for (let i = 0; i < known.length; i++) if (known[i] !== 0) queue[end++] = i;
  for (let at = 0; at < end; at++) {
    const i = queue[at]!;
    const x = i % width;
    for (const j of [i - width, x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i + width]) {
      if (j < 0 || j >= known.length || known[j] !== 0) continue;
      known[j] = 1;
      rgb.copyWithin(3 * j, 3 * i, 3 * i + 3);
      queue[end++] = j;
    }
  }
}

/**
 * What stands behind the moving bodies: at each pixel the median of the context frames in which no
 * body covers it, and where all are covered, the nearest colour that is known.
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
  const scratch = new Uint8Array(frames.length);
  for (let i = 0; i < pixels; i++) {
    const seen = frames.filter((_, f) => masks[f]![i] === 0);
    if (seen.length === 0) continue;
    known[i] = 1;
    for (let k = 3 * i; k < 3 * i + 3; k++) {
      seen.forEach((frame, f) => {
        scratch[f] = frame[k]!;
      });
      background[k] = medianOf(scratch, seen.length);
    }
  }
  fillFromNearest(background, known, width);
  return background;
}
