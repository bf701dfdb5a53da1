/** Shares below which a quantile lies, by LeRobot's names. */
const QUANTILES = { q01: 0.01, q10: 0.1, q50: 0.5, q90: 0.9, q99: 0.99 } as const;

/** Statistics of a feature, one number a value of it; of a video, one a colour channel, 0…1. */
export type Statistics = Readonly<
  Record<'min' | 'max' | 'mean' | 'std' | keyof typeof QUANTILES, readonly number[]>
> & {
  /** Rows, or pictures. */
  readonly count: number;
};

/** Quantiles of more rows than these are those of evenly spaced ones. */
const MOST_KEPT = 65_536;

/** Statistics of rows that come one after the other. */
export type RowStatistics = {
  /** Adds rows: [n, width]. */
  add(values: ArrayLike<number>): void;
  result(): Statistics;
};

/**
 * Statistics of a table feature in bounded memory. Least, greatest, mean and standard deviation (over all, as numpy's)
 * are exact; quantiles (between two values, linear) are too up to 65,536 rows.
 *
 * Source of the running mean and deviation: Welford 1962.
 */
export function rowStatistics(width: number): RowStatistics {
  const [min, max] = [
    Array(width).fill(Number.POSITIVE_INFINITY),
    Array(width).fill(Number.NEGATIVE_INFINITY),
  ];
  const [mean, squares] = [new Float64Array(width), new Float64Array(width)];
  let count = 0;
  let stride = 1;
  let kept: number[][] = [];
  return {
    add(values) {
      for (let at = 0; at < values.length; at += width) {
        const row = Array.from({ length: width }, (_, i) => values[at + i] as number);
        if (count++ % stride === 0) kept.push(row);
        row.forEach((value, i) => {
          if (value < min[i]) min[i] = value;
          if (value > max[i]) max[i] = value;
          const change = value - mean[i]!;
          mean[i]! += change / count;
          squares[i]! += change * (value - mean[i]!);
        });
        if (kept.length <= MOST_KEPT) continue;
        kept = kept.filter((_, i) => i % 2 === 0);
        stride *= 2;
      }
    },
    result() {
      const sorted = min.map((_, i) => Float64Array.from(kept, (row) => row[i] as number).sort());
      const quantile = (share: number): number[] => sorted.map((values) => between(values, share));
      const std = Array.from(squares, (sum) => Math.sqrt(sum / count));
      return { min: [...min], max: [...max], mean: [...mean], std, count, ...quantiles(quantile) };
    },
  };
}

/** The value below which that share of sorted values lies, linear between two. */
function between(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
  return low + (high - low) * (place - Math.floor(place));
}

/** All quantiles of something. */
export const quantiles = (of: (share: number) => number[]): Record<keyof typeof QUANTILES, number[]> => ({
  ...{ q01: of(QUANTILES.q01), q10: of(QUANTILES.q10), q50: of(QUANTILES.q50) },
  ...{ q90: of(QUANTILES.q90), q99: of(QUANTILES.q99) },
});
