import { createRng } from '../../../core/rng.ts';
import { createResamples, percentileInterval } from '../../../metrics/bootstrap.ts';
import { medianOf, resampledMedians } from '../../../metrics/resampled-medians.ts';
import { PHYSICS_LAWS } from './laws.ts';
import type { LawId, PhysicsLaw } from './physics-law.ts';
import type { Reading } from './read-laws.ts';

/** A reading, the cluster that is resampled with it, and whose frames it was read off. */
export type SourceReading = Reading & { readonly source: string; readonly cluster: string };

/** The share of readings within the tolerance from which on a law counts as kept. */
export const KEPT_SHARE = 0.75;

/** How wide the tolerance is, in the floor's ninth decile of errors. */
const FLOOR_FACTOR = 2;

/** What one source's frames say of one law. */
export type LawFigures = {
  readonly law: LawId;
  readonly source: string;
  /** Readings asked for, of how many clips' clusters, and answered. */
  readonly n: number;
  readonly clusters: number;
  readonly answered: number;
  /** Medians over the answered readings, and of all that were asked; null without any. */
  readonly value: number | null;
  readonly truth: number;
  /** Median error with its 95 % interval over clusters: a share of the true value, or in the law's unit. */
  readonly error: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Share of all readings that are within the tolerance; one that is not answered is not. */
  readonly kept: number;
  readonly passes: boolean;
};

/** One law over all sources. */
export type LawTable = {
  readonly law: LawId;
  /** The ninth decile of the truth's own errors: the floor of the measurement. */
  readonly floor: number;
  /** What a reading may be off and still count as right. */
  readonly tolerance: number;
  readonly rows: readonly LawFigures[];
};

const rounded = (value: number): number | null => (Number.isNaN(value) ? null : Number(value.toPrecision(6)));

const errorOf = ({ relative }: PhysicsLaw, { value, truth }: Reading): number | null =>
  value === null ? null : relative ? value / truth - 1 : value - truth;

function figuresOf(
  law: PhysicsLaw,
  source: string,
  readings: readonly SourceReading[],
  tolerance: number,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): LawFigures {
  const names = [...new Set(readings.map(({ cluster }) => cluster))].sort();
  const errors = names.map((name) =>
    readings.filter(({ cluster }) => cluster === name).flatMap((reading) => errorOf(law, reading) ?? []),
  );
  const all = errors.flat();
  const resamples = createResamples(names.length, draws, createRng(seed).fork(`physics/${law.id}`));
  const [low, high] = percentileInterval(resampledMedians(errors, resamples));
  const kept = all.filter((error) => Math.abs(error) <= tolerance).length / readings.length;
  return {
    ...{ law: law.id, source, n: readings.length, clusters: names.length, answered: all.length },
    value: rounded(medianOf(readings.flatMap(({ value }) => value ?? []))),
    truth: rounded(medianOf(readings.map(({ truth }) => truth))) as number,
    ...{ error: rounded(medianOf(all)), low: rounded(low), high: rounded(high) },
    kept: rounded(kept) as number,
    passes: kept >= KEPT_SHARE,
  };
}

/**
 * What every source says of every law that was asked.
 *
 * @param floor - The source whose errors are the measurement's own: the truth's pixels.
 */
export function keptLaws(
  readings: readonly SourceReading[],
  floor: string,
  options: { readonly draws: number; readonly seed: number },
): LawTable[] {
  const sources = [...new Set(readings.map(({ source }) => source))];
  return PHYSICS_LAWS.flatMap((law) => {
    const here = readings.filter((reading) => reading.law === law.id);
    const errors = here
      .filter(({ source }) => source === floor)
      .flatMap((reading) => Math.abs(errorOf(law, reading) ?? Number.POSITIVE_INFINITY))
      .sort((a, b) => a - b);
    if (errors.length === 0) return [];
    const spread = errors[Math.ceil(0.9 * errors.length) - 1] as number;
    const tolerance = Math.max(law.least, FLOOR_FACTOR * spread);
    return [
      {
        law: law.id,
        ...{ floor: rounded(spread) as number, tolerance: rounded(tolerance) as number },
        rows: sources.map((source) =>
          figuresOf(
            law,
            source,
            here.filter((one) => one.source === source),
            tolerance,
            options,
          ),
        ),
      },
    ];
  });
}
