import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import { sha256 } from '#src/media/sha256.ts';
import { memorySource } from '#src/onnx/byte-source.ts';
import { readModelFacts } from '#src/onnx/read-model-facts.ts';
import { STATE_ARRAYS } from '#src/train/checkpoint.ts';
import { readCheckpoint } from '#src/train/read-checkpoint.ts';
import { trainJob } from '#src/train/train-job.ts';
import { trainModel } from '#src/train/train-model.ts';
import type { TrainOptions } from '#src/train/train-options.ts';
import type { TrainingRecord } from '#src/train/training-record.ts';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { rollout } from '#src/world-model/rollout.ts';
import { readWmD } from '#src/world-model/wm-d/read-wm-d-node.ts';
import { paintMoving } from './moving-dataset.ts';

let folder: string;
let data: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-train-'));
  data = join(folder, 'data');
  await paintMoving(data);
  await paintMoving(join(folder, 'held-out'), { seed: 2 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What all trainings here have in common: micro, one thread, twelve steps. */
const asked = (name: string, changes: Partial<TrainOptions> = {}): TrainOptions => ({
  ...{ data: [data], out: join(folder, name, 'm.onnx'), size: 'micro', batch: 2, steps: 12 },
  ...{ provider: 'cpu', threads: 1 },
  ...changes,
});

/** Asks to stop after that many steps. */
function stopAfter(steps: number) {
  let done = 0;
  const signal = {
    get aborted() {
      return done >= steps;
    },
  } as AbortSignal;
  return {
    signal,
    onProgress: (progress: { readonly stage: string; readonly done: number }) => {
      if (progress.stage === 'train') done = progress.done;
    },
  };
}

async function stateHash(name: string): Promise<string> {
  const { state } = await readCheckpoint(join(folder, name, 'm.onnx.checkpoint'));
  return sha256(STATE_ARRAYS.map((array) => sha256(new Uint8Array(state[array].buffer))).join());
}

const fileHash = (name: string): string => sha256(readFileSync(join(folder, name, 'm.onnx')));

const refusal = async (options: TrainOptions): Promise<ToolkitError> => {
  const error: unknown = await trainJob(options, {}).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ToolkitError) return error;
  throw new Error(`trained, or thrown: ${String(error)}`);
};

describe('a training', () => {
  it('leaves a model that predicts, its checkpoint, its record and its page, and nothing else', async () => {
    const result = await trainJob(asked('whole', { validate: join(folder, 'held-out') }), {});
    expect(result).toMatchObject({ steps: 12, finished: true, skippedSteps: 0, provider: 'cpu' });
    expect(readdirSync(join(folder, 'whole')).sort()).toEqual(
      ['m.onnx', 'm.onnx.checkpoint', 'm.onnx.pack', 'm.onnx.train.html', 'm.onnx.train.json'].sort(),
    );
    const model = await loadWorldModel(result.model, { provider: 'cpu' });
    const context = Array.from({ length: 4 }, () => new Uint8Array(3 * 64 * 64).fill(100));
    const input = { context, width: 64, height: 64, actions: null, actionDim: 2, horizon: 2, clip: 'a' };
    const frames = await rollout(model, input).finally(() => model.close());
    expect(frames).toHaveLength(2);
    const { metadata } = readModelFacts(memorySource(readFileSync(result.model)), result.model);
    expect(metadata).toMatchObject({
      'wm.train.steps': '12',
      'wm.train.samples': '24',
      'wm.train.seed': '0',
    });
    expect(model.contract.learntViews).toEqual({ minimal: ['front'] });
    const record = JSON.parse(readFileSync(result.record, 'utf8')) as TrainingRecord;
    expect(record).toMatchObject({ steps: 12, samples: 24, legs: [], init: null });
    expect(record.history.validations.at(-1)?.step).toBe(12);
    expect(Object.keys(record.history.baselines)).toEqual(['copy-last', 'constant-velocity']);
    const page = readFileSync(result.page, 'utf8');
    expect(page).toContain('wm-d micro 64 has learnt for 12 steps');
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('that was interrupted comes to the same bits as one that was not', async () => {
    for (const steps of [1, 7, 10]) {
      const stop = stopAfter(steps);
      await expect(trainJob(asked('pieces'), stop)).rejects.toThrow(/was interrupted after \d+ of 12 steps/);
      expect((await readCheckpoint(join(folder, 'pieces', 'm.onnx.checkpoint'))).step).toBe(steps);
    }
    await trainJob(asked('pieces'), {});
    await trainJob(asked('undisturbed'), {});
    expect(await stateHash('pieces')).toBe(await stateHash('undisturbed'));
    expect(fileHash('pieces')).toBe(fileHash('undisturbed'));
  });

  it('follows from its seed', async () => {
    await trainJob(asked('other-seed', { seed: 5 }), {});
    await trainJob(asked('same-seed'), {});
    expect(fileHash('same-seed')).toBe(fileHash('undisturbed'));
    expect(fileHash('other-seed')).not.toBe(fileHash('undisturbed'));
  });

  it('that is over is not begun again', async () => {
    const before = fileHash('undisturbed');
    const result = await trainJob(asked('undisturbed'), {});
    expect(result).toMatchObject({ steps: 12, finished: true });
    expect(fileHash('undisturbed')).toBe(before);
  });

  it('begins with the weights of a model, or of a checkpoint, and carries on its record', async () => {
    const model = join(folder, 'undisturbed', 'm.onnx');
    await trainJob(asked('leg', { init: model, steps: 1 }), {});
    await trainJob(asked('leg-2', { init: `${model}.checkpoint`, steps: 1 }), {});
    expect(await stateHash('leg')).toBe(await stateHash('leg-2'));
    const record = JSON.parse(
      readFileSync(join(folder, 'leg', 'm.onnx.train.json'), 'utf8'),
    ) as TrainingRecord;
    expect(record.legs).toHaveLength(1);
    expect(record.legs[0]).toMatchObject({ name: 'm', steps: 12, samples: 24 });
    expect(record.init?.sha256).toBe(fileHash('undisturbed'));
    const viewsOf = (name: string) => readWmD(join(folder, name, 'm.onnx')).learntViews;
    // A checkpoint does not tell what its packs held.
    expect([viewsOf('leg'), viewsOf('leg-2')]).toEqual([{ minimal: ['front'] }, null]);
  });

  it('turns minutes into steps once, and goes on with as many', async () => {
    const options = { ...asked('timed'), steps: undefined, minutes: 0.05 };
    await expect(trainJob(options, stopAfter(1))).rejects.toThrow(/was interrupted/);
    const { plan } = await readCheckpoint(join(folder, 'timed', 'm.onnx.checkpoint'));
    expect(plan.totalSteps).toBeGreaterThan(1);
    const result = await trainJob(options, {});
    expect(result).toMatchObject({ finished: true, totalSteps: plan.totalSteps });
  });
});

describe('a training refuses, with exit code 2 and one sentence,', () => {
  const cases: readonly (readonly [string, () => Promise<TrainOptions>, RegExp])[] = [
    ['no time', async () => asked('x', { steps: 0 }), /argument\/invalid: .*at least 1 step, got 0/],
    [
      'neither time nor steps',
      async () => ({ ...asked('x'), steps: undefined }),
      /either minutes or steps, got neither/,
    ],
    [
      'a dataset that is too short for the window',
      async () => {
        await paintMoving(join(folder, 'short'), { frames: 7 });
        return asked('x', { data: [join(folder, 'short')] });
      },
      /pack\/input: .*at least as long as a window of 8 frames/,
    ],
    [
      'a file that is no pack',
      async () => asked('x', { data: [join(folder, 'undisturbed', 'm.onnx')] }),
      /pack\/invalid: /,
    ],
    [
      'another split than that for training',
      async () => {
        await paintMoving(join(folder, 'split'), { split: { validation: 1 } });
        return asked('x', { data: [join(folder, 'split')] });
      },
      /pack\/input: .*split train/,
    ],
    [
      'data of another rate than the model that it begins with',
      async () => {
        await paintMoving(join(folder, 'fast'), { fps: 24 });
        return asked('x', { data: [join(folder, 'fast')], init: join(folder, 'undisturbed', 'm.onnx') });
      },
      /train\/input: .*its own 64×64 pixels at 12 fps, and the data have 64×64 at 24 fps/,
    ],
    [
      'another architecture than the one that it begins with',
      async () => asked('x', { size: 'nano', init: join(folder, 'undisturbed', 'm.onnx') }),
      /train\/input: .*m\.onnx is wm-d micro where wm-d nano was asked for/,
    ],
    [
      'a model of another kind to begin with',
      async () => asked('x', { init: 'models/copy-last.onnx' }),
      /model\/contract: .*copy-last\.onnx/,
    ],
    [
      'to try it on what it learns from',
      async () => asked('x', { validate: data }),
      /train\/input: .*has not learnt from/,
    ],
    [
      'a checkpoint of another architecture',
      async () => asked('undisturbed', { size: 'nano' }),
      /train\/checkpoint: .*another model/,
    ],
    [
      'a checkpoint that was cut off',
      async () => {
        const file = join(folder, 'other-seed', 'm.onnx.checkpoint');
        truncateSync(file, 5000);
        return asked('other-seed', { seed: 5 });
      },
      /train\/checkpoint: .*cut off/,
    ],
    [
      'to write over a model that is not its own',
      async () => {
        rmSync(join(folder, 'same-seed', 'm.onnx.checkpoint'));
        return asked('same-seed');
      },
      /file\/exists: .*m\.onnx must be absent/,
    ],
  ];
  it.each(cases)('%s', async (_what, options, words) => {
    const error = await refusal(await options());
    expect(`${error.code}: ${error.message}`).toMatch(words);
    expect(error.exitCode).toBe(2);
    expect(existsSync(join(folder, 'x', 'm.onnx'))).toBe(false);
  });
});

describe('trainModel', () => {
  it('trains in a thread of its own, and stops with a checkpoint when asked to', async () => {
    const stop = new AbortController();
    const notes: string[] = [];
    const training = trainModel({
      ...asked('thread', { steps: 100_000 }),
      signal: stop.signal,
      onNote: (words) => notes.push(words),
      onProgress: ({ stage, done }) => {
        if (stage === 'train' && done >= 2) stop.abort();
      },
    });
    await expect(training).rejects.toMatchObject({ code: 'work/interrupted', exitCode: 1 });
    expect((await readCheckpoint(join(folder, 'thread', 'm.onnx.checkpoint'))).step).toBeGreaterThanOrEqual(
      2,
    );
    expect(notes.join('\n')).toMatch(
      /wm-d micro, 64×64, on 4 clips: 100000 steps of 2 windows on cpu \(1 thread\)/,
    );
  });

  it('hands over what went wrong in the thread', async () => {
    writeFileSync(join(folder, 'noise.pack'), 'not a pack at all');
    const training = trainModel(asked('y', { data: [join(folder, 'noise.pack')] }));
    await expect(training).rejects.toMatchObject({ code: 'pack/invalid' });
  });
});
