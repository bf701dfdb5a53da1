import { LIGHT_OF_SRGB, srgbOfLight } from '../../core/srgb-light.ts';

/**
 * What a shutter that stays open gathers: the mean, in linear light, of pictures spread evenly over the
 * time it is open. The mean of equal pictures is that picture.
 *
 * @param pictures - sRGB, all of one size, at least one.
 */
export function motionBlur(pictures: readonly Uint8Array[]): Uint8Array {
  const [first] = pictures as [Uint8Array];
  const light = new Float64Array(first.length);
  for (const picture of pictures) {
    for (let i = 0; i < light.length; i++) light[i] = light[i]! + LIGHT_OF_SRGB[picture[i]!]!;
  }
  return Uint8Array.from(light, (sum) => srgbOfLight(sum / pictures.length));
}
