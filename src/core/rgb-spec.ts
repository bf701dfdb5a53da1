import type { ArraySpec } from './array-spec.ts';

/** What an environment shows whose observation is a picture. */
export type RgbObservation = {
  /** sRGB, 8 bit, shape [height, width, 3]. */
  readonly rgb: Uint8Array;
};

/** The observation specs of an environment that shows one picture; pixels. */
export const rgbSpecs = (height: number, width: number): readonly ArraySpec[] => [
  { name: 'rgb', shape: [height, width, 3], dtype: 'uint8', low: 0, high: 255, unit: 'sRGB' },
];
