import { join } from 'node:path';
import { createRng } from '../core/rng.ts';
import { packageRoot } from '../dataset/package-root.ts';
import { loadWorldModel } from '../world-model/load-world-model-node.ts';
import { rollout } from '../world-model/rollout.ts';
import { type BenchRow, median, timeMs } from './measure.ts';

const SIZE = 128;
const HORIZON = 16;
const ROUNDS = 9;

function noise(seed: number): Uint8Array {
  const rng = createRng(seed);
  return Uint8Array.from({ length: SIZE * SIZE * 3 }, () => rng.integer(0, 255));
}

/**
 * Milliseconds a frame of a copy-last rollout at 128². The session itself only copies, so nearly all
 * of it is ours: conversion to tensors and back, quantising, the calls.
 */
export async function benchPredict(): Promise<BenchRow[]> {
  const model = await loadWorldModel(join(packageRoot(), 'models', 'copy-last.onnx'), { provider: 'cpu' });
  const context = [0, 1, 2, 3].map(noise);
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
    return [
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
