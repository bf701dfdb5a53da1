/**
 * What an action or an observation array looks like: its shape, number type, range and unit. An action outside
 * its spec is refused, never clipped.
 */
export type ArraySpec = {
  readonly name: string;
  /** Empty for a plain number. */
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'float64' | 'uint8' | 'uint16';
  /**
   * Inclusive bounds, one for all elements or one an element, rounded to float32; infinite where there
   * are none.
   */
  readonly low: number | readonly number[];
  readonly high: number | readonly number[];
  /** Of all elements, or one an element. */
  readonly unit: string | readonly string[];
  /** One name an element, where elements have names. */
  readonly elements?: readonly string[];
};

/** What a spec says of one element, where it may say it of all at once. */
export const ofElement = <T extends number | string>(said: T | readonly T[], element: number): T =>
  typeof said === 'object' ? (said[element] as T) : said;
