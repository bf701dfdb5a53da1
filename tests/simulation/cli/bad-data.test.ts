import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, treeHash } from '../../fixtures/command-line.ts';
import { expectRefused } from '../../fixtures/expect-refused.ts';
import { WM1, writeSmallModel } from '../../fixtures/small-model.ts';
import { paintDataset, paintedPlan } from '../dataset/painted-dataset.ts';

let folder: string;
let data: string;
let out: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-bad-data-'));
  data = join(folder, 'data');
  out = join(folder, 'out');
  await paintDataset(data, await paintedPlan());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What both commands are asked: the painted dataset has 3 frames an episode. */
const asked = (command: string, model: string): string[] => [
  ...[command, '--data', data, '--model', model, '--out', 'OUT'],
  ...['--context', '1', '--horizon', '2', '--provider', 'cpu'],
];

describe.each(['predict', 'evaluate'])('%s refuses a model', (command) => {
  it.each<[string, (file: string) => string, RegExp]>([
    ['that is not there', (file) => file, /file\/missing: .*model\.onnx/],
    [
      'that is not ONNX',
      (file) => {
        writeFileSync(file, 'a model');
        return file;
      },
      /model\/not-onnx: .*model\.onnx/,
    ],
    [
      'of another contract',
      (file) => writeSmallModel(file, (g, x) => g.op('Neg', [x]), { ...WM1, 'wm.contract': '2' }),
      /model\/contract: .*wm\/2/,
    ],
    [
      'without metadata, and prints a side-car to fill in',
      (file) => writeSmallModel(file, (g, x) => g.op('Neg', [x]), {}),
      /save it as .*model\.onnx\.wm\.json:\n\{\n {2}"wm\.contract": "1"/,
    ],
    [
      'of another size than the data',
      (file) =>
        writeSmallModel(file, (g, x) => g.op('Neg', [x]), {
          ...WM1,
          'wm.frames.height': '32',
          'wm.frames.width': '32',
        }),
      /model\/size: model takes frames of 32×32 px, and clip minimal-000000\.front\.0 has 16×16 px/,
    ],
    [
      'that claims absurd sizes',
      (file) =>
        writeSmallModel(file, (g, x) => g.op('Neg', [x]), { 'wm.contract': '1' }, [1, 1, 3, 1e5, 1e5]),
      /model\/too-large: .*10000000000/,
    ],
  ])('%s', async (_what, make, words) => {
    const file = join(folder, 'model.onnx');
    rmSync(file, { force: true });
    await expectRefused(asked(command, make(file)), words, out);
  });
});

it('predict stops at a model that returns NaN, and names the clip', async () => {
  const file = writeSmallModel(join(folder, 'nan.onnx'), (g, x) =>
    g.op('Log', [g.op('Sub', [x, g.op('Exp', [x])])]),
  );
  const words = /model\/non-finite: .*clip minimal-000000\.front\.0 at horizon 1/;
  await expectRefused(asked('predict', file), words, out, 1, runCommand);
});

describe('a dataset', () => {
  /** A copy of the dataset with some text of a file of it changed. */
  function harmed(path: string, from: string, to: string): string {
    const copy = join(folder, 'copy');
    rmSync(copy, { recursive: true, force: true });
    cpSync(data, copy, { recursive: true });
    const text = readFileSync(join(copy, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(copy, path), text.replaceAll(from, to));
    return copy;
  }

  it.each([
    ['a newer layout', 'plan.json', '"layout": 1', '"layout": 2', /dataset\/newer-layout: .*plan\.json/],
    [
      'a path that leaves it',
      'shards/minimal-000000.json',
      'front/rgb.mp4',
      '../../../rgb.mp4',
      /path\/outside: .*must name files inside its own folder, got "\.\.\//,
    ],
    ['a plan that is not JSON', 'plan.json', '{', '', /dataset\/invalid: .*plan\.json/],
  ])('of %s is refused', async (_what, path, from, to, words) => {
    const copy = harmed(path, from, to);
    await expectRefused(['inspect', copy], words, out);
    const model = writeSmallModel(join(folder, 'model.onnx'), (g, x) => g.op('Identity', [x]));
    await expectRefused(['predict', '--data', copy, '--model', model, '--out', 'OUT'], words, out);
  });

  it('is not written over, and neither is a folder of something else', async () => {
    const before = treeHash(data);
    const model = writeSmallModel(join(folder, 'model.onnx'), (g, x) => g.op('Identity', [x]));
    const generate = [
      'generate',
      'robots/push',
      '--episodes',
      '1',
      '--frames',
      '2',
      '--size',
      '16x16',
      '--out',
    ];
    await expectRefused([...generate, data], /dataset\/other-plan: .*data must hold this plan/, out);
    await expectRefused([...asked('predict', model), '--out', data], /dataset\/other-plan: .*a dataset/, out);
    expect(treeHash(data)).toBe(before);
    const strange = join(folder, 'strange');
    mkdirSync(strange);
    writeFileSync(join(strange, 'thesis.tex'), 'x');
    await expectRefused([...generate, strange], /file\/exists: .*thesis\.tex/, out);
    await expectRefused([...asked('predict', model), '--out', strange], /file\/exists: .*thesis\.tex/, out);
    expect(readdirSync(strange)).toEqual(['thesis.tex']);
  });
});
