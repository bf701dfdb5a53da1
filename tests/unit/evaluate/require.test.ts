import { describe, expect, it } from 'vitest';
import type { ToolkitError } from '#src/core/error.ts';
import {
  assertRequirements,
  checkRequirements,
  checkScenes,
  parseRequirement,
} from '#src/evaluate/require.ts';
import type { Row } from '#src/evaluate/summarize.ts';
import { METRIC_IDS } from '#src/metrics/metric-ids.ts';

const row = (model: string, mean: number): Row => ({
  ...{ model, scene: 'all', metric: 'union_iou', horizon: 8, mean, low: mean, high: mean, n: 4 },
});

describe('a requirement', () => {
  it('is read with or without spaces', () => {
    const wanted = { metric: 'union_iou', horizon: 8, relation: '>=', bound: 0.5 };
    expect(parseRequirement('union_iou@8>=.5', 16)).toMatchObject(wanted);
    expect(parseRequirement(' union_iou @ 8 >= 0.50 ', 16)).toMatchObject(wanted);
    expect(parseRequirement('centroid_px@16<=2e0', 16)).toMatchObject({ relation: '<=', bound: 2 });
  });

  it.each([
    ['union_iou>=.5', 'must read METRIC@HORIZON>=X'],
    ['union_iou@8=.5', 'must read METRIC@HORIZON>=X'],
    ['union_iou@8>=high', 'must read METRIC@HORIZON>=X'],
    ['iou@8>=.5', 'must name a known metric'],
    ['free-fall:@8>=.5', 'must read METRIC@HORIZON>=X'],
    ['free-fall:iou@8>=.5', 'must name a known metric'],
    ['union_iou@17>=.5', 'must name a horizon of 1 to 16 frames'],
    ['union_iou@0>=.5', 'must name a horizon of 1 to 16 frames'],
  ])('%s is refused', (text, message) => {
    expect(() => parseRequirement(text, 16)).toThrow(message);
  });

  it('takes every measure, and a scene before it', () => {
    for (const metric of METRIC_IDS) {
      expect(parseRequirement(`${metric}@1<=2`, 16)).toMatchObject({ metric, scene: 'all' });
      const text = `data 2/free-fall : ${metric}@1<=2`;
      expect(parseRequirement(text, 16)).toMatchObject({ metric, scene: 'data 2/free-fall' });
    }
  });

  it('names the nearest measure and scene', () => {
    const hint = (work: () => unknown): string => {
      try {
        work();
      } catch (error) {
        return (error as ToolkitError).hint;
      }
      return '';
    };
    expect(hint(() => parseRequirement('unoin_iou@8>=.5', 16))).toMatch(/^The nearest is union_iou;/);
    const asked = [parseRequirement('fee-fall:union_iou@8>=.5', 16)];
    expect(hint(() => checkScenes(asked, ['dominoes', 'free-fall']))).toMatch(/^The nearest is free-fall;/);
    expect(hint(() => checkScenes(asked, ['fee-fall']))).toBe('');
  });

  it('of a scene is held against that scene', () => {
    const rows = [row('good', 0.9), { ...row('good', 0.2), scene: 'free-fall' }];
    const [result] = checkRequirements([parseRequirement('free-fall:union_iou@8>=.5', 16)], ['good'], rows);
    expect(result).toMatchObject({ met: false, value: 0.2 });
  });

  it('holds for every judged model by its headline', () => {
    const results = checkRequirements(
      [parseRequirement('union_iou@8>=.5', 16)],
      ['good', 'bad', 'none'],
      [row('good', 0.5), row('bad', 0.499)],
    );
    expect(results.map(({ met }) => met)).toEqual([true, false, false]);
    expect(results.map(({ found }) => found)).toEqual([
      'good has 0.5',
      'bad has 0.499',
      'none has no such figure',
    ]);
    expect(() => assertRequirements(results.slice(0, 1))).not.toThrow();
    expect(() => assertRequirements(results)).toThrow('bad has 0.499 (and 1 more)');
  });
});
