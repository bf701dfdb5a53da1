import { createRng } from '../../../core/rng.ts';
import { createResamples, percentileInterval } from '../../../metrics/bootstrap.ts';
import { spearman } from '../../../metrics/correlation.ts';

/** One prediction of a clip: how lawful it is without its truth, and how good it is with it. */
export type VerifiedClip = {
  readonly cluster: string;
  /** Mean of `physicsResidual` over frames, pixels. */
  readonly residual: number;
  /** Means over frames: pixels, dB; NaN where they are not defined. */
  readonly centroid: number;
  readonly psnr: number;
};

/** A rank correlation with its 95 % interval over clusters. */
export type RankCorrelation = {
  readonly n: number;
  readonly clusters: number;
  readonly rho: number;
  readonly low: number;
  readonly high: number;
};

/** Draws of the interval: ranks are made anew for each. */
const DRAWS = 1000;

const rounded = (value: number): number => Number(value.toPrecision(4));

function correlationOf(
  clips: readonly VerifiedClip[],
  error: (clip: VerifiedClip) => number,
  seed: number,
): RankCorrelation | null {
  const known = clips.filter((clip) => Number.isFinite(error(clip)));
  const names = [...new Set(known.map(({ cluster }) => cluster))].sort();
  const groups = names.map((name) => known.filter(({ cluster }) => cluster === name));
  const rank = (some: readonly VerifiedClip[]): number =>
    spearman(
      some.map(({ residual }) => residual),
      some.map(error),
    );
  const rho = rank(known);
  if (names.length < 2 || Number.isNaN(rho)) return null;
  const { indices } = createResamples(names.length, DRAWS, createRng(seed).fork('physics/verifier'));
  const draws = Float64Array.from({ length: DRAWS }, (_, draw) =>
    rank(
      Array.from(
        indices.subarray(draw * names.length, (draw + 1) * names.length),
        (i) => groups[i] as VerifiedClip[],
      ).flat(),
    ),
  );
  const [low, high] = percentileInterval(draws);
  return {
    n: known.length,
    clusters: names.length,
    ...{ rho: rounded(rho), low: rounded(low), high: rounded(high) },
  };
}

/** Whether the residual without truth puts predictions in the order of their true errors. */
export type VerifierFigures = {
  /** With the error of centres, pixels, and with what foreground PSNR lacks; null where there is nothing to rank. */
  readonly centroid: RankCorrelation | null;
  readonly foreground: RankCorrelation | null;
};

/** How far the residual of predictions without truth follows their errors. */
export const verifierFigures = (clips: readonly VerifiedClip[], seed: number): VerifierFigures => ({
  centroid: correlationOf(clips, ({ centroid }) => centroid, seed),
  foreground: correlationOf(clips, ({ psnr }) => -psnr, seed),
});
