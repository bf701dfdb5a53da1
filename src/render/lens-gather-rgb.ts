import { LIGHT_OF_SRGB, srgbOfLight } from './effects/srgb-light.ts';
import { NO_FACE } from './lens-faces.ts';
import { type LensGather, SUBSAMPLES } from './lens-gather.ts';

/**
 * The picture through a lens: the mean, in linear light, over points of each pixel, each blended from the
 * four pixels of its face around it. Black where the lens shows nothing.
 *
 * @param faces - sRGB of each face, [height, width, 3].
 * @returns sRGB, [height, width, 3].
 */
export function gatherRgb(gather: LensGather, faces: readonly Uint8Array[]): Uint8Array {
  const { faceOf, samples } = gather;
  const rgb = new Uint8Array(faceOf.length * 3);
  for (let pixel = 0; pixel < faceOf.length; pixel++) {
    const index = faceOf[pixel]!;
    if (index === NO_FACE) continue;
    const face = faces[index]!;
    const row = 3 * gather.faces[index]!.intrinsics.width;
    let [red, green, blue] = [0, 0, 0];
    for (let i = pixel * SUBSAMPLES * 2; i < (pixel + 1) * SUBSAMPLES * 2; i += 2) {
      const x = samples[i]!;
      const y = samples[i + 1]!;
      const left = Math.floor(x);
      const top = Math.floor(y);
      const a = x - left;
      const b = y - top;
      const p = top * row + 3 * left;
      const q = p + row;
      const [wp, wp1, wq, wq1] = [(1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b];
      red += wp * light(face, p) + wp1 * light(face, p + 3) + wq * light(face, q) + wq1 * light(face, q + 3);
      green +=
        wp * light(face, p + 1) +
        wp1 * light(face, p + 4) +
        wq * light(face, q + 1) +
        wq1 * light(face, q + 4);
      blue +=
        wp * light(face, p + 2) +
        wp1 * light(face, p + 5) +
        wq * light(face, q + 2) +
        wq1 * light(face, q + 5);
    }
    rgb[3 * pixel] = srgbOfLight(red / SUBSAMPLES);
    rgb[3 * pixel + 1] = srgbOfLight(green / SUBSAMPLES);
    rgb[3 * pixel + 2] = srgbOfLight(blue / SUBSAMPLES);
  }
  return rgb;
}

const light = (face: Uint8Array, at: number): number => LIGHT_OF_SRGB[face[at]!]!;
