import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import { createGraphBuilder, type GraphBuilder } from '#src/onnx/graph-builder.ts';
import { probeProviders } from '#src/onnx/provider-node.ts';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { rollout } from '#src/world-model/rollout.ts';
import type { WorldModel } from '#src/world-model/world-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'worldwright-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

const META = { 'wm.contract': '1', 'wm.context': '1', 'wm.chunk': '1' };
const SHAPE = ['batch', 1, 3, 'height', 'width'];

/** Writes a model of one operator or a few; `build` gives the value that leaves as `frames`. */
function write(
  name: string,
  build: (g: GraphBuilder, x: string) => string,
  metadata: Record<string, string> = META,
) {
  const g = createGraphBuilder();
  const x = g.input('context_frames', 'float32', SHAPE);
  g.output('frames', build(g, x), 'float32', SHAPE);
  const file = join(folder, `${name}.onnx`);
  writeFileSync(file, g.build({ name, doc: '', metadata }));
  return file;
}

const load = (file: string): Promise<WorldModel> => loadWorldModel(file, { provider: 'cpu' });
const refusal = async (file: string): Promise<ToolkitError> => {
  const error = await load(file).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ToolkitError);
  return error as ToolkitError;
};
const clip = (width: number, height: number, level = 100) => ({
  context: [new Uint8Array(3 * width * height).fill(level)],
  ...{ width, height, actions: null, actionDim: 0, horizon: 2, clip: 'free-fall-000000.front.0' },
});

describe('loadWorldModel refuses', () => {
  it('a missing file and a folder', async () => {
    expect(await refusal(join(folder, 'none.onnx'))).toMatchObject({ code: 'file/missing', exitCode: 2 });
    expect(await refusal(folder)).toMatchObject({ code: 'file/missing' });
  });

  it('what is not ONNX, and an operator that does not exist', async () => {
    const text = join(folder, 'text.onnx');
    writeFileSync(text, 'not a model');
    expect(await refusal(text)).toMatchObject({ code: 'model/not-onnx', exitCode: 2 });
    const unknown = write('unknown', (g, x) => g.op('Predict', [x]));
    expect(await refusal(unknown)).toMatchObject({
      code: 'model/not-onnx',
      message: expect.stringContaining('Predict'),
    });
  });

  it('another contract', async () => {
    const file = write('two', (g, x) => g.op('Neg', [x]), { ...META, 'wm.contract': '2' });
    expect(await refusal(file)).toMatchObject({
      code: 'model/contract',
      message: expect.stringContaining('wm/2'),
    });
  });

  it('a model without metadata, until the side-car that it prints is saved', async () => {
    const file = write('plain', (g, x) => g.op('Relu', [x]), {});
    const { code, hint } = await refusal(file);
    expect(code).toBe('model/contract');
    writeFileSync(`${file}.wm.json`, hint.slice(hint.indexOf('{')));
    const model = await load(file);
    const frames = await rollout(model, clip(4, 4, 77));
    expect(frames[1]).toEqual(new Uint8Array(48).fill(77));
    await model.close();
  });

  it('frames of another shape than promised', async () => {
    const file = write('twice', (g, x) => g.op('Concat', [x, x], { axis: 3 }));
    const { code, message } = await refusal(file);
    expect([code, message]).toEqual(['model/contract', expect.stringContaining('got [1, 1, 3, 128, 64]')]);
  });

  it('other frames for the same input', async () => {
    const file = write('random', (g, x) => g.op('Add', [x, g.op('RandomUniformLike', [x])]));
    expect(await refusal(file)).toMatchObject({
      message: expect.stringContaining('the same frames for the same input'),
    });
  });

  it('an operator that asks for absurd memory', async () => {
    const file = write('bomb', (g, x) => {
      const zeros = g.op('ConstantOfShape', [g.constant('int64', [2 ** 20, 2 ** 20, 64])]);
      return g.op('Add', [x, g.op('ReduceSum', [zeros], { keepdims: 0 })]);
    });
    expect(await refusal(file)).toMatchObject({ code: 'model/contract', exitCode: 2 });
  });

  it('frames that claim to be huge', async () => {
    const g = createGraphBuilder();
    const shape = [1, 4, 3, 100_000, 100_000];
    g.output('frames', g.input('context_frames', 'float32', shape), 'float32', shape);
    const file = join(folder, 'huge.onnx');
    writeFileSync(file, g.build({ name: 'huge', doc: '', metadata: { 'wm.contract': '1' } }));
    expect(await refusal(file)).toMatchObject({ code: 'model/too-large', exitCode: 2 });
  });
});

describe('a model that is odd', () => {
  it('that returns NaN loads with a warning, and fails at the clip', async () => {
    const model = await load(
      write('nan', (g, x) => g.op('Log', [g.op('Sub', [x, g.constant('float32', [2], [])])])),
    );
    expect(model.warnings[0]).toContain('NaN');
    await expect(rollout(model, clip(8, 8))).rejects.toMatchObject({
      code: 'model/non-finite',
      exitCode: 1,
      message: expect.stringContaining('free-fall-000000.front.0'),
    });
    await model.close();
  });

  it('that mixes clips of a batch is warned of', async () => {
    const model = await load(
      write('mixes', (g, x) =>
        g.op('Add', [
          g.op('ReduceMean', [x, g.constant('int64', [0])]),
          g.op('Mul', [x, g.constant('float32', [0], [])]),
        ]),
      ),
    );
    expect(model.warnings).toEqual([expect.stringContaining('beside another')]);
    await model.close();
  });

  it('of a fixed size refuses clips of another', async () => {
    const model = await load(
      write('small', (g, x) => g.op('Neg', [x]), {
        ...META,
        'wm.frames.height': '32',
        'wm.frames.width': '32',
      }),
    );
    await expect(rollout(model, clip(64, 64))).rejects.toMatchObject({ code: 'model/size', exitCode: 2 });
    await model.close();
  });
});

describe('actions', () => {
  /** frames = context + action[0] of the last row, in levels of 255. */
  function addsAction(name: string, type: 'float32' | 'int64', metadata: Record<string, string>): string {
    const g = createGraphBuilder();
    const x = g.input('context_frames', 'float32', SHAPE);
    const a = g.input('actions', type, type === 'int64' ? ['batch', 1] : ['batch', 1, 2]);
    const axes = g.constant('int64', [1, 2, 3]);
    const number =
      type === 'int64'
        ? g.op('Cast', [a], { to: 1 })
        : g.op('Slice', [a, ...[0, 1, 2].map((v) => g.constant('int64', [v]))]);
    const flat = g.op('Reshape', [number, g.constant('int64', [-1, 1])]);
    const level = g.op('Mul', [g.op('Unsqueeze', [flat, axes]), g.constant('float32', [1 / 255], [])]);
    g.output('frames', g.op('Add', [x, level]), 'float32', SHAPE);
    const file = join(folder, `${name}.onnx`);
    writeFileSync(file, g.build({ name, doc: '', metadata: { ...META, ...metadata } }));
    return file;
  }

  it('reach the model standardised, one from each frame to the next', async () => {
    const model = await load(
      addsAction('adds', 'float32', { 'wm.actions.mean': '[10, 0]', 'wm.actions.std': '[2, 1]' }),
    );
    expect(model.warnings).toEqual([]);
    const actions = Float32Array.of(16, 0, 30, 0);
    const frames = await rollout(model, { ...clip(4, 4), actions, actionDim: 2 });
    expect(frames.map((frame) => frame[0])).toEqual([103, 113]);
    await model.close();
  });

  it('reach a model of discrete actions as whole numbers', async () => {
    const model = await load(addsAction('discrete', 'int64', {}));
    const frames = await rollout(model, { ...clip(4, 4), actions: Float32Array.of(3, 5), actionDim: 1 });
    expect(frames.map((frame) => frame[0])).toEqual([103, 108]);
    await model.close();
  });
});

describe('providers', () => {
  it('probes each in a child process and refuses one that is not here in a sentence', async () => {
    const probes = await probeProviders();
    expect(probes.map((probe) => probe.provider)).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(probes[2]).toMatchObject({ works: true, software: false, matmulMs: expect.any(Number) });
    const file = write('copy', (g, x) => g.op('Identity', [x]));
    const auto = await loadWorldModel(file);
    expect(auto.providerReport).toMatchObject({ asked: 'auto', provider: auto.provider });
    await auto.close();
    if (probes[0]?.works) return;
    await expect(loadWorldModel(file, { provider: 'cuda' })).rejects.toMatchObject({
      code: 'model/provider',
      exitCode: 2,
      message: expect.stringMatching(/^The provider cuda must work on this machine, and it does not: .+\.$/),
      hint: expect.stringContaining('--provider auto'),
    });
  });
});
