import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createRng } from '../core/rng.ts';
import { packageRoot } from '../dataset/package-root.ts';
import type { TensorValue } from '../onnx/session.ts';
import { createSession } from '../onnx/session-node.ts';
import { loadWorldModel } from '../world-model/load-world-model-node.ts';
import { rollout } from '../world-model/rollout.ts';
import { type BenchRow, median, timeMs } from './measure.ts';

const SIZE = 128;

/** Side of the pictures of the model that ships. */
const NANO = 64;
const HORIZON = 16;
const ROUNDS = 9;

function noise(seed: number, size: number): Uint8Array {
  const rng = createRng(seed);
  return Uint8Array.from({ length: size * size * 3 }, () => rng.integer(0, 255));
}

/** Clips at once, and how often they are predicted, of the model that ships: enough for a second or so. */
const BATCHES = [1, 8] as const;
const PREDICTIONS = 60;

function nanoFeeds(batch: number): Record<string, TensorValue> {
  const rng = createRng(batch);
  const of = (...dims: number[]): TensorValue => ({
    type: 'float32',
    dims,
    data: Float32Array.from({ length: dims.reduce((a, b) => a * b) }, rng.next),
  });
  return { context_frames: of(batch, 4, 3, NANO, NANO), actions: of(batch, 4, 2) };
}

/** Milliseconds a predicted frame of our own trained model at 64², the session alone: one frame of each clip. */
async function benchNano(batch: number): Promise<BenchRow> {
  const file = join(packageRoot(), 'models', 'wm-d-nano-64.onnx');
  const session = await createSession(file, file, { provider: 'cpu', threads: availableParallelism() });
  const feeds = nanoFeeds(batch);
  const times: number[] = [];
  for (let i = 0; i < PREDICTIONS; i++) times.push(await timeMs(() => session.run(feeds, ['frames'])));
  await session.close();
  return {
    name: `predict wm-d-nano-64, batch ${batch}`,
    value: median(times) / batch,
    unit: 'ms a frame',
    target: '≤ compiled PyTorch in the same run',
  };
}

/** The session's share of a rollout's time, of our own trained model at 64², one clip: taken in turn, so that both meet the same machine. */
async function benchShare(): Promise<BenchRow> {
  const file = join(packageRoot(), 'models', 'wm-d-nano-64.onnx');
  const model = await loadWorldModel(file, { provider: 'cpu' });
  const session = await createSession(file, file, { provider: 'cpu', threads: availableParallelism() });
  const feeds = nanoFeeds(1);
  const request = {
    ...{ context: [0, 1, 2, 3].map((seed) => noise(seed, NANO)), width: NANO, height: NANO, clip: 'bench' },
    ...{ actions: null, actionDim: 0, horizon: HORIZON },
  };
  const shares: number[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const whole = await timeMs(() => rollout(model, request));
      const alone = await timeMs(async () => {
        for (let i = 0; i < HORIZON; i++) await session.run(feeds, ['frames']);
      });
      // The first warms up.
      if (round > 0) shares.push(alone / whole);
    }
  } finally {
    await session.close();
    await model.close();
  }
  return {
    name: 'predict wm-d-nano-64, rollout against its session',
    value: median(shares),
    unit: '× its rate',
    target: '≥ 0.8',
  };
}

/**
 * Milliseconds a frame: of the model that ships, and of a copy-last rollout at 128², whose session only copies, so that
 * nearly all of it is ours: conversion to tensors and back, quantising, the calls.
 */
export async function benchPredict(): Promise<BenchRow[]> {
  const model = await loadWorldModel(join(packageRoot(), 'models', 'copy-last.onnx'), { provider: 'cpu' });
  const context = [0, 1, 2, 3].map((seed) => noise(seed, SIZE));
  const request = {
    context,
    width: SIZE,
    height: SIZE,
    actions: null,
    actionDim: 0,
    horizon: HORIZON,
    clip: 'bench',
  };
  try {
    await rollout(model, request);
    const frames: number[] = [];
    for (let i = 0; i < ROUNDS; i++) frames.push((await timeMs(() => rollout(model, request))) / HORIZON);
    const rows: BenchRow[] = [];
    for (const batch of BATCHES) rows.push(await benchNano(batch));
    rows.push(await benchShare());
    return [
      ...rows,
      {
        name: `predict copy-last ${SIZE}², session included`,
        value: median(frames),
        unit: 'ms a frame',
        target: '≤ 2 beyond the session',
      },
    ];
  } finally {
    await model.close();
  }
}
