/** What the factors below are multiplied by: 2¹⁶. */
const ONE = 65_536;

/** Black, and no colour (of four pixels), with the half that rounds. */
const DARK = 16 * ONE + ONE / 2;
const MIDDLE = 4 * 128 * ONE + 2 * ONE;

/**
 * An sRGB picture as planes of Y (full size), Cb and Cr (half the width and height), one after the other: the frame of
 * a `yuv420p` video. Limited range, BT.601's matrix; a colour is the mean of its four pixels.
 *
 * @param rgb - [height, width, 3]; both sides even.
 * @param out - Where to put it, `width · height · 3 / 2` values; a new array by default.
 * Source: ITU-R BT.601-7, section 2.5.
 */
export function yuv420FromRgb(
  rgb: Uint8Array,
  width: number,
  height: number,
  out: Uint8Array = new Uint8Array((width * height * 3) / 2),
): Uint8Array {
  const pixels = width * height;
  const row = 3 * width;
  let cb = pixels;
  let cr = pixels + pixels / 4;
  for (let y = 0; y < height; y += 2) {
    // Two rows at once; written out, for it is called for every pixel of every frame.
    let a = y * row;
    let c = a + row;
    let luma = y * width;
    for (let x = 0; x < width; x += 2, a += 6, c += 6, luma += 2) {
      const r0 = rgb[a]!;
      const g0 = rgb[a + 1]!;
      const b0 = rgb[a + 2]!;
      const r1 = rgb[a + 3]!;
      const g1 = rgb[a + 4]!;
      const b1 = rgb[a + 5]!;
      const r2 = rgb[c]!;
      const g2 = rgb[c + 1]!;
      const b2 = rgb[c + 2]!;
      const r3 = rgb[c + 3]!;
      const g3 = rgb[c + 4]!;
      const b3 = rgb[c + 5]!;
      out[luma] = (16_829 * r0 + 33_039 * g0 + 6_416 * b0 + DARK) >> 16;
      out[luma + 1] = (16_829 * r1 + 33_039 * g1 + 6_416 * b1 + DARK) >> 16;
      out[luma + width] = (16_829 * r2 + 33_039 * g2 + 6_416 * b2 + DARK) >> 16;
      out[luma + width + 1] = (16_829 * r3 + 33_039 * g3 + 6_416 * b3 + DARK) >> 16;
      const r = r0 + r1 + r2 + r3;
      const g = g0 + g1 + g2 + g3;
      const b = b0 + b1 + b2 + b3;
      out[cb++] = (28_784 * b - 9_714 * r - 19_070 * g + MIDDLE) >> 18;
      out[cr++] = (28_784 * r - 24_103 * g - 4_681 * b + MIDDLE) >> 18;
    }
  }
  return out;
}
