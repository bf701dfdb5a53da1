/**
 * One predicted frame as a picture: clamped to [0, 1] and rounded to 8 bit (halves upwards).
 *
 * @param planes - Holds the frame's three planes, [3, height, width], from `start` on.
 * @returns Shape [height, width, 3]; null when a number is not finite.
 */
export function quantizeFrame(planes: Float32Array, start: number, pixels: number): Uint8Array | null {
  const frame = new Uint8Array(3 * pixels);
  let sum = 0;
  for (let channel = 0; channel < 3; channel++) {
    let from = start + channel * pixels;
    for (let to = channel; to < frame.length; to += 3) {
      const value = planes[from++]!;
      // Zero times a finite number is zero; times NaN or infinity, NaN, which no sum can lose.
      sum += value * 0;
      const level = value * 255 + 0.5;
      frame[to] = level >= 255 ? 255 : Math.max(level, 0);
    }
  }
  return sum === 0 ? frame : null;
}
