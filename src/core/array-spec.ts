/** What an action or an observation array looks like: its shape, number type, range and unit. */
export type ArraySpec = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'uint8' | 'uint16';
  /** Inclusive bounds of every element. */
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  /** One name an element, where elements have names. */
  readonly elements?: readonly string[];
};
