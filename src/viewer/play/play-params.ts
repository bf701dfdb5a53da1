import { ToolkitError } from '../../core/error.ts';

/** The values that sliders gave to named ranges. */
export type Parameters = Readonly<Record<string, number | string>>;

/** Reads the values that sliders gave, as the address holds them; what is no object of plain values is nothing. */
export function parseParameters(text: string): Parameters {
  if (text === '') return {};
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return Object.fromEntries(
      entries.filter(([, value]) => typeof value === 'number' || typeof value === 'string'),
    ) as Parameters;
  } catch {
    return {};
  }
}

/** A whole number of the address, or `fallback` where there is none. @throws {@link ToolkitError} `argument/invalid`. */
export function wholeParam(text: string | undefined, name: string, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new ToolkitError(
    'argument/invalid',
    `${name} in the address must be a whole number of 0…${most}, got ${text}.`,
    'Mend the address, or leave it out.',
  );
}
