import { describe, expect, it } from 'vitest';
import type { WorldModelContract } from '#src/world-model/contract.ts';
import { type RolloutInput, rollout } from '#src/world-model/rollout.ts';
import type { PredictInput, Prediction } from '#src/world-model/world-model.ts';

const CONTRACT: WorldModelContract = {
  contract: '1',
  name: 'counter',
  version: null,
  fps: null,
  context: 2,
  chunk: 1,
  keep: 1,
  height: null,
  width: null,
  layout: 'BTCHW',
  range: '0..1',
  input: { name: 'context_frames', type: 'float32', rank: 5 },
  output: { name: 'frames', type: 'float32', rank: 5 },
  actions: null,
  recurrent: [],
  heads: { depth: null, segmentation: null },
  constants: [],
  batched: false,
  learntViews: null,
};

/** A model of one grey pixel: each new frame is one level up from the last; it writes down its calls. */
function counter(changes: Partial<WorldModelContract> = {}) {
  const contract = { ...CONTRACT, ...changes };
  const calls: PredictInput[] = [];
  const predict = async (input: PredictInput): Promise<Prediction> => {
    calls.push(input);
    const last = input.frames.at(-1)?.[0] as number;
    const level = (i: number): number => (last + 1 + Math.floor(i / 3)) / 255;
    return { frames: Float32Array.from({ length: 3 * contract.chunk }, (_, i) => level(i)), state: [] };
  };
  return { contract, predict, calls };
}

const levels = (frames: readonly Uint8Array[]): (number | undefined)[] => frames.map((frame) => frame[0]);
const grey = (level: number): Uint8Array => new Uint8Array(3).fill(level);
const clip = (changes: Partial<RolloutInput> = {}): RolloutInput => ({
  context: [grey(7), grey(8), grey(9), grey(10)],
  width: 1,
  height: 1,
  actions: null,
  actionDim: 0,
  horizon: 5,
  clip: 'push-000003.front.8',
  ...changes,
});
const ACTIONS = { input: 'actions', type: 'float32', dim: 2, mean: [0, 0], std: [1, 1] } as const;

describe('rollout', () => {
  it('shows the model the last context frames, then its own', async () => {
    const model = counter();
    expect(levels(await rollout(model, clip()))).toEqual([11, 12, 13, 14, 15]);
    expect(model.calls.map((call) => levels(call.frames))).toEqual([
      [9, 10],
      [10, 11],
      [11, 12],
      [12, 13],
      [13, 14],
    ]);
  });

  it('keeps as many frames of a chunk as the contract says', async () => {
    const model = counter({ chunk: 3, keep: 2 });
    expect(levels(await rollout(model, clip()))).toEqual([11, 12, 13, 14, 15]);
    expect(model.calls.map((call) => levels(call.frames))).toEqual([
      [9, 10],
      [11, 12],
      [13, 14],
    ]);
  });

  it('gives each frame the action that is held from it to the next', async () => {
    const model = counter({ context: 2, chunk: 2, keep: 2, actions: ACTIONS });
    const actions = Float32Array.from({ length: 2 * 8 }, (_, i) => Math.floor(i / 2) + (i % 2) / 10);
    await rollout(model, clip({ actions, actionDim: 2, horizon: 5 }));
    const first = model.calls.map((call) =>
      [...(call.actions as Float32Array)].filter((_, i) => i % 2 === 0),
    );
    // The last row is repeated past the end: it makes a frame that is thrown away.
    expect(first).toEqual([
      [2, 3, 4],
      [4, 5, 6],
      [6, 7, 7],
    ]);
    expect(model.calls[0]?.actions?.[1]).toBeCloseTo(2.1);
  });

  it('gives no actions where nothing is commanded', async () => {
    const model = counter({ actions: ACTIONS });
    await rollout(model, clip());
    expect(model.calls[0]?.actions).toBeNull();
  });
});

describe('rollout of fewer actions than the model takes', () => {
  it('fills up with zeros', async () => {
    const model = counter({ context: 1, actions: ACTIONS });
    const actions = Float32Array.of(1, 2, 3, 4, 5);
    await rollout(model, clip({ actions, actionDim: 1, horizon: 2 }));
    expect(model.calls.map((call) => [...(call.actions as Float32Array)])).toEqual([
      [4, 0],
      [5, 0],
    ]);
  });
});

describe('rollout of a recurrent model', () => {
  const HELD = { input: 'h', output: 'h_next', type: 'float32', shape: [1], batchAxis: 0 } as const;

  /** Remembers how many calls there were, and answers with that. */
  function remembers(changes: Partial<WorldModelContract> = {}) {
    const model = counter({ context: 1, actions: ACTIONS, recurrent: [HELD], ...changes });
    const predict = async (input: PredictInput): Promise<Prediction> => ({
      ...(await model.predict(input)),
      state: [Float32Array.of((input.state?.[0]?.[0] ?? 0) + 1)],
    });
    return { ...model, predict };
  }
  const actions = Float32Array.from({ length: 2 * 8 }, (_, i) => Math.floor(i / 2));
  const seen = ({ calls }: ReturnType<typeof remembers>) =>
    calls.map(({ frames, actions: held, state }) => [
      levels(frames),
      [...(held ?? [])].filter((_, i) => i % 2 === 0),
      state?.[0]?.[0] ?? 'nothing',
    ]);

  it('shows it the context frames one after the other, each with its action, then its own', async () => {
    const model = remembers();
    expect(levels(await rollout(model, clip({ actions, actionDim: 2, horizon: 2 })))).toEqual([11, 12]);
    expect(seen(model)).toEqual([
      [[7], [0], 'nothing'],
      [[8], [1], 1],
      [[9], [2], 2],
      [[10], [3], 3],
      [[11], [4], 4],
    ]);
  });

  it('shows it as many at once as it takes, and moves on by as many as it keeps', async () => {
    const model = remembers({ context: 2, chunk: 2, keep: 2 });
    await rollout(model, clip({ actions, actionDim: 2, horizon: 3 }));
    expect(seen(model)).toEqual([
      [[7, 8], [0, 1, 2], 'nothing'],
      [[9, 10], [2, 3, 4], 1],
      [[11, 12], [4, 5, 6], 2],
    ]);
  });
});

describe('rollout refuses', () => {
  it.each([
    [
      'another size',
      counter({ width: 64, height: 64 }),
      clip(),
      'model/size',
      '64×64 px, and clip push-000003.front.8 has 1×1',
    ],
    ['too few context frames', counter({ context: 6 }), clip(), 'model/size', 'needs 6 context frames'],
    ['a frame of the wrong size', counter(), clip({ width: 2 }), 'model/size', 'frame 0 of clip'],
    [
      'actions of another robot',
      counter({ actions: ACTIONS }),
      clip({ actions: new Float32Array(24), actionDim: 3 }),
      'model/contract',
      'no wider than 2, and clip push-000003.front.8 has actions of 3',
    ],
    [
      'too few actions',
      counter({ actions: ACTIONS }),
      clip({ actions: new Float32Array(14), actionDim: 2 }),
      'model/contract',
      'needs 8 actions',
    ],
  ])('%s before it predicts', async (_, model, input, code, words) => {
    const error = await rollout(model, input).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, exitCode: 2, message: expect.stringContaining(words) });
    expect(model.calls).toEqual([]);
  });

  it('names the clip and the horizon at which a model returns NaN', async () => {
    const { contract } = counter();
    let calls = 0;
    const predict = async (): Promise<Prediction> => ({
      frames: new Float32Array(3).fill(++calls === 3 ? Number.NaN : 0),
      state: [],
    });
    await expect(rollout({ contract, predict }, clip())).rejects.toMatchObject({
      code: 'model/non-finite',
      exitCode: 1,
      message: expect.stringMatching(/clip push-000003\.front\.8 at horizon 3/),
    });
  });
});
