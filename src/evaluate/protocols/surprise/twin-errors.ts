import { idTable, labelsOfIds } from '../../../metrics/prototype-masks.ts';
import { meanSquaredError } from '../../../metrics/psnr.ts';
import type { TwinWindow } from './twin-windows.ts';

/** How far one prediction is from each of two films, mean squared error of 8-bit sRGB over their frames. */
export type TwinErrors = {
  readonly possible: number;
  readonly impossible: number;
  /** The same over the pixels that a moving body covers in either film. */
  readonly possibleForeground: number;
  readonly impossibleForeground: number;
};

/** Sum of squares, and of how many channels, over the pixels of a mask. */
function maskedError(a: Uint8Array, b: Uint8Array, mask: Uint8Array): readonly [sum: number, count: number] {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    count += 3;
    for (let k = 3 * i; k < 3 * i + 3; k++) sum += ((a[k] as number) - (b[k] as number)) ** 2;
  }
  return [sum, count];
}

/**
 * Compares one prediction with both films, from where they part on.
 *
 * @param predicted One frame a frame of the clip's truth.
 */
export function twinErrors(
  { clip, parted, impossible, impossibleIds, bodies }: Omit<TwinWindow, 'law' | 'scene' | 'pair' | 'camera'>,
  predicted: readonly Uint8Array[],
): TwinErrors {
  const table = idTable(bodies);
  const sums = { possible: 0, impossible: 0, possibleForeground: 0, impossibleForeground: 0, channels: 0 };
  impossible.forEach((cannot, i) => {
    const [guess, can] = [predicted[parted + i], clip.truth[parted + i]] as readonly [Uint8Array, Uint8Array];
    sums.possible += meanSquaredError(guess, can);
    sums.impossible += meanSquaredError(guess, cannot);
    const mask = labelsOfIds(clip.truthIds[parted + i] as Uint16Array, table);
    labelsOfIds(impossibleIds[i] as Uint16Array, table).forEach((label, pixel) => {
      if (label !== 0) mask[pixel] = label;
    });
    const [own, count] = maskedError(guess, can, mask);
    const [other] = maskedError(guess, cannot, mask);
    sums.possibleForeground += own;
    sums.impossibleForeground += other;
    sums.channels += count;
  });
  return {
    possible: sums.possible / impossible.length,
    impossible: sums.impossible / impossible.length,
    possibleForeground: sums.possibleForeground / sums.channels,
    impossibleForeground: sums.impossibleForeground / sums.channels,
  };
}

/** Whether the possible film is the nearer one: 1 or 0; half where both are as near. */
export const prefersPossible = (possible: number, impossible: number): number =>
  possible === impossible ? 0.5 : Number(possible < impossible);
