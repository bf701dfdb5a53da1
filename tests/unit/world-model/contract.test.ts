import { describe, expect, it } from 'vitest';
import type { ToolkitError } from '#src/core/error.ts';
import type { TensorInfo } from '#src/onnx/session.ts';
import { readContractFacts } from '#src/world-model/contract-facts.ts';
import { resolveContract } from '#src/world-model/resolve-contract.ts';

const tensor = (name: string, shape: (number | string)[], type = 'float32'): TensorInfo => ({
  name,
  type,
  shape,
});
const FRAMES_IN = tensor('context_frames', ['b', 4, 3, 64, 64]);
const FRAMES_OUT = tensor('frames', ['b', 1, 3, 64, 64]);
const ACTIONS = tensor('actions', ['b', 4, 2]);

const resolve = (
  facts: Record<string, unknown>,
  inputs: readonly TensorInfo[] = [FRAMES_IN],
  outputs: readonly TensorInfo[] = [FRAMES_OUT],
) => {
  const sideCarKeys = Object.keys(facts);
  return resolveContract({ file: 'models/their.onnx', name: 'their', facts, sideCarKeys, inputs, outputs });
};

const refusal = (run: () => unknown): ToolkitError => {
  try {
    run();
  } catch (error) {
    return error as ToolkitError;
  }
  throw new Error('was not refused');
};

describe('resolveContract', () => {
  it('takes sizes from the graph where they are fixed', () => {
    expect(resolve({ 'wm.contract': 1 }, [FRAMES_IN, ACTIONS])).toMatchObject({
      name: 'their',
      context: 4,
      chunk: 1,
      keep: 1,
      height: 64,
      width: 64,
      fps: null,
      layout: 'BTCHW',
      range: '0..1',
      actions: { input: 'actions', type: 'float32', dim: 2, mean: [0, 0], std: [1, 1] },
      batched: true,
    });
  });

  it('takes them from the metadata where the graph leaves them open', () => {
    const facts = {
      ...{ 'wm.contract': '1', 'wm.context': 3, 'wm.chunk': 8, 'wm.chunk.keep': 4, 'wm.fps': 12 },
      ...{ 'wm.frames.range': '-1..1', 'wm.actions.dim': 7, 'wm.actions.std': 2 },
    };
    const open = ['b', 't', 3, 'h', 'w'];
    const inputs = [tensor('context_frames', open), tensor('actions', ['b', 's', 'a'])];
    expect(resolve(facts, inputs, [tensor('frames', open)])).toMatchObject({
      ...{ context: 3, chunk: 8, keep: 4, fps: 12, height: null, width: null, range: '-1..1' },
      actions: { dim: 7, mean: Array(7).fill(0), std: Array(7).fill(2) },
    });
  });
});

describe('resolveContract reads what a model has learnt from', () => {
  const views = (said: Record<string, unknown>) =>
    resolve({ 'wm.contract': 1, ...said }, [FRAMES_IN, ACTIONS]).learntViews;

  it('as cameras by scene; nothing where it does not say', () => {
    expect(views({ 'wm.train.views': { push: ['oblique'] } })).toEqual({ push: ['oblique'] });
    expect(views({})).toBeNull();
  });

  it('and refuses anything else', () => {
    for (const wrong of [['push'], { push: 'oblique' }, { push: [] }, { push: [1] }, 'push'])
      expect(() => views({ 'wm.train.views': wrong })).toThrow('wm.train.views in');
  });
});

describe('resolveContract reads bytes', () => {
  it('as 0..255 where nothing else is said', () => {
    const inputs = [tensor('x', ['b', 4, 3, 64, 64], 'uint8')];
    const outputs = [tensor('frames', ['b', 1, 3, 64, 64], 'uint8')];
    expect(resolve({ 'wm.contract': 1 }, inputs, outputs).range).toBe('0..255');
  });
});

describe('resolveContract finds inputs', () => {
  it('knows other names and, failing that, shapes', () => {
    const named = resolve({ 'wm.contract': 1 }, [tensor('act', [1, 4, 2]), tensor('obs', [1, 4, 3, 8, 8])]);
    expect([named.input.name, named.actions?.input, named.batched]).toEqual(['obs', 'act', false]);
    const shaped = resolve({ 'wm.contract': 1 }, [tensor('p', [1, 4, 2]), tensor('q', [1, 4, 3, 8, 8])]);
    expect([shaped.input.name, shaped.actions?.input]).toEqual(['q', 'p']);
  });

  it('lets the bindings win over names and shapes, and fills constants', () => {
    const facts = {
      'wm.contract': 1,
      'wm.bindings': {
        x: 'context_frames',
        obs: { constant: 0.5 },
        mean: { constant: [1, 2, 3] },
        y: 'frames',
      },
    };
    const inputs = [tensor('obs', ['b', 2]), tensor('x', ['b', 4, 3, 8, 8]), tensor('mean', ['b', 3])];
    const contract = resolve(facts, inputs, [tensor('frames', ['b', 9]), tensor('y', ['b', 1, 3, 8, 8])]);
    expect([contract.input.name, contract.output.name]).toEqual(['x', 'y']);
    expect(contract.constants.map(({ values }) => values)).toEqual([
      [0.5, 0.5],
      [1, 2, 3],
    ]);
  });

  it('fills the mask, the frame time and noise that may be zero', () => {
    const inputs = [
      FRAMES_IN,
      tensor('context_mask', ['b', 'k']),
      tensor('dt', ['b', 1]),
      tensor('noise', ['b', 5]),
    ];
    const facts = { 'wm.contract': 1, 'wm.fps': 20, 'wm.noise.zero_is_mean': true };
    expect(resolve(facts, inputs).constants.map(({ values }) => values)).toEqual([
      [1, 1, 1, 1],
      [0.05],
      [0, 0, 0, 0, 0],
    ]);
  });

  it('reads stacked and channels-last frames', () => {
    const stacked = resolve(
      { 'wm.contract': 1, 'wm.frames.layout': 'B(TC)HW' },
      [tensor('x', [1, 12, 8, 10])],
      [tensor('y', [1, 3, 8, 10])],
    );
    expect(stacked).toMatchObject({ context: 4, chunk: 1, height: 8, width: 10 });
    const last = resolve(
      { 'wm.contract': 1, 'wm.frames.layout': 'BTHWC' },
      [tensor('x', [1, 2, 8, 10, 3])],
      [tensor('y', [1, 8, 10, 3])],
    );
    expect(last).toMatchObject({ context: 2, chunk: 1, height: 8, width: 10, output: { rank: 4 } });
  });
});

describe('resolveContract finds what a recurrent model carries', () => {
  const states = (inputs: TensorInfo[], outputs: TensorInfo[], bindings: Record<string, string> = {}) =>
    resolve(
      { 'wm.contract': 1, 'wm.bindings': bindings },
      [FRAMES_IN, ACTIONS, ...inputs],
      [FRAMES_OUT, ...outputs],
    );

  it('by its names, and the axis along which clips lie', () => {
    const { recurrent, constants, batched } = states(
      [tensor('state_in.h', [2, 'b', 64]), tensor('state_in.c', ['b', 8, 16, 16], 'float16')],
      [tensor('state_out.c', ['b', 8, 16, 16], 'float16'), tensor('state_out.h', [2, 'n', 64])],
    );
    expect(recurrent).toEqual([
      { input: 'state_in.h', output: 'state_out.h', type: 'float32', shape: [2, 1, 64], batchAxis: 1 },
      { input: 'state_in.c', output: 'state_out.c', type: 'float16', shape: [1, 8, 16, 16], batchAxis: 0 },
    ]);
    expect([constants, batched]).toEqual([[], true]);
  });

  it('by its bindings; one clip at a time where its sizes are fixed', () => {
    const bindings = { h0: 'state_in.h', hn: 'state_out.h' };
    const { recurrent, batched } = states([tensor('h0', [1, 1, 64])], [tensor('hn', [1, 1, 64])], bindings);
    expect([recurrent.length, recurrent[0]?.output, batched]).toEqual([1, 'hn', false]);
  });
});

const REFUSED: readonly [string, Record<string, unknown>, TensorInfo[], TensorInfo[], string][] = [
  ['another contract', { 'wm.contract': 2 }, [FRAMES_IN], [FRAMES_OUT], 'keeps wm/2'],
  ['another role', { 'wm.role': 'denoiser' }, [FRAMES_IN], [FRAMES_OUT], 'wm.role'],
  [
    'a context that the graph denies',
    { 'wm.context': 2 },
    [FRAMES_IN],
    [FRAMES_OUT],
    'wm.context in models/their.onnx.wm.json must be 4, for the graph has "context_frames" [b, 4, 3, 64, 64] of float32, got 2.',
  ],
  ['a size that the graph denies', { 'wm.frames.height': 32 }, [FRAMES_IN], [FRAMES_OUT], 'wm.frames.height'],
  ['a fraction of a frame', { 'wm.context': 1.5 }, [FRAMES_IN], [FRAMES_OUT], 'wm.context'],
  ['a billion frames', { 'wm.chunk': 1e9 }, [FRAMES_IN], [FRAMES_OUT], 'wm.chunk'],
  ['more kept than predicted', { 'wm.chunk.keep': 2 }, [FRAMES_IN], [FRAMES_OUT], 'at most wm.chunk = 1'],
  ['an unknown layout', { 'wm.frames.layout': 'HWC' }, [FRAMES_IN], [FRAMES_OUT], 'must be one of BTCHW'],
  ['an unknown range', { 'wm.frames.range': '0..2' }, [FRAMES_IN], [FRAMES_OUT], 'wm.frames.range'],
  [
    'the wrong layout',
    { 'wm.frames.layout': 'BTHWC' },
    [FRAMES_IN],
    [FRAMES_OUT],
    'wm.frames.layout in models/their.onnx.wm.json must be a layout that the frames have, and BTHWC is [batch, frames, height, width, 3], for the graph has "context_frames" [b, 4, 3, 64, 64] of float32, got "BTHWC".',
  ],
  ['no rate', { 'wm.fps': 0 }, [FRAMES_IN], [FRAMES_OUT], 'wm.fps'],
  ['no frames in', {}, [tensor('z', [1, 16])], [FRAMES_OUT], 'must take "context_frames"'],
  ['no frames out', {}, [FRAMES_IN], [tensor('z', [1, 16])], 'outputs "z"'],
  [
    'two of one kind',
    {},
    [FRAMES_IN, tensor('obs', ['b', 4, 3, 8, 8])],
    [FRAMES_OUT],
    '"context_frames" and "obs"',
  ],
  [
    'an unknown input',
    {},
    [FRAMES_IN, tensor('state', ['b', 4, 9, 1])],
    [FRAMES_OUT],
    '"state" [b, 4, 9, 1]',
  ],
  ['noise that must be drawn', {}, [FRAMES_IN, tensor('noise', ['b', 9])], [FRAMES_OUT], '"noise"'],
  [
    'too few actions',
    {},
    [FRAMES_IN, tensor('actions', ['b', 3, 2])],
    [FRAMES_OUT],
    'context − 1 + chunk = 4',
  ],
  ['a std of zero', { 'wm.actions.std': [1, 0] }, [FRAMES_IN, ACTIONS], [FRAMES_OUT], 'wm.actions.std'],
  [
    'a mean of another length',
    { 'wm.actions.mean': [1] },
    [FRAMES_IN, ACTIONS],
    [FRAMES_OUT],
    'must hold 2 numbers',
  ],
  [
    'a name that is not there',
    { 'wm.bindings': { a: 'actions' } },
    [FRAMES_IN],
    [FRAMES_OUT],
    '{"a":"actions"}',
  ],
  [
    'a state that does not come out',
    {},
    [FRAMES_IN, tensor('state_in.h', ['b', 64])],
    [FRAMES_OUT],
    'must be one input state_in.h and one output state_out.h, and the graph of models/their.onnx has "state_in.h" [b, 64]',
  ],
  [
    'a state that comes out with another shape',
    { 'wm.bindings': { h: 'state_in.h' } },
    [FRAMES_IN, tensor('h', ['b', 64])],
    [FRAMES_OUT, tensor('state_out.h', ['b', 32])],
    '"h" [b, 64] of float32, which wm.bindings in models/their.onnx.wm.json calls state_in.h, and "state_out.h" [b, 32] of float32',
  ],
  [
    'a state that comes out in half precision',
    {},
    [FRAMES_IN, tensor('state_in.h', ['b', 64])],
    [FRAMES_OUT, tensor('state_out.h', ['b', 64], 'float16')],
    'must come out as it went in',
  ],
  [
    'a state of whole numbers',
    {},
    [FRAMES_IN, tensor('state_in.h', ['b', 64], 'int64')],
    [FRAMES_OUT, tensor('state_out.h', ['b', 64], 'int64')],
    'must be float32 or float16',
  ],
  [
    'a state of open sizes',
    {},
    [FRAMES_IN, tensor('state_in.h', ['b', 8, 'h', 'w'])],
    [FRAMES_OUT, tensor('state_out.h', ['b', 8, 'h', 'w'])],
    'fixed sizes but for the batch',
  ],
  [
    'bytes in 0..1',
    { 'wm.frames.range': '0..1' },
    [tensor('x', ['b', 4, 3, 64, 64], 'uint8')],
    [tensor('frames', ['b', 1, 3, 64, 64], 'uint8')],
    'wm.frames.range in models/their.onnx.wm.json must be 0..255 where frames are bytes',
  ],
  ['actions that no input takes', { 'wm.actions.dim': 2 }, [FRAMES_IN], [FRAMES_OUT], 'must be left out'],
  [
    'a stack of channels that is no whole number of pictures',
    { 'wm.frames.layout': 'B(TC)HW' },
    [tensor('x', ['b', 10, 64, 64])],
    [tensor('frames', ['b', 3, 64, 64])],
    'B(TC)HW is [batch, 3 × frames, height, width]',
  ],
  ['double precision', {}, [tensor('x', [1, 4, 3, 8, 8], 'float64')], [FRAMES_OUT], 'of float64'],
  ['a batch of 32', {}, [tensor('x', [32, 4, 3, 8, 8])], [FRAMES_OUT], 'takes 32'],
  ['an open context', {}, [tensor('x', ['b', 't', 3, 8, 8])], [FRAMES_OUT], 'how many frames it takes'],
];

describe('resolveContract refuses', () => {
  it('a model without metadata, with a side-car that, once saved, makes the model load', () => {
    const inputs = [
      tensor('video', ['n', 4, 3, 64, 64]),
      tensor('u', ['n', 4, 2]),
      tensor('guidance', ['n', 1]),
    ];
    const outputs = [tensor('out', ['n', 1, 3, 64, 64])];
    const error = refusal(() => resolve({}, inputs, outputs));
    expect(error).toMatchObject({ code: 'model/contract', exitCode: 2 });
    expect(error.hint).toContain('models/their.onnx.wm.json');
    const sideCar = error.hint.slice(error.hint.indexOf('{'));
    expect(JSON.parse(sideCar)).toMatchObject({
      'wm.context': 4,
      'wm.actions.dim': 2,
      'wm.bindings': { video: 'context_frames', u: 'actions', guidance: { constant: 0 }, out: 'frames' },
    });
    const { facts } = readContractFacts({}, sideCar, 'models/their.onnx.wm.json');
    expect(resolve(facts, inputs, outputs)).toMatchObject({ context: 4, chunk: 1, actions: { dim: 2 } });
  });

  it('a recurrent model without metadata, with its pairs in the side-car', () => {
    const [map, picture] = [
      ['n', 24, 16, 16],
      ['n', 3, 64, 64],
    ];
    const inputs = [
      tensor('c', map),
      tensor('p', picture),
      tensor('h', [1, 'n', 64]),
      tensor('u', ['n', 1, 2]),
    ];
    const outputs = [tensor('h2', [1, 'n', 64]), tensor('c2', map), tensor('p2', picture)];
    const { hint } = refusal(() => resolve({}, inputs, outputs));
    const { facts } = readContractFacts({}, hint.slice(hint.indexOf('{')), 'models/their.onnx.wm.json');
    expect(facts['wm.bindings']).toEqual({
      ...{ p: 'context_frames', u: 'actions', c: 'state_in.c', h: 'state_in.h' },
      ...{ p2: 'frames', c2: 'state_out.c', h2: 'state_out.h' },
    });
    expect(resolve(facts, inputs, outputs).recurrent).toMatchObject([
      { input: 'c', output: 'c2' },
      { input: 'h', output: 'h2' },
    ]);
  });

  it.each(REFUSED)('%s', (_, facts, inputs, outputs, words) => {
    const error = refusal(() => resolve({ 'wm.contract': 1, ...facts }, inputs, outputs));
    expect(error).toMatchObject({ code: 'model/contract', exitCode: 2 });
    expect(error.message).toContain(words);
  });
});

describe('readContractFacts', () => {
  it('lets the side-car win, and leaves out what is not ours', () => {
    const said = readContractFacts(
      { 'wm.context': '4', 'wm.name': 'a', other: 'x' },
      '{"wm.context": 2}',
      'f',
    );
    expect(said).toEqual({ facts: { 'wm.context': 2, 'wm.name': 'a' }, sideCarKeys: ['wm.context'] });
  });

  it.each([
    ['not JSON', '{"wm.context": 4,}'],
    ['a list', '[]'],
    ['nothing', ''],
    ['an unknown key', '{"wm.contex": 4}'],
  ])('refuses a side-car that is %s', (_, text) => {
    const error = refusal(() => readContractFacts({}, text, 'm.onnx.wm.json'));
    expect(error).toMatchObject({
      code: 'model/contract',
      message: expect.stringContaining('m.onnx.wm.json'),
    });
  });
});
