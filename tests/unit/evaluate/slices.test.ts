import { describe, expect, it } from 'vitest';
import { firstContact, motionOf } from '#src/evaluate/clip-traits.ts';
import { type SlicedClip, sliceUp } from '#src/evaluate/slices.ts';
import { METRIC_IDS } from '#src/metrics/metric-ids.ts';

const OPTIONS = { draws: 50, seed: 0, reference: 'copy-last' };

/** A clip whose every measure is its frame's number times `scale`. */
function clip(i: number, model: string, scale: number, traits: Partial<SlicedClip['traits']>): SlicedClip {
  const values = Float64Array.from({ length: 10 }, (_, h) => scale * (h + 1));
  return {
    ...{ model, scene: i % 2 === 0 ? 'a' : 'b', cluster: `e${i}`, clip: `e${i}.front.0` },
    scores: Object.fromEntries(METRIC_IDS.map((id) => [id, values])) as unknown as SlicedClip['scores'],
    traits: { split: 'id', camera: 'front', contact: null, motion: i, ...traits },
  };
}

const both = (i: number, traits: Partial<SlicedClip['traits']>): SlicedClip[] => [
  clip(i, 'copy-last', 1, traits),
  clip(i, 'm', i < 6 ? 2 : 3, traits),
];

const mean = (clips: readonly SlicedClip[], part: string, model = 'm'): number | undefined =>
  sliceUp(clips, 10, OPTIONS).rows.find(
    (row) => row.part === part && row.model === model && row.metric === 'psnr',
  )?.mean;

describe('slices', () => {
  it('tell each split apart, at the verdict’s horizon', () => {
    const clips = Array.from({ length: 12 }, (_, i) => both(i, { split: i < 6 ? 'id' : 'ood' })).flat();
    expect([mean(clips, 'id'), mean(clips, 'ood'), mean(clips, 'ood', 'copy-last')]).toEqual([16, 24, 8]);
    const { comparisons } = sliceUp(clips, 10, OPTIONS);
    expect(comparisons.find((c) => c.part === 'ood' && c.metric === 'psnr')).toMatchObject({
      ...{ model: 'm', against: 'copy-last', mean: 16, low: 16, high: 16, n: 6, kind: 'split', horizon: 8 },
    });
  });

  it('tell the cameras apart that every scene has', () => {
    const cameras = ['front', 'left', 'front', 'left', 'high'];
    const clips = Array.from({ length: 10 }, (_, i) => both(i, { camera: cameras[i >> 1] as string })).flat();
    expect(['front', 'left', 'high'].map((camera) => mean(clips, camera))).toEqual([16, 20, 24]);
    const alone = clips.filter(({ scene, traits }) => scene === 'a' || traits.camera === 'front');
    expect([mean(alone, 'front'), mean(alone, 'left')]).toEqual([undefined, undefined]);
  });

  it('tell frames before the first contact from those it begins', () => {
    const clips = [...both(0, { contact: 4 }), ...both(1, { contact: 1 }), ...both(2, {})];
    // Of the first clip frames 1 to 3 come before and 4 to 10 after; of the second all come after; of the third none.
    expect(mean(clips, 'before the first contact')).toBe(4);
    expect(mean(clips, 'from the first contact on')).toBe(2 * ((7 + 5.5) / 2));
  });

  it('tell thirds of every scene apart by how much it moves', () => {
    const clips = Array.from({ length: 12 }, (_, i) => both(i, {})).flat();
    const { rows } = sliceUp(clips, 10, OPTIONS);
    const parts = rows.filter((row) => row.kind === 'motion' && row.model === 'm' && row.metric === 'psnr');
    expect(parts.map(({ part, n, mean: value }) => [part, n, value])).toEqual([
      ['moves least', 4, 16],
      ['moves more', 4, 20],
      ['moves most', 4, 24],
    ]);
  });
});

describe('what a clip is like', () => {
  const contact = (frame: number, kind: 'contact_begin' | 'contact_end' = 'contact_begin') => ({
    ...{ kind, frame, time: frame / 12, a: 'ball', b: 'floor' },
  });

  it('is the first contact that begins after what was seen', () => {
    expect(firstContact([contact(1), contact(3), contact(9), contact(12)], 3, 8)).toBe(6);
    expect(firstContact([contact(3), contact(5, 'contact_end')], 3, 8)).toBeNull();
    expect([firstContact([contact(11)], 3, 8), firstContact([contact(12)], 3, 8)]).toEqual([8, null]);
    expect(firstContact([], 3, 8)).toBeNull();
  });

  it('is the mean share of pixels that change', () => {
    const frame = (value: number) => Uint8Array.from({ length: 12 }, (_, i) => (i < 3 ? value : 0));
    expect(motionOf({ context: [frame(0)], truth: [frame(100), frame(100)] })).toBe(0.125);
  });
});
