import { quantiles, type Statistics } from './statistics.ts';

/** How often each value of each colour channel was seen: what pictures' statistics follow from. */
export type ColorCounts = {
  /** Adds a picture: [height, width, 3], sRGB. */
  add(rgb: Uint8Array): void;
  /** Adds what another one saw. */
  merge(other: ColorCounts): void;
  /** [3, 256] */
  readonly counts: Float64Array;
  readonly pictures: () => number;
  /** Exact, over all pixels, per channel, in 0…1. */
  result(): Statistics;
};

/** Begins to count colours. */
export function colorCounts(): ColorCounts {
  const counts = new Float64Array(3 * 256);
  let pictures = 0;
  return {
    counts,
    pictures: () => pictures,
    add(rgb) {
      pictures++;
      for (let i = 0; i < rgb.length; i += 3) {
        counts[rgb[i]!]!++;
        counts[256 + rgb[i + 1]!]!++;
        counts[512 + rgb[i + 2]!]!++;
      }
    },
    merge(other) {
      pictures += other.pictures();
      for (let i = 0; i < counts.length; i++) counts[i]! += other.counts[i]!;
    },
    result() {
      const channels = [0, 1, 2].map((c) => channelStatistics(counts.subarray(256 * c, 256 * (c + 1))));
      const of = (key: Exclude<keyof Statistics, 'count'>): number[] => channels.map((one) => one[key]![0]!);
      return {
        ...{ min: of('min'), max: of('max'), mean: of('mean'), std: of('std'), count: pictures },
        ...{ q01: of('q01'), q10: of('q10'), q50: of('q50'), q90: of('q90'), q99: of('q99') },
      };
    },
  };
}

function channelStatistics(counts: Float64Array): Statistics {
  const seen = Array.from({ length: 256 }, (_, value) => value).filter((value) => counts[value]! > 0);
  const total = counts.reduce((sum, n) => sum + n, 0);
  const sum = counts.reduce((all, n, value) => all + n * value, 0);
  const mean = sum / total;
  const squares = counts.reduce((all, n, value) => all + n * (value - mean) ** 2, 0);
  const quantile = (share: number): number[] => {
    let below = 0;
    const value = seen.find((candidate) => {
      below += counts[candidate]!;
      return below >= share * total;
    });
    return [(value ?? 0) / 255];
  };
  return {
    ...{ min: [(seen[0] ?? 0) / 255], max: [(seen.at(-1) ?? 0) / 255], mean: [mean / 255] },
    ...{ std: [Math.sqrt(squares / total) / 255], count: total, ...quantiles(quantile) },
  };
}
