/** What the factors below are multiplied by: 2¹⁶. */
const ONE = 65_536;
const HALF = ONE / 2;

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
  let [cb, cr] = [pixels, pixels + pixels / 4];
  for (let y = 0; y < height; y += 2) {
    let at = y * row;
    let luma = y * width;
    for (let x = 0; x < width; x += 2, at += 6, luma += 2) {
      let [r, g, b] = [0, 0, 0];
      for (let corner = 0; corner < 4; corner++) {
        const [down, right] = [corner >> 1, corner & 1];
        const from = at + down * row + 3 * right;
        const [red, green, blue] = [rgb[from]!, rgb[from + 1]!, rgb[from + 2]!];
        out[luma + down * width + right] = 16 + ((16_829 * red + 33_039 * green + 6_416 * blue + HALF) >> 16);
        r += red;
        g += green;
        b += blue;
      }
      out[cb++] = 128 + ((28_784 * b - 9_714 * r - 19_070 * g + 2 * ONE) >> 18);
      out[cr++] = 128 + ((28_784 * r - 24_103 * g - 4_681 * b + 2 * ONE) >> 18);
    }
  }
  return out;
}
