import { expect, it } from 'vitest';
import { createRng, type Rng } from '#src/core/rng.ts';
import { type ScoredClip, summarize } from '#src/evaluate/summarize.ts';
import { METRIC_IDS } from '#src/metrics/metric-ids.ts';

const TRIALS = 1200;
const EPISODES = 64;

/** About normal, mean 0: the sum of twelve uniform numbers. */
const normal = (rng: Rng): number => Array.from({ length: 12 }, rng.next).reduce((a, b) => a + b, -6);

/** Two clips of every episode, of two models that differ by nothing in the mean; an episode's clips are alike. */
function trial(rng: Rng): ScoredClip[] {
  return Array.from({ length: EPISODES }, (_, i) => {
    const level = normal(rng);
    const gain = normal(rng);
    return ['0', '8'].flatMap((start) =>
      ['m', 'copy-last'].map((model): ScoredClip => {
        const value = level + 0.3 * normal(rng) + (model === 'm' ? gain : 0);
        const scores = Object.fromEntries(METRIC_IDS.map((id) => [id, Float64Array.of(value)]));
        return {
          ...{ model, scene: 'a', cluster: `e${i}`, clip: `e${i}.front.${start}` },
          scores: scores as unknown as ScoredClip['scores'],
        };
      }),
    );
  }).flat();
}

it('intervals of means and of paired differences hold the truth 95 times in 100, within 2', () => {
  const rng = createRng(9);
  const held = { mean: 0, difference: 0 };
  for (let k = 0; k < TRIALS; k++) {
    const { rows, comparisons } = summarize(trial(rng.fork(`trial ${k}`)), 1, {
      ...{ draws: 400, seed: k, reference: 'copy-last', metrics: ['ssim'] },
    });
    const mean = rows.find(({ model, scene }) => model === 'm' && scene === 'a');
    const difference = comparisons.find(({ scene }) => scene === 'a');
    if (mean && mean.low <= 0 && mean.high >= 0) held.mean += 1;
    if (difference && difference.low <= 0 && difference.high >= 0) held.difference += 1;
  }
  for (const count of Object.values(held)) {
    expect(count / TRIALS).toBeGreaterThan(0.93);
    expect(count / TRIALS).toBeLessThan(0.97);
  }
});
