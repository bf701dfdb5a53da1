import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreDatasets } from '#src/evaluate/evaluate-datasets.ts';
import type { HeadRow } from '#src/evaluate/protocols/heads/head-row.ts';
import { createSession } from '#src/onnx/session-node.ts';
import { initialState, openTrainingSession } from '#src/train/open-training-session.ts';
import { openPack, type Pack } from '#src/train/pack/open-pack.ts';
import { packDatasets } from '#src/train/pack/pack-datasets.ts';
import { createWindowReader } from '#src/train/pack/window-reader.ts';
import { trainJob } from '#src/train/train-job.ts';
import type { TrainingState } from '#src/train/training-session.ts';
import type { WindowBatch } from '#src/train/window-batch.ts';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { rolloutWithHeads } from '#src/world-model/rollout.ts';
import { exportWmD } from '#src/world-model/wm-d/export-wm-d.ts';
import { readWmD } from '#src/world-model/wm-d/read-wm-d-node.ts';
import { WM_D_HEADS, type WmDConfig } from '#src/world-model/wm-d/wm-d-config.ts';
import { paintMoving } from './moving-dataset.ts';

const SIDE = 64;
const PIXELS = SIDE * SIDE;
const CONFIG: WmDConfig = { size: 'micro', side: SIDE, actionDim: 2, experts: false, heads: WM_D_HEADS };
const CPU = { provider: 'cpu', threads: 1 } as const;

let folder: string;
let pack: Pack;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-heads-'));
  await paintMoving(join(folder, 'data'));
  await packDatasets({ data: [join(folder, 'data')], out: join(folder, 'data.pack'), depth: true });
  pack = await openPack(join(folder, 'data.pack'));
});

afterAll(async () => {
  await pack.close();
  rmSync(folder, { recursive: true, force: true });
});

const windows = (step: number, frames = 5): WindowBatch =>
  createWindowReader([pack], { batch: 4, frames, seed: 3, depth: true }).read(step);

const exported = ({ parameters, routerBias }: TrainingState): Uint8Array =>
  exportWmD(CONFIG, { parameters, routerBias }, { name: 'heads', fps: 12, metadata: {} });

/** Trains, and gives the weights. */
async function train(steps: number, unroll: number): Promise<TrainingState> {
  const phase = { config: CONFIG, batch: 4, unroll };
  const session = await openTrainingSession(phase, initialState(CONFIG, 1), CPU);
  const settings = { learningRate: 3e-3, foregroundWeight: 1, lossLimit: 1e9, balanceRate: 0 };
  for (let step = 0; step < steps; step++) {
    const { taken } = await session.step(windows(step, 4 + unroll), { ...settings, step: step + 1 });
    expect(taken).toBe(true);
  }
  const { parameters, routerBias, ...rest } = await session.state();
  const state = { ...rest, parameters: parameters.slice(), routerBias: routerBias.slice() };
  await session.close();
  return state;
}

/** What a model makes of four windows, beside the truth. */
async function look(state: TrainingState) {
  const session = await createSession(exported(state), 'a model with heads', CPU);
  const { rgb, labels, actions, depth } = windows(1000);
  const context = Float32Array.from({ length: 4 * 4 * 3 * PIXELS }, (_, i) => {
    const each = 4 * 3 * PIXELS;
    return (rgb[Math.floor(i / each) * 5 * 3 * PIXELS + (i % each)] as number) / 255;
  });
  const out = await session.run(
    {
      context_frames: { type: 'float32', dims: [4, 4, 3, SIDE, SIDE], data: context },
      actions: { type: 'float32', dims: [4, 4, 2], data: actions },
    },
    ['frames', 'seg', 'depth'],
  );
  await session.close();
  const [seg, far] = [out['seg']?.data as Float32Array, out['depth']?.data as Float32Array];
  let [surprise, error, change] = [0, 0, 0];
  for (let i = 0; i < 4 * PIXELS; i++) {
    const [clip, pixel] = [Math.floor(i / PIXELS), i % PIXELS];
    const truth = (clip * 5 + 4) * PIXELS + pixel;
    // The one body is the largest: slot 2 is label 2.
    const row = Array.from({ length: 8 }, (_, slot) => seg[(clip * 8 + slot) * PIXELS + pixel] as number);
    const total = Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0));
    surprise += (total - (row[labels[truth] as number] as number)) / (4 * PIXELS);
    error += Math.abs((far[i] as number) - (depth?.[truth] as number) / 255) / (4 * PIXELS);
  }
  const frames = out['frames']?.data as Float32Array;
  frames.forEach((value, i) => {
    const [clip, at] = [Math.floor(i / (3 * PIXELS)), i % (3 * PIXELS)];
    const newest = context[(clip * 4 + 3) * 3 * PIXELS + at] as number;
    change = Math.max(change, Math.abs(Math.round(255 * value) - Math.round(255 * newest)));
  });
  return { out, surprise, error, change, far };
}

describe('a model that segments and measures depth', () => {
  it('begins as copy-last all the same, and says what else it gives', async () => {
    const { out, change, far } = await look(initialState(CONFIG, 1));
    expect(change).toBeLessThanOrEqual(1);
    expect(out['seg']?.dims).toEqual([4, 1, 8, SIDE, SIDE]);
    expect(out['depth']?.dims).toEqual([4, 1, 1, SIDE, SIDE]);
    expect(far.every((value) => value > 0 && value < 1)).toBe(true);
  });

  it('learns both', async () => {
    const before = await look(initialState(CONFIG, 1));
    const after = await look(await train(40, 1));
    expect(after.surprise).toBeLessThan(0.6 * before.surprise);
    expect(after.error).toBeLessThan(0.5 * before.error);
  }, 120_000);

  it('learns from its own pictures too, is loaded as any other, and read back with its heads', async () => {
    const state = await train(3, 2);
    const file = join(folder, 'heads.onnx');
    writeFileSync(file, exported(state));
    expect(readWmD(file).config).toEqual(CONFIG);
    const model = await loadWorldModel(file, { provider: 'cpu' });
    const context = Array.from({ length: 4 }, () => new Uint8Array(3 * PIXELS).fill(100));
    const made = await rolloutWithHeads(model, {
      ...{ context, width: SIDE, height: SIDE, horizon: 2, clip: 'a' },
      ...{ actions: new Float32Array(2 * 5), actionDim: 2 },
    });
    expect(made.frames).toHaveLength(2);
    // After three steps: nearly all background, some 3 m away, as at the start.
    expect(made.slots?.map((slots) => slots.length)).toEqual([PIXELS, PIXELS]);
    for (const metres of made.depth?.flatMap((depth) => [...depth]) ?? []) {
      expect(metres).toBeGreaterThan(1);
      expect(metres).toBeLessThan(9);
    }
    expect(made.depth).toHaveLength(2);
    await model.close();
  }, 120_000);

  it('is scored on what it says of depth and bodies, beside the truth held', async () => {
    const file = join(folder, 'scored.onnx');
    writeFileSync(file, exported(await train(3, 1)));
    const report = await scoreDatasets({
      ...{
        data: [join(folder, 'data')],
        models: [file],
        horizon: 4,
        starts: [0],
        draws: 100,
        bounds: [],
        provider: 'cpu',
      },
    });
    const found = report.findings.find(({ protocol }) => protocol === 'heads');
    const { rows } = (found?.figures ?? { rows: [] }) as { readonly rows: readonly HeadRow[] };
    const at = (source: string, figure: HeadRow['figure']) =>
      rows.find((row) => row.source === source && row.figure === figure && row.horizon === 4)?.mean ??
      Number.NaN;
    // The ground lies 2 m away in every frame.
    expect(at('held, beside heads', 'depth_abs_rel')).toBe(0);
    expect(at('heads', 'depth_abs_rel')).toBeGreaterThan(0);
    expect(at('heads', 'slot_iou')).toBeLessThan(at('held, beside heads', 'slot_iou'));
    expect(at('heads', 'colour_object_iou')).toBeGreaterThanOrEqual(0);
    expect(report.verdict.details).toContain(found?.sentence);
  }, 120_000);

  it('comes from datasets, which are packed with their depths, and goes on as it is alone', async () => {
    const data = [join(folder, 'data')];
    const asked = { data, size: 'micro', batch: 2, steps: 2, provider: 'cpu', threads: 1 } as const;
    const first = { ...asked, out: join(folder, 'a', 'm.onnx'), heads: ['depth', 'segmentation'] } as const;
    const { model } = await trainJob(first, {});
    expect(readWmD(model).config.heads).toEqual(WM_D_HEADS);
    const other = { ...asked, out: join(folder, 'b', 'm.onnx'), init: model, heads: ['depth'] } as const;
    await expect(trainJob(other, {})).rejects.toMatchObject({
      code: 'train/input',
      message: expect.stringContaining(
        'is wm-d micro + segmentation + depth where wm-d micro + depth was asked for',
      ),
    });
  }, 120_000);
});
