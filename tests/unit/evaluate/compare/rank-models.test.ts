import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import {
  comparisonHtml,
  comparisonMarkdown,
  comparisonSentence,
} from '#src/evaluate/compare/comparison-page.ts';
import { rankModels } from '#src/evaluate/compare/rank-models.ts';
import type { ScoredClip } from '#src/evaluate/summarize.ts';
import { METRIC_IDS } from '#src/metrics/metric-ids.ts';

const NASTY = '<b>c|d</b>';

/** Clips of one model: each clip has a level of its own, which all models share, and the model's gain on top. */
function clipsOf(model: string, gain: number, noise = 0.01): ScoredClip[] {
  return Array.from({ length: 24 }, (_, i) => {
    const level = createRng(i).uniform(0.2, 0.6);
    const value =
      level +
      gain +
      createRng(1000 + i)
        .fork(model)
        .uniform(-noise, noise);
    const scores = Object.fromEntries(METRIC_IDS.map((id) => [id, new Float64Array(8).fill(value)]));
    return {
      ...{ model, scene: i % 2 === 0 ? 'a' : 'b', cluster: `e${i}`, clip: `e${i}.front.0` },
      scores: scores as unknown as ScoredClip['scores'],
    };
  });
}

const OPTIONS = { draws: 2000, seed: 0 };

describe('a ranking', () => {
  const clips = [...clipsOf(NASTY, 0), ...clipsOf('b', 0.001), ...clipsOf('a', 0.2)];
  const ranking = rankModels(clips, 8, OPTIONS);

  it('puts the model with the highest union IoU first', () => {
    expect(ranking.models).toEqual(['a', NASTY, 'b']);
    expect(ranking.rows.every(({ horizon, scene }) => horizon === 8 && scene === 'all')).toBe(true);
  });

  it('tells differences from chance, each pair by each deciding measure', () => {
    expect(ranking.pairs).toHaveLength(3 * 2);
    for (const { model, against, significant, mean, low, high, corrected, p } of ranking.pairs) {
      expect([model, against, significant]).toEqual([model, against, model === 'a']);
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
      expect(corrected).toBeGreaterThanOrEqual(p);
      if (model === 'a') expect(mean).toBeGreaterThan(0.15);
    }
  });

  it('is said by rule', () => {
    expect(comparisonSentence(ranking, 12)).toBe(
      `a is significantly better than ${NASTY} and b 8 frames (0.67 s) ahead.`,
    );
    const close = rankModels([...clipsOf('a', 0), ...clipsOf('b', 0.0001)], 8, OPTIONS);
    expect(comparisonSentence(close, 12)).toMatch(/is not shown to be better than any other\.$/);
    const one = rankModels([...clipsOf('a', 0.2), ...clipsOf('b', 0.2001), ...clipsOf('c', 0)], 8, OPTIONS);
    expect(comparisonSentence(one, 12)).toMatch(
      /better than c 8 frames .*; not shown to be better than [ab]\.$/,
    );
  });

  it('is a page and a text in which names stand for themselves', () => {
    const facts = { reports: ['r1', NASTY], fps: 12 };
    expect(comparisonHtml(ranking, facts)).not.toContain('<b>c');
    expect(comparisonMarkdown(ranking, facts)).not.toMatch(/<b>c\|[^\n]*\|[^\n]*--/);
    expect(comparisonMarkdown(ranking, facts)).toContain('&lt;b>c\\|d&lt;/b>');
  });
});
