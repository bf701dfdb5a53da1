/**
 * sRGB bytes and linear light (0…1) by tables; going there and back gives the same byte.
 * Source: IEC 61966-2-1.
 */

const decode = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** Linear light of each sRGB byte. [256]. */
export const LIGHT_OF_SRGB: Float64Array = Float64Array.from({ length: 256 }, (_, byte) =>
  decode(byte / 255),
);

/** The least light that rounds to a byte above each. [256], the last never reached. */
const NEXT_BYTE = Float64Array.from({ length: 256 }, (_, byte) =>
  byte === 255 ? Infinity : decode((byte + 0.5) / 255),
);

const STEPS = 4096;

/** The byte of the light at each step's low end. */
const BYTE_AT_STEP = Uint8Array.from({ length: STEPS + 1 }, (_, step) =>
  NEXT_BYTE.findIndex((next) => step / STEPS < next),
);

/** The nearest sRGB byte to a linear light; beyond 0…1 it is clipped. */
export function srgbOfLight(light: number): number {
  if (!(light > 0)) return 0;
  if (light >= 1) return 255;
  let byte = BYTE_AT_STEP[Math.floor(light * STEPS)] as number;
  while (light >= (NEXT_BYTE[byte] as number)) byte++;
  return byte;
}
