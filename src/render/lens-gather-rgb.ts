import { LIGHT_OF_SRGB, srgbOfLight } from '../core/srgb-light.ts';
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
  const of = LIGHT_OF_SRGB;
  const rgb = new Uint8Array(faceOf.length * 3);
  for (let pixel = 0; pixel < faceOf.length; pixel++) {
    const index = faceOf[pixel]!;
    if (index === NO_FACE) continue;
    const face = faces[index]!;
    const row = 3 * gather.faces[index]!.intrinsics.width;
    let red = 0;
    let green = 0;
    let blue = 0;
    // No closures and no lists in here: they cost six times the work.
    for (let i = pixel * SUBSAMPLES * 2; i < (pixel + 1) * SUBSAMPLES * 2; i += 2) {
      const x = samples[i]!;
      const y = samples[i + 1]!;
      const left = x | 0;
      const top = y | 0;
      const p = top * row + 3 * left;
      const q = p + row;
      const w11 = (x - left) * (y - top);
      const w01 = x - left - w11;
      const w10 = y - top - w11;
      const w00 = 1 - w01 - w10 - w11;
      red += w00 * of[face[p]!]! + w01 * of[face[p + 3]!]! + w10 * of[face[q]!]! + w11 * of[face[q + 3]!]!;
      green +=
        w00 * of[face[p + 1]!]! + w01 * of[face[p + 4]!]! + w10 * of[face[q + 1]!]! + w11 * of[face[q + 4]!]!;
      blue +=
        w00 * of[face[p + 2]!]! + w01 * of[face[p + 5]!]! + w10 * of[face[q + 2]!]! + w11 * of[face[q + 5]!]!;
    }
    rgb[3 * pixel] = srgbOfLight(red / SUBSAMPLES);
    rgb[3 * pixel + 1] = srgbOfLight(green / SUBSAMPLES);
    rgb[3 * pixel + 2] = srgbOfLight(blue / SUBSAMPLES);
  }
  return rgb;
}
