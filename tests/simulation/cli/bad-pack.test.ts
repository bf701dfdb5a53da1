import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan } from '#src/dataset/make-plan.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { packDatasets } from '#src/train/pack/pack-datasets.ts';
import { runCommand } from '../../fixtures/command-line.ts';
import { expectRefused } from '../../fixtures/expect-refused.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { paintDataset, paintedPlan } from '../dataset/painted-dataset.ts';

let folder: string;
let data: string;
let out: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-bad-pack-'));
  [data, out] = [join(folder, 'data'), join(folder, 'out.pack')];
  await paintDataset(data, await paintedPlan());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A dataset like the first, with changes to what is asked for. */
async function other(changes: object): Promise<string> {
  const dir = join(folder, 'other');
  rmSync(dir, { recursive: true, force: true });
  const scenes = [parseScene(minimalScene(), 'a test')];
  const request = { scenes, episodes: 2, frames: 3, width: 16, height: 16, seed: 2, ...changes };
  await paintDataset(dir, await makePlan(request, await madeBy({ name: 'none', description: 'a test' })));
  return dir;
}

describe('pack refuses', () => {
  it.each<[string, () => Promise<readonly string[]>, RegExp]>([
    ['a folder that is none', async () => [folder], /file\/missing: .*must be the folder of a dataset/],
    [
      'datasets of different rates, by name',
      async () => [data, await other({ fps: 24 })],
      /pack\/input: .*data has 16×16 pixels at 12 fps and .*other 16×16 pixels at 24 fps/,
    ],
    ['a dataset twice', async () => [data, data], /pack\/input: .*the same plan/],
    [
      'a dataset without instance ids',
      async () => [await other({ modalities: ['rgb'] })],
      /pack\/input: .*must have instance_id to be packed, and .*other has rgb/,
    ],
    [
      'an empty split',
      async () => [await other({ split: { validation: 1 } })],
      /pack\/input: .*split train .*other are of validation/,
    ],
    ['a split that there is not', async () => [data, '--split', 'ood'], /pack\/input: .*split ood/],
  ])('%s', async (_what, args, words) => {
    await expectRefused(['pack', ...(await args()), '--out', 'OUT'], words, out);
  });

  it('twins, whatever the split', async () => {
    const twins = join(folder, 'twins');
    cpSync(data, twins, { recursive: true });
    const plan = join(twins, 'plan.json');
    const text = readFileSync(plan, 'utf8');
    writeFileSync(plan, text.replace('"made_by"', '"twins": true,\n  "made_by"'));
    rmSync(join(twins, 'shards'), { recursive: true });
    for (const split of ['train', 'test']) {
      const words = /pack\/input: .*twins must never be learnt from, and .*twins is one/;
      await expectRefused(['pack', twins, '--split', split, '--out', 'OUT'], words, out);
    }
  });

  it('to write over what is not a pack', async () => {
    const place = join(folder, 'notes');
    writeFileSync(place, 'mine');
    const { code, stderr } = await runCommand('pack', data, '--out', place);
    expect(code).toBe(2);
    expect(stderr).toMatch(/file\/exists: .*notes must be absent or a pack/);
    expect(readFileSync(place, 'utf8')).toBe('mine');
    mkdirSync(out);
    expect((await runCommand('pack', data, '--out', out)).stderr).toMatch(/file\/exists: .* it is a folder/);
    rmSync(out, { recursive: true });
  });
});

describe.each(['inspect', 'verify'])('%s', (command) => {
  it('takes a whole pack, and refuses one that is cut off or whose index was changed', async () => {
    const file = join(folder, 'whole.pack');
    const { clips } = await packDatasets({ data: [data], out: file });
    const { code, stdout, stderr } = await runCommand(command, file, '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ clips: clips.length });
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, -1));
    await expectRefused([command, file], /pack\/invalid: .*whole\.pack must be a whole pack/, out);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] as number) ^ 4;
    writeFileSync(file, bytes);
    await expectRefused([command, file], /pack\/invalid: .*its index is not the one/, out);
  });
});

it('verify finds the clip whose pictures were changed', async () => {
  const file = join(folder, 'changed.pack');
  await packDatasets({ data: [data], out: file });
  const bytes = readFileSync(file);
  bytes[100] = (bytes[100] as number) ^ 1;
  writeFileSync(file, bytes);
  const words = /pack\/invalid: .*minimal-000000 of camera front is not as it was written/;
  await expectRefused(['verify', file], words, out);
});
