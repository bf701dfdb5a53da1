import { makeSchedule } from '#src/train/schedule.ts';
import type { HistoryPoint, ScenesScores, TrainingHistory } from '#src/train/training-history.ts';
import type { TrainingRecord } from '#src/train/training-record.ts';

const scores = (value: number): ScenesScores => {
  const each = {
    psnr: [30, 28, value],
    foreground_psnr: [20, 18, 16],
    union_iou: [0.8, 0.6, null],
    presence: [1, 1, 1],
  };
  return { all: each, push: each, '<b>rolling</b>': each };
};

const point = (step: number): HistoryPoint => ({
  ...{ step, seconds: step / 5, samples: 8 * step, flops: 1e9 * step, loss: 1 / step, gradientNorm: 0.1 },
  ...{
    learningRate: 1e-3,
    foregroundWeight: 0,
    unroll: 1,
    samplesPerSecond: 40,
    gflops: 5,
    loaderShare: 0.01,
  },
  ...{ memoryBytes: 4e8, skipped: 0 },
  router: {
    ...{ maxLoad: 1.5, minLoad: 0.5, entropy: 0.9, dropped: 0.02 },
    loads: Array.from({ length: 8 }, (_, i) => 0.5 + i / 7),
  },
});

export const HISTORY: TrainingHistory = {
  points: [point(50), point(100), point(150)],
  validations: [
    { step: 100, scores: scores(27) },
    { step: 150, scores: scores(27.5) },
  ],
  validatedOn: { name: 'val', planSha256: 'ab' },
  baselines: { 'copy-last': scores(26), 'constant-velocity': scores(28) },
};

/** The record of a training that is half done. */
export const RECORD: TrainingRecord = {
  version: 1,
  name: 'tiny',
  architecture: 'wm-d-moe micro 64',
  plan: {
    config: { size: 'micro', side: 64, actionDim: 2, experts: true, heads: [] },
    schedule: makeSchedule('micro', 8),
    ...{ seed: 3, totalSteps: 300, minutes: null, dataHashes: ['cd'.repeat(32)], initSha256: null },
  },
  data: [
    {
      ...{ split: 'train', width: 64, height: 64, fps: 12, actionDim: 2, dataSha256: 'cd'.repeat(32) },
      datasets: [{ name: 'train-1', planSha256: 'ef'.repeat(32) }],
      ...{ scenes: ['free-fall', 'push'], clips: 20, frames: 960, sceneActionDims: [0, 2] },
    },
  ],
  init: null,
  ...{ steps: 150, samples: 1200, flops: 1.5e11, seconds: 30, skippedSteps: 0, provider: 'cpu', threads: 2 },
  machine: {
    ...{ cpu: 'A processor', cores: 2, system: 'linux x64', node: '20', onnxruntime: '1', worldwright: '0' },
  },
  legs: [],
  history: HISTORY,
};
