import { describe, expect, it } from 'vitest';
import { cannotDo } from '#src/train/cannot-do.ts';
import { type CardEvaluation, type CardRow, modelCard } from '#src/train/model-card.ts';
import { RECORD } from './training-record.ts';

const row = (changes: Partial<CardRow>): CardRow => ({
  ...{
    model: 'tiny',
    scene: 'push',
    metric: 'union_iou',
    horizon: 4,
    mean: 0.6,
    low: 0.55,
    high: 0.65,
    n: 128,
  },
  ...changes,
});

const EVALUATION: CardEvaluation = {
  data: '`val`',
  model: 'tiny',
  rows: [
    row({}),
    row({ model: 'truth', metric: 'psnr', mean: 60 }),
    row({ model: 'truth', mean: 0.9 }),
    row({ metric: 'presence', horizon: 8, mean: 0.62 }),
    row({ metric: 'presence', horizon: 8, mean: 0.3, model: 'copy-last' }),
    row({ metric: 'presence', horizon: 8, mean: 0.69, scene: 'all' }),
    row({ metric: 'presence', horizon: 8, mean: 0.71, scene: 'dominoes' }),
    row({ metric: 'presence', horizon: 16, mean: 0.1 }),
  ],
  comparisons: [
    { ...row({ mean: 0.05, low: 0.01, high: 0.09, horizon: 1 }), against: 'copy-last' },
    { ...row({ mean: 0.01, low: -0.01, high: 0.03 }), against: 'copy-last' },
    { ...row({ mean: -0.02, low: -0.04, high: 0, horizon: 8 }), against: 'copy-last' },
    { ...row({ mean: -9, low: -9, high: -9, metric: 'psnr' }), against: 'copy-last' },
    { ...row({ mean: -1, low: -1, high: -1, scene: 'all' }), against: 'copy-last' },
  ],
};

describe('cannotDo', () => {
  const said = cannotDo(RECORD, EVALUATION);

  it('names every scene and horizon at which a baseline may be as good, in one sentence each', () => {
    expect(said.filter((sentence) => sentence.includes('better than'))).toEqual([
      'In push it does not show where bodies are better than copy-last: union IoU +0.010 (−0.010 to +0.030) 4 frames ahead, −0.020 (−0.040 to +0.000) 8 frames ahead.',
    ]);
  });

  it('says where bodies fade', () => {
    expect(said.filter((sentence) => sentence.includes('fade'))).toEqual([
      'In push, 8 frames ahead, only 62 % of the bodies in view keep a quarter of their area: the others fade.',
    ]);
  });

  it('says what it was not made for, and whose actions are zeros', () => {
    expect(said.join('\n')).toMatch(/64×64 pixels alone, and was made for 12 frames a second/);
    expect(said.join('\n')).toMatch(/Those of free-fall have fewer or none: zeros/);
  });

  it('has something to say of a model that was not measured', () => {
    expect(cannotDo(RECORD, null).length).toBeGreaterThan(3);
  });
});

describe('modelCard', () => {
  const card = modelCard({ record: RECORD, evaluation: EVALUATION, sheet: 'tiny.worst.webp' });

  it('shows means with their intervals, and that the truth is without error not at all', () => {
    expect(card).toContain('| push | **tiny** | – | 0.60 (0.55 to 0.65) | – |');
    expect(card).toContain('| push | truth | – | 0.90');
    expect(card).not.toContain('60.0');
  });

  it('says how it was made', () => {
    expect(card).toContain('train-1 (plan efefefefefef): free-fall, push; 20 clips, 960 frames');
    expect(card).toContain('| random weights | 150 | 8 | 1,200 | 1.50e+11 |');
    expect(card).toContain('![Truth, prediction and difference of the worst clips](tiny.worst.webp)');
  });

  it('lists the trainings before it', () => {
    const { legs: _, history: __, version: ___, ...leg } = RECORD;
    const init = { file: '/models/tiny.onnx', sha256: 'ab'.repeat(32) };
    const second = modelCard({ record: { ...RECORD, init, legs: [leg] }, evaluation: null, sheet: null });
    expect(second).toContain('| random weights | 150 |');
    expect(second).toContain('| tiny.onnx (abababababab) | 150 |');
    expect(second).toContain('Seen in all: 2,400 windows');
    expect(second).not.toContain('worst clips');
  });
});
