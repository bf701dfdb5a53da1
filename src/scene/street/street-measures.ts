import type { Street } from './street-schema.ts';

/** Heights and widths that all streets share, m. */
export const PAVEMENT = { height: 0.12, walk: 3.2, block: 26 } as const;

/** Where the parts of a street lie, m. */
export type StreetMeasures = {
  readonly lane: number;
  /** From the middle to the kerb. */
  readonly half: number;
  /** Stretches along x that buildings and pavements stand along: one, or two beside a crossing. */
  readonly blocks: readonly (readonly [from: number, to: number])[];
};

export function streetMeasures({
  extent,
  lanes,
  lane_width: lane = 3.5,
  parking = 0,
  crossing,
}: Street): StreetMeasures {
  const half = lanes * lane + parking + 0.3;
  const [from, to] = extent;
  const blocks: readonly (readonly [number, number])[] =
    crossing === undefined
      ? [[from, to]]
      : [
          [from, crossing - half],
          [crossing + half, to],
        ];
  return { lane, half, blocks: blocks.filter(([a, b]) => b - a > 1) };
}
