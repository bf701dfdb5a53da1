import { describe, expect, it } from 'vitest';
import { type HeadTruth, scoreHeads } from '#src/evaluate/protocols/heads/score-heads.ts';
import { sumUpValues } from '#src/evaluate/protocols/sum-up-values.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import type { WorldModelContract } from '#src/world-model/contract.ts';
import type { Prediction } from '#src/world-model/world-model.ts';
import { syntheticClip } from '../synthetic-clips.ts';

const HORIZON = 4;

/** A clip with depths: 2 m, and 1 m at bodies. */
function shown(): { clip: EvaluatedClip; truth: HeadTruth } {
  const whole = syntheticClip('a-000000', 'scene', 3);
  const clip = {
    ...whole,
    truth: whole.truth.slice(0, HORIZON),
    truthIds: whole.truthIds.slice(0, HORIZON),
  };
  const ids = [clip.contextIds.at(-1) as Uint16Array, ...clip.truthIds];
  const depth = ids.map((frame) =>
    Float32Array.from(frame, (id) => (clip.foregroundIds.includes(id) ? 1 : 2)),
  );
  return { clip, truth: { depth, robot: [], bodies: clip.foregroundIds } };
}

/** A model that says of each frame what it is told to. */
function sayer({ clip }: { clip: EvaluatedClip }, heads: (h: number) => Pick<Prediction, 'depth' | 'slots'>) {
  const contract = {
    ...{
      contract: '1',
      name: 'sayer',
      version: null,
      fps: null,
      context: clip.context.length,
      chunk: 1,
      keep: 1,
    },
    ...{
      height: null,
      width: null,
      layout: 'BTCHW',
      range: '0..1',
      recurrent: [],
      constants: [],
      actions: null,
    },
    ...{ input: {}, output: {}, batched: false },
    heads: {
      depth: { name: 'depth', type: 'float32', encoding: 'm' },
      segmentation: { name: 'seg', type: 'float32', slots: 8 },
    },
  } as unknown as WorldModelContract;
  let h = 0;
  const predict = async (): Promise<Prediction> => ({
    frames: new Float32Array(3 * clip.width * clip.height),
    state: [],
    ...heads(h++),
  });
  return { contract, predict };
}

/** The slots of ids where the largest body comes first. */
function ranked(clip: EvaluatedClip): (ids: Uint16Array) => Uint8Array {
  const pixels = new Map<number, number>();
  for (const frame of clip.contextIds)
    for (const id of frame) if (clip.foregroundIds.includes(id)) pixels.set(id, (pixels.get(id) ?? 0) + 1);
  const order = [...pixels].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => id);
  return (ids) => Uint8Array.from(ids, (id) => (order.includes(id) ? 2 + order.indexOf(id) : 0));
}

describe('a model’s own depth and masks', () => {
  it('are perfect where they are the truth', async () => {
    const { clip, truth } = shown();
    const slotsOf = ranked(clip);
    const model = sayer({ clip }, (h) => ({
      depth: truth.depth?.[h + 1] as Float32Array,
      slots: slotsOf(clip.truthIds[h] as Uint16Array),
    }));
    const { own, held } = await scoreHeads(model, clip, truth);
    expect(own.depth_abs_rel).toEqual(new Float64Array(HORIZON));
    expect(own.depth_si_rmse).toEqual(new Float64Array(HORIZON));
    expect(own.slot_iou).toEqual(new Float64Array(HORIZON).fill(1));
    // Something moves, so that what is held falls behind.
    expect(held.slot_iou?.[HORIZON - 1]).toBeLessThan(1);
    expect(held.depth_abs_rel?.[HORIZON - 1]).toBeGreaterThan(0);
  });

  it('know the shape but not the scale: twice the depth is off by 1, and not at all by the scale-free figure', async () => {
    const { clip, truth } = shown();
    const model = sayer({ clip }, (h) => ({
      depth: (truth.depth?.[h + 1] ?? new Float32Array(0)).map((metres) => 2 * metres),
      slots: new Uint8Array(clip.width * clip.height),
    }));
    const { own } = await scoreHeads(model, clip, truth);
    expect(own.depth_abs_rel?.[0]).toBeCloseTo(1, 6);
    expect(own.depth_si_rmse?.[0]).toBeCloseTo(0, 6);
    expect(own.slot_iou?.[0]).toBe(0);
  });

  it('have no depth figure where the dataset has none', async () => {
    const { clip, truth } = shown();
    const model = sayer({ clip }, () => ({
      depth: new Float32Array(clip.width * clip.height),
      slots: new Uint8Array(clip.width * clip.height),
    }));
    const { own, held } = await scoreHeads(model, clip, { ...truth, depth: null });
    expect(own.depth_abs_rel).toBeUndefined();
    expect(held.depth_abs_rel).toBeUndefined();
  });
});

describe('a figure over clips', () => {
  it('is the mean over episodes, and leaves out what is not defined', () => {
    const values = [
      { cluster: 'a', value: 1 },
      { cluster: 'b', value: 3 },
      { cluster: 'c', value: Number.NaN },
    ];
    expect(sumUpValues(values, { draws: 500, seed: 0 }, 'heads')).toEqual({ mean: 2, low: 1, high: 3, n: 2 });
    expect(sumUpValues(values.slice(2), { draws: 500, seed: 0 }, 'heads')).toBeNull();
  });
});
