import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreDatasets } from '#src/evaluate/evaluate-datasets.ts';
import { predictDataset } from '#src/evaluate/predict.ts';
import { createGraphBuilder } from '#src/onnx/graph-builder.ts';
import { createSession } from '#src/onnx/session-node.ts';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { createPredictor } from '#src/world-model/predictor.ts';
import type { RecurrentState } from '#src/world-model/recurrent-state.ts';
import { rollout } from '#src/world-model/rollout.ts';
import type { Prediction, WorldModel } from '#src/world-model/world-model.ts';
import { createWorldModelEnvironment } from '#src/world-model/world-model-environment.ts';
import { runCommand } from '../../fixtures/command-line.ts';
import {
  changeSideCar,
  type ForeignModel,
  foreignExpected,
  foreignFile,
  madeUpClip,
} from '../../fixtures/foreign/foreign-models.ts';
import { writeSmallModel } from '../../fixtures/small-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'worldwright-foreign-'));
const models = {} as Record<ForeignModel, WorldModel>;

beforeAll(async () => {
  for (const name of ['stack', 'recurrent'] as const) {
    models[name] = await loadWorldModel(foreignFile(name), { provider: 'cpu' });
  }
});
afterAll(async () => {
  for (const model of Object.values(models)) await model.close();
  rmSync(folder, { recursive: true });
});

const SIZE = { width: 64, height: 64 };

/** What a model predicts after the four frames of a made-up clip: a recurrent one sees them one by one. */
async function predictAfter(model: WorldModel, clip: number): Promise<Float32Array> {
  const { frames, actions } = madeUpClip(clip);
  const { context } = model.contract;
  let state: RecurrentState | null = null;
  let made: Prediction | null = null;
  for (let end = context; end <= frames.length; end++) {
    const seen = frames.slice(end - context, end);
    const held = actions.slice(2 * (end - context), 2 * end);
    made = await model.predict({ ...SIZE, frames: seen, actions: held, state });
    state = made.state;
  }
  return (made as Prediction).frames.slice();
}

const rolloutOf = (model: WorldModel, clip: number, horizon = 4): Promise<Uint8Array[]> => {
  const { frames, actions } = madeUpClip(clip);
  const rows = Float32Array.of(...actions, ...actions);
  return rollout(model, {
    ...{ ...SIZE, context: frames, actions: rows, actionDim: 2, horizon, clip: `made-up-${clip}` },
  });
};

describe('a model that PyTorch exported, by its side-car alone,', () => {
  it.each([
    ['stack', { layout: 'B(TC)HW', range: '-1..1', context: 4, recurrent: [] }],
    [
      'recurrent',
      {
        ...{ layout: 'BTCHW', range: '0..1', context: 1 },
        recurrent: [{ input: 'memory', output: 'next_memory', shape: [1, 22, 16, 16], batchAxis: 0 }],
      },
    ],
  ] as const)('%s loads and is odd in nothing', (name, facts) => {
    const { contract, warnings } = models[name];
    expect(contract).toMatchObject({ ...facts, chunk: 1, fps: 12, ...SIZE, batched: true });
    expect(contract.actions).toMatchObject({ input: 'control', dim: 2 });
    expect(warnings).toEqual([]);
  });

  it.each(['stack', 'recurrent'] as const)('%s predicts what PyTorch says', async (name) => {
    const made = [...(await predictAfter(models[name], 0)), ...(await predictAfter(models[name], 1))];
    const expected = foreignExpected(name);
    const scale = name === 'stack' ? (x: number) => 2 * x - 1 : (x: number) => x;
    const largest = expected.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - scale(made[97 * i] as number))),
      0,
    );
    expect(expected).toHaveLength(Math.ceil(made.length / 97));
    expect(largest).toBeLessThan(1e-4);
  });

  it.each(['stack', 'recurrent'] as const)(
    '%s gives two clips at once as one after the other',
    async (name) => {
      const { contract, file } = models[name];
      const session = await createSession(file, file, { provider: 'cpu' });
      const predictor = createPredictor(session, contract);
      const inputs = [0, 1].map((clip) => {
        const { frames, actions } = madeUpClip(clip);
        const state = contract.recurrent.map(({ shape }) =>
          new Float32Array(shape.reduce((all, size) => all * size, 1)).fill(0.5 - clip),
        );
        const seen = frames.slice(0, contract.context);
        return { ...SIZE, frames: seen, actions: actions.slice(0, 2 * contract.context), state };
      });
      const pair = (await predictor(inputs)).map(({ frames, state }) =>
        [frames, ...state].map((x) => x.slice()),
      );
      for (const [clip, input] of inputs.entries()) {
        const [alone] = (await predictor([input])) as [Prediction];
        for (const [i, values] of [alone.frames, ...alone.state].entries()) {
          const beside = pair[clip]?.[i] as Float32Array;
          expect(values.every((value, at) => Math.abs(value - (beside[at] as number)) < 1e-5)).toBe(true);
        }
      }
      expect(pair[0]?.[0]).not.toEqual(pair[1]?.[0]);
      await session.close();
    },
  );
});

describe('what a recurrent model remembers', () => {
  it('never comes from another clip', async () => {
    const model = models.recurrent;
    const first = await rolloutOf(model, 0);
    const second = await rolloutOf(model, 1);
    expect(await rolloutOf(model, 0)).toEqual(first);
    expect(first).not.toEqual(second);
    // Turn by turn: each call is given its own clip's state, and the other clip's calls lie between.
    const step = async (clip: number, state: RecurrentState | null, t: number) => {
      const { frames, actions } = madeUpClip(clip);
      const input = { frames: frames.slice(t, t + 1), actions: actions.slice(2 * t, 2 * t + 2), state };
      return model.predict({ ...SIZE, ...input });
    };
    const states: (RecurrentState | null)[] = [null, null];
    const made: Float32Array[] = [];
    for (let t = 0; t < 4; t++) {
      for (const clip of [0, 1]) {
        const { frames, state } = await step(clip, states[clip] ?? null, t);
        states[clip] = state;
        made[clip] = frames.slice();
      }
    }
    expect(made[0]).toEqual(await predictAfter(model, 0));
    expect(made[1]).toEqual(await predictAfter(model, 1));
  });

  it('matters: frames before the last change what comes', async () => {
    const { frames, actions } = madeUpClip(0);
    const rest = { ...SIZE, horizon: 1, actionDim: 2, clip: 'made-up' };
    const [long] = await rollout(models.recurrent, { ...rest, context: frames, actions });
    const [short] = await rollout(models.recurrent, {
      ...{ ...rest, context: frames.slice(3), actions: actions.slice(6) },
    });
    expect(long).not.toEqual(short);
  });

  it('is carried by a dream, and by its snapshots', async () => {
    const options = {
      ...SIZE,
      actionSpec: { name: 'velocity', shape: [2], dtype: 'float32', unit: '', low: [-1, -1], high: [1, 1] },
      ...{ fps: 12, frames: 5 },
      starts: async (seed: number) => {
        const { frames, actions } = madeUpClip(seed);
        return { frames, actions: actions.slice(0, 6) };
      },
    } as const;
    const [one, other] = [0, 1].map(() => createWorldModelEnvironment(models.recurrent, options));
    if (one === undefined || other === undefined) return;
    const { actions } = madeUpClip(0);
    const act = (t: number): Float32Array => actions.slice(2 * (t % 4), 2 * (t % 4) + 2);
    const dreamt: Uint8Array[] = [];
    await one.reset(0);
    await other.reset(1);
    let snapshot = one.snapshot();
    for (let t = 3; t < 7; t++) {
      if (t === 5) snapshot = one.snapshot();
      dreamt.push((await one.step(act(t))).observation.rgb);
      await other.step(act(t));
    }
    expect(dreamt).toEqual(await rolloutOf(models.recurrent, 0));
    await one.restore(snapshot);
    expect((await one.step(act(5))).observation.rgb).toEqual(dreamt[2]);
    expect((await one.step(act(6))).observation.rgb).toEqual(dreamt[3]);
  });

  it('may be of half precision, with its clips along another axis', async () => {
    const g = createGraphBuilder();
    const any = ['batch', 1, 3, 'height', 'width'];
    const x = g.input('context_frames', 'float32', any);
    const count = g.input('state_in.count', 'float16', [1, 'batch', 1]);
    const one = g.op('Cast', [g.constant('float32', [1], [])], { to: 10 });
    g.output('state_out.count', g.op('Add', [count, one]), 'float16', [1, 'batch', 1]);
    const flat = g.op('Reshape', [g.op('Cast', [count], { to: 1 }), g.constant('int64', [-1, 1, 1, 1, 1])]);
    g.output(
      'frames',
      g.op('Add', [x, g.op('Mul', [flat, g.constant('float32', [1 / 255], [])])]),
      'float32',
      any,
    );
    const file = join(folder, 'counts.onnx');
    const metadata = { 'wm.contract': '1', 'wm.context': '1', 'wm.chunk': '1' };
    writeFileSync(file, g.build({ name: 'counts', doc: '', metadata }));
    const model = await loadWorldModel(file, { provider: 'cpu' });
    expect(model.warnings).toEqual([]);
    expect(model.contract.recurrent).toMatchObject([{ type: 'float16', shape: [1, 1, 1], batchAxis: 1 }]);
    const context = [0, 1, 2].map(() => new Uint8Array(48).fill(100));
    const input = { context, width: 4, height: 4, actions: null, actionDim: 0, horizon: 3, clip: 'grey' };
    // Two frames seen before: the count is 2 when it predicts first, and each picture builds on the last.
    expect((await rollout(model, input)).map((frame) => frame[0])).toEqual([102, 105, 109]);
    await model.close();
  });
});

/** A change of a side-car, and what both it and the graph are called in the refusal. */
const CONTRADICTIONS: readonly [string, ForeignModel, Record<string, unknown>, string, string][] = [
  ['another layout', 'stack', { 'wm.frames.layout': 'BTCHW' }, 'wm.frames.layout', '"video" [n, 12, 64, 64]'],
  ['no layout', 'stack', { 'wm.frames.layout': undefined }, 'wm.frames.layout', '"video" [n, 12, 64, 64]'],
  ['another context', 'stack', { 'wm.context': 3 }, 'wm.context', '"video" [n, 12, 64, 64]'],
  ['another chunk', 'stack', { 'wm.chunk': 2 }, 'wm.chunk', '"next_frame" [n, 3, 64, 64]'],
  ['wider actions', 'stack', { 'wm.actions.dim': 3 }, 'wm.actions.dim', '"control" [n, 4, 2]'],
  ['discrete actions', 'stack', { 'wm.actions.kind': 'discrete' }, 'wm.actions.kind', 'of float32'],
  ['another size', 'recurrent', { 'wm.frames.width': 32 }, 'wm.frames.width', '"image" [n, 3, 64, 64]'],
  ['an unknown range', 'recurrent', { 'wm.frames.range': '0..2' }, 'wm.frames.range', '0..1, -1..1, 0..255'],
  [
    'a name that is not there',
    'recurrent',
    { 'wm.bindings': { hidden: 'state_in.memory' } },
    'wm.bindings',
    '"image", "control", "memory"',
  ],
  [
    'an input as an output',
    'recurrent',
    { 'wm.bindings': { image: 'frames' } },
    'wm.bindings',
    '"image", "control", "memory"',
  ],
  [
    'another output as the frames',
    'recurrent',
    {
      'wm.bindings': {
        ...{ image: 'context_frames', control: 'actions', next_image: 'state_out.memory' },
        ...{ memory: 'state_in.memory', next_memory: 'frames' },
      },
    },
    'wm.frames.layout',
    '"next_memory" [n, 22, 16, 16]',
  ],
  [
    'half a state',
    'recurrent',
    {
      'wm.bindings': {
        ...{ image: 'context_frames', control: 'actions', memory: 'state_in.memory', next_image: 'frames' },
      },
    },
    'wm.bindings',
    '"memory" [n, 22, 16, 16]',
  ],
];

describe('a side-car that its graph denies is refused, with both named:', () => {
  it.each(CONTRADICTIONS)('%s', async (_, name, changes, key, fact) => {
    const file = changeSideCar(name, folder, changes);
    const error = await loadWorldModel(file, { provider: 'cpu' }).catch((reason: unknown) => reason);
    const inWords = (words: string): unknown => expect.stringContaining(words);
    expect(error).toMatchObject({ code: 'model/contract', exitCode: 2, message: inWords(key) });
    expect(error).toMatchObject({ message: inWords(fact) });
    expect((error as Error).message + (error as { hint: string }).hint).toContain(`${file}.wm.json`);
    expect((error as Error).message).not.toContain('\n');
  });
});

describe('on a dataset', { timeout: 240_000 }, () => {
  const data = join(folder, 'data');
  const protocol = { context: 4, horizon: 4, starts: [0] };
  beforeAll(async () => {
    const scenes = ['robots/push', 'alignment/free-fall', '--episodes', '1', '--frames', '10', '--fps', '12'];
    const rest = ['--size', '64x64', '--modalities', 'rgb,instance_id', '--workers', '1', '--out', data];
    const { code, stderr } = await runCommand('generate', ...scenes, ...rest);
    expect(code, stderr).toBe(0);
  }, 240_000);

  it('both are evaluated beside the baselines, and the report says what they were not told', async () => {
    const files = [foreignFile('stack'), foreignFile('recurrent')];
    const report = await scoreDatasets({
      data: [data],
      models: files,
      provider: 'cpu',
      draws: 20,
      bounds: [],
      ...protocol,
    });
    const psnrOf = (model: string): number =>
      report.rows.find(
        (row) => row.model === model && row.scene === 'push' && row.metric === 'psnr' && row.horizon === 1,
      )?.mean ?? 0;
    for (const name of ['foreign-stack', 'foreign-recurrent']) {
      expect(psnrOf(name)).toBeGreaterThan(25);
      expect(report.verdict.cautions).toContain(
        `${name} takes actions of 2 numbers, and nothing acts in free-fall: it was given zeros.`,
      );
    }
  });

  it('predict writes what the model was not told into predictions.json', async () => {
    const out = join(folder, 'predictions');
    const result = await predictDataset({ data, model: foreignFile('recurrent'), out, ...protocol });
    const written = JSON.parse(await readFile(join(out, 'predictions.json'), 'utf8'));
    expect(written.warnings).toEqual(result.warnings);
    expect(result.warnings).toEqual([expect.stringContaining('nothing acts in free-fall')]);
  });

  it.each([
    [
      'another rate',
      () => changeSideCar('stack', folder, { 'wm.fps': 24 }),
      'made for 24 frames a second',
      '12',
    ],
    [
      'another size',
      () => {
        const size = { 'wm.frames.width': '32', 'wm.frames.height': '32' };
        const about = { 'wm.contract': '1', 'wm.context': '1', 'wm.chunk': '1', ...size };
        return writeSmallModel(join(folder, 'small.onnx'), (g, x) => g.op('Identity', [x]), about);
      },
      'takes frames of 32×32 px',
      '64×64 px',
    ],
    ['wider actions', () => writeNarrowModel(join(folder, 'narrow.onnx')), 'no wider than 1', 'actions of 2'],
  ])('of %s a model is refused before it predicts', async (_, write, own, theirs) => {
    const model = write();
    const refused = { exitCode: 2, message: expect.stringMatching(new RegExp(`${own}.*${theirs}`)) };
    const out = join(folder, 'never');
    await expect(predictDataset({ data, model, out, provider: 'cpu', ...protocol })).rejects.toMatchObject(
      refused,
    );
    await expect(
      scoreDatasets({ data: [data], models: [model], provider: 'cpu', ...protocol }),
    ).rejects.toMatchObject(refused);
  });
});

/** A model whose actions are one number. */
function writeNarrowModel(file: string): string {
  const g = createGraphBuilder();
  const any = ['batch', 1, 3, 'height', 'width'];
  const x = g.input('context_frames', 'float32', any);
  const a = g.input('actions', 'float32', ['batch', 1, 1]);
  const level = g.op('Reshape', [a, g.constant('int64', [-1, 1, 1, 1, 1])]);
  g.output('frames', g.op('Add', [x, level]), 'float32', any);
  const metadata = { 'wm.contract': '1', 'wm.context': '1', 'wm.chunk': '1' };
  writeFileSync(file, g.build({ name: 'narrow', doc: '', metadata }));
  return file;
}
