import { describe, expect, it } from 'vitest';
import { chooseShown } from '#src/evaluate/choose-shown.ts';
import { ALL_SCENES, type Row, type ScoredClip, summarize } from '#src/evaluate/summarize.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import { METRIC_IDS } from '#src/metrics/metric-ids.ts';
import { pooledPsnr } from '#src/metrics/pooled-psnr.ts';
import { scorePredictors } from './score-predictors.ts';
import { syntheticClip } from './synthetic-clips.ts';

const OPTIONS = { draws: 500, seed: 0, reference: 'copy-last' };

const copyLast = async (clip: EvaluatedClip) => clip.truth.map(() => clip.context.at(-1) as Uint8Array);
const truth = async (clip: EvaluatedClip) => clip.truth;
/** Sees the future, one frame late. */
const late = async (clip: EvaluatedClip) => [clip.context.at(-1) as Uint8Array, ...clip.truth.slice(0, -1)];

const PREDICTORS = [
  { name: 'late', predict: late },
  { name: 'copy-last', predict: copyLast },
  { name: 'truth', predict: truth },
];

async function scoreAll(): Promise<ScoredClip[]> {
  const clips = ['a', 'b'].flatMap((scene) =>
    [1, 2, 3, 4].map((seed) => syntheticClip(`${scene}-00000${seed}`, scene, seed * 7 + scene.charCodeAt(0))),
  );
  const scored: ScoredClip[] = [];
  for (const clip of clips) scored.push(...(await scorePredictors(clip, PREDICTORS)));
  return scored;
}

const scored = await scoreAll();
const { rows, comparisons } = summarize(scored, 8, OPTIONS);
const rowOf = (model: string, scene: string, metric: string, horizon: number): Row =>
  rows.find(
    (r) => r.model === model && r.scene === scene && r.metric === metric && r.horizon === horizon,
  ) as Row;

describe('scores', () => {
  it('are perfect, or nearly so, for the truth against itself', () => {
    for (const h of [1, 8]) {
      expect(rowOf('truth', ALL_SCENES, 'psnr', h).mean).toBe(60);
      expect(rowOf('truth', ALL_SCENES, 'foreground_psnr', h).mean).toBe(60);
      expect(rowOf('truth', ALL_SCENES, 'ssim', h).mean).toBe(1);
      expect(rowOf('truth', ALL_SCENES, 'union_iou', h).mean).toBeGreaterThan(0.97);
      expect(rowOf('truth', ALL_SCENES, 'presence', h).mean).toBe(1);
      expect(rowOf('truth', ALL_SCENES, 'centroid_px', h).mean).toBeLessThan(0.3);
    }
  });

  it('fall off over the horizon for the last frame copied', () => {
    for (const metric of ['union_iou', 'foreground_psnr', 'ssim', 'psnr'] as const) {
      expect(rowOf('copy-last', ALL_SCENES, metric, 8).mean).toBeLessThan(
        rowOf('copy-last', ALL_SCENES, metric, 1).mean,
      );
    }
  });

  it('do not change the truth: nothing writes into a clip', async () => {
    const clip = syntheticClip('c-000000', 'c', 5);
    const before = clip.truth.map((frame) => frame.slice());
    await scorePredictors(clip, PREDICTORS);
    expect(clip.truth).toEqual(before);
  });

  it('leave out a predictor that does not speak of the clip', async () => {
    const silent = { name: 'silent', predict: async () => null };
    expect(await scorePredictors(syntheticClip('c-000000', 'c', 5), [silent])).toEqual([]);
  });
});

describe('rows', () => {
  it('hold every model, scene, measure and horizon once', () => {
    expect(rows).toHaveLength(3 * 3 * METRIC_IDS.length * 8);
    const keys = rows.map((r) => `${r.model} ${r.scene} ${r.metric} ${r.horizon}`);
    expect(new Set(keys).size).toBe(rows.length);
  });

  it('have the plain mean over clips, and the headline the mean over scenes', () => {
    const here = scored.filter((clip) => clip.model === 'copy-last' && clip.scene === 'a');
    const mean = here.reduce((sum, clip) => sum + (clip.scores.psnr[3] as number), 0) / here.length;
    expect(rowOf('copy-last', 'a', 'psnr', 4).mean).toBeCloseTo(mean, 3);
    const both = (rowOf('copy-last', 'a', 'psnr', 4).mean + rowOf('copy-last', 'b', 'psnr', 4).mean) / 2;
    expect(rowOf('copy-last', ALL_SCENES, 'psnr', 4).mean).toBeCloseTo(both, 3);
    expect(rowOf('copy-last', ALL_SCENES, 'psnr', 4).n).toBe(8);
  });

  it('pool the squared errors of clips where the measure says so, and never above the mean of dB', () => {
    const here = scored.filter((clip) => clip.model === 'copy-last' && clip.scene === 'a');
    const slow = pooledPsnr(here.map((clip) => clip.scores.psnr[3] as number));
    expect(rowOf('copy-last', 'a', 'psnr_pooled', 4).mean).toBeCloseTo(slow, 3);
    for (const row of rows.filter(({ metric }) => metric === 'psnr_pooled')) {
      const mean = rowOf(row.model, row.scene, 'psnr', row.horizon);
      expect(row.mean).toBeLessThanOrEqual(mean.mean + 1e-3);
    }
  });

  it('have intervals around their means', () => {
    for (const row of rows) {
      expect(row.low).toBeLessThanOrEqual(row.mean + 1e-9);
      expect(row.high).toBeGreaterThanOrEqual(row.mean - 1e-9);
    }
  });

  it('are the same for the same seed', () => {
    expect(summarize(scored, 8, OPTIONS)).toEqual({ rows, comparisons });
  });

  it('resample the clips of one episode together', () => {
    const twice = scored.flatMap((clip) => [clip, { ...clip, clip: `${clip.clip} again` }]);
    const doubled = summarize(twice, 8, OPTIONS).rows;
    expect(doubled).toEqual(rows);
  });

  it('leave the mean over scenes out where a scene has no value', () => {
    const partly = scored.filter((clip) => clip.model !== 'late' || clip.scene === 'a');
    const told = summarize(partly, 8, OPTIONS).rows.filter((row) => row.model === 'late');
    expect([...new Set(told.map((row) => row.scene))]).toEqual(['a']);
  });
});

describe('comparisons', () => {
  it('are paired: the difference of means, narrower than the two intervals', () => {
    const found = comparisons.find(
      (c) => c.model === 'truth' && c.scene === 'a' && c.metric === 'psnr' && c.horizon === 4,
    );
    const difference = rowOf('truth', 'a', 'psnr', 4).mean - rowOf('copy-last', 'a', 'psnr', 4).mean;
    expect(found?.mean).toBeCloseTo(difference, 3);
    expect(found?.against).toBe('copy-last');
    expect(found?.low).toBeGreaterThan(0);
  });
});

describe('the clips to show', () => {
  it('are the best, median and worst of every scene by foreground PSNR', () => {
    const shown = chooseShown(scored, ['late']);
    expect(shown.map(({ scene, rank }) => `${scene} ${rank}`)).toEqual([
      ...['a best', 'a median', 'a worst', 'b best', 'b median', 'b worst'],
    ]);
    const mean = (id: string): number => {
      const clip = scored.find((one) => one.model === 'late' && one.clip === id) as ScoredClip;
      return clip.scores.foreground_psnr.reduce((sum, value) => sum + value, 0);
    };
    const [best, median, worst] = shown.map(({ clip }) => mean(clip)) as [number, number, number];
    expect(best).toBeGreaterThanOrEqual(median);
    expect(median).toBeGreaterThanOrEqual(worst);
  });

  it('are never shown twice', () => {
    const one = scored.filter((clip) => clip.cluster === 'a-000001');
    expect(chooseShown(one, ['late']).map(({ rank }) => rank)).toEqual(['median']);
  });
});
