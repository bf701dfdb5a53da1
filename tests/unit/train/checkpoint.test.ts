import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import { sha256 } from '#src/media/sha256.ts';
import { CHECKPOINT_MAGIC, type Checkpoint, writeCheckpoint } from '#src/train/checkpoint.ts';
import { NO_LOSSES, rememberLoss } from '#src/train/loss-watch.ts';
import { agreedPlan } from '#src/train/plan-training.ts';
import { readCheckpoint } from '#src/train/read-checkpoint.ts';
import { makeSchedule } from '#src/train/schedule.ts';
import { NO_HISTORY } from '#src/train/training-history.ts';

const array = (...values: number[]): Float32Array => Float32Array.from(values);

const CHECKPOINT: Checkpoint = {
  plan: {
    config: { size: 'micro', side: 64, actionDim: 2, experts: false, heads: [] },
    schedule: makeSchedule('micro', 8),
    ...{ seed: 3, totalSteps: 500, minutes: null, dataHashes: ['ab', 'cd'], initSha256: null },
  },
  step: 120,
  memory: rememberLoss(NO_LOSSES, 4, 0.1 + 0.2, true),
  history: NO_HISTORY,
  ...{ provider: 'cpu', threads: 2, toolkitVersion: '0.1.0' },
  state: {
    parameters: array(0.1, -0, 1e-40, Number.MAX_VALUE),
    moment1: array(1, 2, 3, 4),
    moment2: array(5, 6, 7, 8),
    average: array(0.5, 0.25, 1 / 3, -1),
    routerBias: array(),
  },
};

let folder: string;
let file: string;
let bytes: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkpoint-'));
  file = join(folder, 'x.onnx.checkpoint');
  await writeCheckpoint(file, CHECKPOINT);
  bytes = await readFile(file);
});
afterAll(() => rm(folder, { recursive: true }));

const refusal = async (content: Uint8Array): Promise<ToolkitError> => {
  const path = join(folder, 'damaged');
  await writeFile(path, content);
  const error: unknown = await readCheckpoint(path).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ToolkitError)) throw new Error(`read, or thrown: ${String(error)}`);
  return error;
};

describe('a checkpoint', () => {
  it('is read back to the bit', async () => {
    const read = await readCheckpoint(file);
    expect(read).toEqual(CHECKPOINT);
    expect(Object.is(read.state.parameters[1], -0)).toBe(true);
  });

  it('replaces the one before it, and leaves nothing else in the folder', async () => {
    const path = join(folder, 'again.checkpoint');
    await writeCheckpoint(path, CHECKPOINT);
    await writeCheckpoint(path, { ...CHECKPOINT, step: 240 });
    expect((await readCheckpoint(path)).step).toBe(240);
  });

  it('is refused with one sentence wherever a bit is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 8 * bytes.length - 1 }), async (bit) => {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
        const error = await refusal(flipped);
        expect(error.code).toBe('train/checkpoint');
        expect(error.exitCode).toBe(2);
      }),
    );
  });

  it('is refused wherever it is cut off', async () => {
    for (const length of [0, 3, 8, 11, 12, 40, bytes.length - 33, bytes.length - 32, bytes.length - 1]) {
      const error = await refusal(bytes.subarray(0, length));
      expect(error.message).toMatch(/is none|cut off/);
    }
    await truncate(file, bytes.length - 5);
    await expect(readCheckpoint(file)).rejects.toThrow(/x\.onnx\.checkpoint is cut off or was changed/);
    await writeFile(file, bytes);
  });

  it('is refused when it is of a later version, though it is whole', async () => {
    const body = bytes.subarray(0, bytes.length - 32);
    const newer = Buffer.from(body.toString('latin1').replace('"version":1', '"version":2'), 'latin1');
    const error = await refusal(Buffer.concat([newer, Buffer.from(sha256(newer), 'hex')]));
    expect(error.message).toMatch(/is of version 2, where 1 is read/);
  });

  it('is refused when its numbers are more than it holds', async () => {
    const body = bytes.subarray(0, bytes.length - 32);
    const claim = Buffer.from(body.toString('latin1').replace('"moment1":4', '"moment1":9'), 'latin1');
    const error = await refusal(Buffer.concat([claim, Buffer.from(sha256(claim), 'hex')]));
    expect(error.message).toMatch(/must hold 21 numbers/);
    expect(CHECKPOINT_MAGIC).toHaveLength(8);
  });
});

describe('agreedPlan', () => {
  const { plan } = CHECKPOINT;
  const agree = (asked: Partial<typeof plan>): unknown =>
    agreedPlan({ ...plan, ...asked }, 'x.checkpoint', CHECKPOINT);

  it('goes on with the same plan', () => {
    expect(agree({})).toBe(plan);
  });

  it('says in what another plan differs', () => {
    expect(() => agree({ config: { ...plan.config, size: 'nano' } })).toThrow(
      /x\.checkpoint has another model/,
    );
    expect(() => agree({ dataHashes: ['ab'] })).toThrow(/another data: \["ab","cd"\] where \["ab"\]/);
    expect(() => agree({ seed: 4 })).toThrow(/another seed: 3 where 4/);
    expect(() => agree({ totalSteps: 600 })).toThrow(/another number of steps: 500 where 600/);
    expect(() => agree({ schedule: makeSchedule('micro', 16) })).toThrow(/another schedule/);
    expect(() => agree({ initSha256: 'ff' })).toThrow(/another beginning/);
  });
});
