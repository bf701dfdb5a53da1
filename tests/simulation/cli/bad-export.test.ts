import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeStaging, openStaging } from '#src/dataset/staging.ts';
import { runCommand } from '../../fixtures/command-line.ts';
import { expectRefused } from '../../fixtures/expect-refused.ts';
import { paintClips } from '../dataset/export/clip-dataset.ts';

let folder: string;
let data: string;
let out: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-bad-export-'));
  [data, out] = [join(folder, 'data'), join(folder, 'out')];
  await paintClips(data, { episodes: 2, frames: 13, fps: 24, width: 64, height: 64, split: { train: 1 } });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COSMOS = ['--format', 'cosmos3'] as const;

describe('export refuses', () => {
  it.each<[string, readonly string[], RegExp]>([
    [
      'a format that there is not',
      ['--format', 'cosmo3'],
      /argument\/unknown: --format must be one of .*cosmos3/,
    ],
    [
      'a layout that there is not',
      [...COSMOS, '--layout', 'x'],
      /argument\/unknown: --layout of cosmos3 must be/,
    ],
    [
      'to enlarge, and says what to generate',
      [...COSMOS, '--size', '320x192'],
      /export\/refused: .*64x64 pixels: cannot become 320x192 without being enlarged.*\n.*generate with --size 320x192/i,
    ],
    [
      'pictures that the trainer would enlarge',
      COSMOS,
      /export\/refused: .*64x64 pixels: the trainer would enlarge it.*\n.*--size 256x256/,
    ],
    [
      'a rate that frames cannot be left out for',
      [...COSMOS, '--fps', '16'],
      /export\/refused: .*24 fps: cannot become 16 by leaving frames out.*\n.*generate with --fps 16/i,
    ],
    ['an odd size', [...COSMOS, '--size', '63x64'], /argument\/invalid: --size must be even/],
    ['a rate of nothing', [...COSMOS, '--fps', '0'], /argument\/invalid: --fps must be a whole number/],
    [
      'a camera that there is not',
      [...COSMOS, '--cameras', 'frnt'],
      /export\/input: .*has front, got frnt.*\n.*front/,
    ],
    ['no camera at all', [...COSMOS, '--cameras', ','], /export\/input: --cameras must name cameras/],
    ['a list that is none', [...COSMOS, '--list', 'package.json'], /curate\/invalid/],
  ])('%s', async (_what, args, words) => {
    await expectRefused(['export', data, ...args, '--out', 'OUT'], words, out);
  });

  it('clips that are too short, and says how many frames to generate', async () => {
    const large = join(folder, 'short');
    await paintClips(large, { episodes: 1, frames: 13, width: 320, split: { train: 1 } });
    const words = /export\/refused: .*13 frames: needs 61 at 24 fps.*\n.*generate with --frames 64/i;
    await expectRefused(['export', large, ...COSMOS, '--out', 'OUT'], words, out);
  });

  it('a dataset without what the format needs, and one without an episode to learn from', async () => {
    const other = join(folder, 'other');
    const modalities = ['rgb', 'instance_id'] as const;
    await paintClips(other, { episodes: 1, frames: 64, modalities, split: { test: 1 } });
    await expectRefused(
      ['export', other, '--format', 'cosmos-transfer', '--out', 'OUT'],
      /export\/refused: .*no depth_z_m: recorded is rgb, instance_id.*\n.*--modalities rgb,instance_id,depth_z_m/i,
      out,
    );
    const words = /export\/refused: .*none is left of the split train: they are of test.*\n.*--train/;
    await expectRefused(['export', other, ...COSMOS, '--out', 'OUT'], words, out);
  });

  it('a dataset that is in the making', async () => {
    const half = join(folder, 'half');
    await paintClips(half, { episodes: 2, frames: 4, width: 64, height: 64 });
    rmSync(join(half, 'shards', 'minimal-000001.json'));
    const words = /export\/input: .*must be finished.*1 of the 2 episodes .*are there/;
    await expectRefused(['export', half, ...COSMOS, '--out', 'OUT'], words, out);
    await expectRefused(
      ['export', folder, ...COSMOS, '--out', 'OUT'],
      /must be the folder of a dataset/,
      out,
    );
  });

  it('a dataset that somebody works on, and a place within one', async () => {
    const staging = await openStaging(data);
    const words =
      /dataset\/in-use: .*data must be at rest to be exported, but process \d+ of .* is working on it/;
    await expectRefused(['export', data, ...COSMOS, '--out', 'OUT'], words, out);
    await closeStaging(data, staging);
    const whole = join(folder, 'inside');
    await paintClips(whole, { episodes: 1, split: { train: 1 } });
    const within = join(whole, 'export');
    const refused = /argument\/invalid: --out must lie outside of the dataset/;
    await expectRefused(['export', whole, ...COSMOS, '--out', 'OUT'], refused, within);
  });

  it('a folder that holds something else, and leaves it alone', async () => {
    const whole = join(folder, 'whole');
    await paintClips(whole, { episodes: 1, split: { train: 1 } });
    const place = join(folder, 'notes');
    mkdirSync(place);
    writeFileSync(join(place, 'mine.txt'), 'mine');
    for (const taken of [place, join(place, 'mine.txt')]) {
      const { code, stderr, stdout } = await runCommand('export', whole, ...COSMOS, '--out', taken);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(
        /file\/exists: .* must be absent or empty to be exported to, but it (holds mine\.txt|is a file)/,
      );
    }
    expect(readdirSync(place)).toEqual(['mine.txt']);
    expect(readFileSync(join(place, 'mine.txt'), 'utf8')).toBe('mine');
    // An empty one is taken; what it then holds is an export, and is not written over either.
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const made = await runCommand('export', whole, ...COSMOS, '--out', empty, '--json');
    expect(made.code, made.stderr).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ format: 'cosmos3', clips: 1, episodes: 1, refusals: [] });
    const again = await runCommand('export', whole, ...COSMOS, '--out', empty);
    expect(again.stderr).toMatch(/file\/exists: .*it holds another export/);
    // Beside them nothing is left: staging folders are gone.
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
