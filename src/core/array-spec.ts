/**
 * What an action or an observation array looks like: its shape, number type, range and unit. An action outside
 * its spec is refused, never clipped.
 */
export type ArraySpec = {
  readonly name: string;
  /** Empty for a plain number. */
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'float64' | 'uint8' | 'uint16';
  /** Inclusive bounds of every element, rounded to float32; infinite where there are none. */
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  /** One name an element, where elements have names. */
  readonly elements?: readonly string[];
};
