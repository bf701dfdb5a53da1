import { describe, expect, it } from 'vitest';
import type { PredictionIndex, ShownPrediction } from '#src/core/view/prediction-view.ts';
import { metricWords, signedText, valueText } from '#src/viewer/predictions/metric-words.ts';
import { paintDifference } from '#src/viewer/predictions/paint-difference.ts';
import { sortClips } from '#src/viewer/predictions/sort-clips.ts';
import { readState } from '#src/viewer/predictions/view-state.ts';

const clip = (id: string, scene: number, a: number | null, b: number | null): ShownPrediction => ({
  ...{ id, scene, width: 8, height: 6, fps: 12, truth: true, predicted: [true, true, true] },
  scores: [{ union_iou: [a], centroid_px: [a] }, { union_iou: [b], centroid_px: [b] }, { union_iou: [1] }],
});

const facts = { source: '', sha256: null, provider: null };
const INDEX: PredictionIndex = {
  ...{ name: 'r', kind: 'report', unscored: false, notes: [], verdict: null, requirements: [] },
  protocol: { context: 4, horizon: 1, starts: [0], draws: 0 },
  models: [
    { name: 'a', role: 'subject', ...facts },
    { name: 'b', role: 'baseline', ...facts },
    { name: 'truth', role: 'truth', ...facts },
  ],
  scenes: ['all', 'one', 'two'],
  metrics: ['union_iou', 'centroid_px'],
  ...{ rows: [], comparisons: [] },
  clips: [clip('p', 1, 0.5, 0.1), clip('q', 2, null, 0.9), clip('r', 1, 0.2, 0.9), clip('s', 2, 0.8, 0.2)],
};

const order = (params: Record<string, string>): string =>
  sortClips(INDEX, readState(params, INDEX))
    .map(({ place }) => INDEX.clips[place]?.id)
    .join('');

describe('the list of clips', () => {
  it('begins with the worst, by which way a measure is better, and ends with what has no figure', () => {
    expect(order({})).toBe('rpsq');
    expect(order({ metric: 'centroid_px' })).toBe('sprq');
    expect(order({ sort: 'best' })).toBe('sprq');
  });

  it('is sorted by scene, filtered by scene, and by another model', () => {
    expect(order({ sort: 'scene' })).toBe('rpsq');
    expect(order({ scene: 'two' })).toBe('sq');
    expect(order({ of: '1' })).toBe('psqr');
  });

  it('begins with the clip that falls most behind another model', () => {
    expect(order({ sort: 'difference' })).toBe('rpsq');
    expect(order({ sort: 'difference', of: '1', against: '0' })).toBe('spr' + 'q');
  });
});

describe('readState', () => {
  it('takes what is of most use where an address says nothing, or nonsense', () => {
    const state = readState(
      { metric: '<script>', h: '-4', models: '7,x,2', scene: 'all', sort: 'up' },
      INDEX,
    );
    expect(state).toEqual({
      ...{ metric: 'union_iou', horizon: 1, models: [0], of: 0, against: 1, scene: null },
      ...{ sort: 'worst', difference: 'absolute', clip: null },
    });
  });
});

describe('a measure in words', () => {
  it('speaks for itself where it is not known', () => {
    expect(metricWords('energy_residual')).toMatchObject({ label: 'Energy residual', better: 'lower' });
  });

  it('has no negative zero', () => {
    expect(valueText(-0.001, metricWords('union_iou'))).toBe('0.00');
    expect(signedText(0.001, metricWords('union_iou'))).toBe('0.00');
    expect(signedText(-0.5, metricWords('union_iou'))).toBe('−0.50');
  });
});

describe('paintDifference', () => {
  it('is three times as large, or around grey', () => {
    expect([...paintDifference([10, 0, 200], [0, 50, 0], 'absolute')]).toEqual([30, 150, 255]);
    expect([...paintDifference([10, 0, 200], [0, 50, 0], 'signed')]).toEqual([143, 53, 255]);
  });
});
