import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectRefused } from '../../fixtures/expect-refused.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-course-'));
  writeFileSync(join(folder, 'broken.ts'), 'export default (episode) => {');
  writeFileSync(join(folder, 'other.ts'), 'export const policy = 3;');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('generate refuses', () => {
  it.each<[string, readonly string[], RegExp]>([
    [
      'a policy that nobody knows',
      ['--policy', 'expret'],
      /must be one of .*got "expret".*Did you mean "expert"/s,
    ],
    ['a policy file that is not there', ['--policy', 'FOLDER/none.ts'], /file\/missing: .*none\.ts/],
    [
      'a policy that is no program',
      ['--policy', 'FOLDER/broken.ts'],
      /broken\.ts must be a program .* in line 1/,
    ],
    [
      'a policy file without a default',
      ['--policy', 'FOLDER/other.ts'],
      /must export a policy as its default, got policy/,
    ],
    ['outcomes of other names', ['--outcomes', 'luck=1'], /some of success, failure, near-miss, got luck=1/],
    [
      'outcomes that are no shares',
      ['--outcomes', 'success'],
      /--outcomes must be name=share pairs, got success/,
    ],
    ['outcomes that do not sum to 1', ['--outcomes', 'success=0.4'], /sum to 1 .*got success=0\.4/],
    [
      'an outcome that can never be',
      ['--outcomes', 'near-miss=1'],
      /near-miss needs a scene of traffic.*none in push/,
    ],
    ['no counterfactuals', ['--counterfactuals', '0'], /--counterfactuals must be a whole number from 1/],
    [
      'a branch after the end',
      ['--counterfactuals', '1', '--at', '7', '--frames', '8'],
      /frame from 0 to 6.*got 7/,
    ],
    [
      'a branch at no frame',
      ['--counterfactuals', '1', '--at', 'contact'],
      /--at must be a whole number .*got contact/,
    ],
    ['a branch of nothing', ['--at', '3'], /--at must stand beside --counterfactuals/],
  ])('%s', async (_, args, words) => {
    const given = args.map((arg) => arg.replace('FOLDER', folder));
    await expectRefused(['generate', 'robots/push', '--out', 'OUT', ...given], words, join(folder, 'out'));
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      'a policy without a robot',
      ['alignment/dominoes', '--policy', 'zero'],
      /A policy needs a scene with a robot, got none in dominoes/,
    ],
    [
      'counterfactuals without a robot',
      ['alignment/dominoes', '--counterfactuals', '1'],
      /needs a scene with a robot/,
    ],
    [
      'outcomes without a task',
      ['alignment/dominoes', '--outcomes', 'success=1'],
      /success needs a task .*none in dominoes/,
    ],
    [
      'held-out combinations without choices',
      ['sensors/rig', '--split', 'id=0.5,combination=0.5'],
      /no such choice in rig/,
    ],
    [
      'held-out combinations of a varied look',
      ['robots/push', '--split', 'id=0.5,combination=0.5', '--look', 'varied'],
      /combination needs the look easy/,
    ],
  ])('%s', async (_, args, words) => {
    await expectRefused(['generate', ...args, '--out', 'OUT'], words, join(folder, 'out'));
  });
});
