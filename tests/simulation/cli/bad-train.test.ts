import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectRefused } from '../../fixtures/expect-refused.ts';
import { paintMoving } from '../train/moving-dataset.ts';

let folder: string;
let data: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-bad-train-'));
  data = join(folder, 'data');
  await paintMoving(data);
  writeFileSync(join(folder, 'noise.onnx'), 'noise');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('train refuses', () => {
  it.each<[string, () => readonly string[], RegExp]>([
    [
      'a budget of 0 minutes',
      () => ['--data', data, '--minutes', '0'],
      /argument\/invalid: --minutes must be a number above 0, got 0/,
    ],
    [
      'a budget of 0 steps',
      () => ['--data', data, '--steps', '0'],
      /argument\/invalid: --steps must be a whole number from 1/,
    ],
    [
      'two budgets',
      () => ['--data', data, '--steps', '5', '--minutes', '1'],
      /either minutes or steps, got both/,
    ],
    [
      'data that is not there',
      () => ['--data', join(folder, 'none'), '--steps', '5'],
      /file\/missing: .*none/,
    ],
    [
      'an architecture that there is not',
      () => ['--data', data, '--steps', '5', '--arch', 'gpt'],
      /--arch must be one of wm-d, wm-d-moe, got gpt/,
    ],
    [
      'to begin with what is no model',
      () => ['--data', data, '--steps', '5', '--init', join(folder, 'noise.onnx')],
      /model\/not-onnx: .*noise\.onnx/,
    ],
    [
      'CUDA where there is none',
      () => ['--data', data, '--steps', '5', '--size', 'micro', '--provider', 'cuda'],
      /model\/provider: The provider cuda must work on this machine, and it does not/,
    ],
  ])('%s', async (_what, args, words) => {
    const out = join(folder, 'out', 'm.onnx');
    await expectRefused(['train', ...args(), '--out', 'OUT'], words, out);
  });

  it('a file that is no ONNX file to write', async () => {
    const args = ['train', '--data', data, '--steps', '5', '--out', 'OUT'];
    await expectRefused(args, /must be written to a file that ends in \.onnx/, join(folder, 'model.bin'));
  });
});
