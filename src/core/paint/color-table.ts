import type { Color } from './palette.ts';

/** Colours that are looked up instead of worked out: three bytes each, one after the other. */
export function colorTable(count: number, color: (i: number) => Color): Uint8Array {
  const table = new Uint8Array(3 * count);
  for (let i = 0; i < count; i++) table.set(color(i), 3 * i);
  return table;
}
