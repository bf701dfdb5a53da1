import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import { curateDatasets } from '#src/dataset/curate/curate-datasets.ts';
import { type ExportOptions, exportDataset } from '#src/dataset/export/export-dataset.ts';
import { closeStaging, openStaging } from '#src/dataset/staging.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { minimalScene } from '../../../fixtures/minimal-scene.ts';
import { paintClips } from './clip-dataset.ts';

const root = mkdtempSync(join(tmpdir(), 'worldwright-refusals-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [plain, blind, noPicture] = [join(root, 'plain'), join(root, 'blind'), join(root, 'no-picture')];

const small = { episodes: 1, frames: 12, width: 64, height: 64, split: { train: 1 } };

beforeAll(async () => {
  await paintClips(plain, small);
  await paintClips(blind, { ...small, frames: 96, fps: 16, width: 320, height: 192, modalities: ['rgb'] });
  await paintClips(noPicture, { ...small, modalities: ['depth_z_m'] });
}, 120_000);

/** Expects one refusal of the request, and no trace of it on the disk. */
async function expectNothing(work: (out: string) => Promise<unknown>, words: RegExp): Promise<void> {
  const before = readdirSync(root, { recursive: true }).sort();
  const error: unknown = await work(join(root, 'out', 'deep')).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ToolkitError);
  const { exitCode, message, hint } = error as ToolkitError;
  expect(exitCode).toBe(2);
  expect(`${message} ${hint}`).toMatch(words);
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
}

const refuses = (request: Omit<ExportOptions, 'out'>, words: RegExp): Promise<void> =>
  expectNothing((out) => exportDataset({ ...request, out }), words);

describe.each([
  ['cosmos3', 'sft'],
  ['cosmos-transfer', 'sft'],
  ['cosmos-predict2', 'video'],
  ['cosmos-predict2', 'action'],
  ['lerobot', 'v3'],
  ['lerobot', 'cosmos-droid'],
  ['webdataset', 'clips'],
])('%s %s refuses before it writes', (format, layout) => {
  const asked = { data: plain, format, layout };

  it('to enlarge, to make frames up, and what is no size or rate', async () => {
    await refuses(
      { ...asked, size: { width: 128, height: 128 } },
      /without being enlarged\..*--size 128x128/,
    );
    await refuses({ ...asked, size: { width: 63, height: 64 } }, /--size must be even.*got 63x64/);
    await refuses({ ...asked, size: { width: 0, height: 0 } }, /--size must be even.*got 0x0/);
    await refuses(
      { ...asked, fps: 16 },
      /24 fps: cannot become 16 by leaving frames out\. Generate with --fps 16/,
    );
    await refuses({ ...asked, fps: 1.5 }, /--fps must be whole, got 1.5/);
  });

  it('cameras and splits that there are not, and a dataset without pictures', async () => {
    await refuses({ ...asked, cameras: ['frnt'] }, /has front, got frnt\. The nearest is front/);
    await refuses(
      { ...asked, data: noPicture },
      /no rgb.*: recorded is depth_z_m\. Generate with --modalities depth_z_m,rgb/,
    );
  });
});

it.each<[string, Omit<ExportOptions, 'out' | 'data'>, RegExp]>([
  ['cosmos3', { format: 'cosmos3' }, /no boxes or instance_id.*Generate with --modalities rgb,boxes/],
  [
    'cosmos-predict2',
    { format: 'cosmos-predict2', size: { width: 320, height: 176 } },
    /no boxes or instance_id/,
  ],
  ['webdataset', { format: 'webdataset' }, /no boxes or instance_id.*Generate with --modalities rgb,boxes/],
  ['cosmos-transfer', { format: 'cosmos-transfer' }, /no depth_z_m, instance_id: recorded is rgb/],
  ['cosmos-droid', { format: 'lerobot', layout: 'cosmos-droid' }, /no arm acts/],
  ['action', { format: 'cosmos-predict2', layout: 'action' }, /no arm acts/],
  ['a split that there is not', { format: 'lerobot', trainSplit: 'trian' }, /split trian: they are of train/],
])('of %s: what it needs to be there is asked for at the door', (_what, request, words) =>
  refuses({ ...request, data: blind }, words),
);

const camera = (name: string): object => ({ ...(minimalScene()['cameras'] as object[])[0], name });

const sceneWith = (name: string, ...cameras: string[]) =>
  parseScene(minimalScene({ name, cameras: cameras.map(camera) }), 'a test');

it('scenes that do not fit into one LeRobot dataset are refused before the first is written', async () => {
  const data = join(root, 'two');
  const scenes = [sceneWith('minimal', 'front'), sceneWith('other', 'side')];
  await paintClips(data, { ...small, scenes, fps: 12 });
  await refuses(
    { data, format: 'lerobot' },
    /one robot and one set of cameras, but other differs from minimal/,
  );
});

it('an episode of which a list keeps some cameras only is left out where all are wanted', async () => {
  const [data, list, out] = [join(root, 'pair'), join(root, 'pair-list'), join(root, 'pair-export')];
  await paintClips(data, { ...small, episodes: 2, scenes: [sceneWith('minimal', 'front', 'side')] });
  await curateDatasets({
    data: [data],
    out: list,
    rules: { minFrames: 0, duplicateDistance: 0, minMotion: 0 },
  });
  const file = join(list, 'curation.json');
  const value = JSON.parse(readFileSync(file, 'utf8'));
  for (const clip of value.clips)
    clip.removed = clip.id === 'minimal-000001.side' ? { reason: 'dark', value: 0, limit: 1 } : null;
  writeFileSync(file, JSON.stringify(value));
  const { clips, episodes, refusals } = await exportDataset({ data, format: 'lerobot', list, out });
  expect([clips, episodes]).toEqual([2, 1]);
  expect(refusals.map(({ id }) => id)).toEqual(['minimal-000001_side', 'minimal-000001']);
  const info = JSON.parse(readFileSync(join(out, 'meta/info.json'), 'utf8'));
  expect(info).toMatchObject({ total_episodes: 1, total_frames: 12 });
});

describe('a dataset that is not finished or not at rest', () => {
  const uses: [string, (data: string, out: string) => Promise<unknown>][] = [
    ['exported', (data, out) => exportDataset({ data, format: 'lerobot', out })],
    ['curated', (data, out) => curateDatasets({ data: [data], out })],
  ];

  it.each(uses)('is not %s', async (use, work) => {
    const half = join(root, `half-${use}`);
    cpSync(plain, half, { recursive: true });
    rmSync(join(half, 'shards', 'minimal-000000.json'));
    const unfinished = new RegExp(`must be finished to be ${use}, but 0 of the 1 episodes of .*half`);
    await expectNothing((out) => work(half, out), unfinished);
    const staging = await openStaging(plain);
    const held = new RegExp(
      `must be at rest to be ${use}, but process ${process.pid} of .* is working on it`,
    );
    await expectNothing((out) => work(plain, out), held);
    await closeStaging(plain, staging);
  });

  it.each(uses)('and a place that is taken is not written over: %s', async (_use, work) => {
    const place = join(root, 'taken');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'mine.txt'), 'mine');
    await expectNothing(() => work(plain, place), /file\/exists|must be absent.*holds mine\.txt/);
    await expectNothing(() => work(plain, join(place, 'mine.txt')), /must be absent.*is a file/);
    await expectNothing(() => work(plain, join(plain, 'within')), /must lie outside of/);
    expect(readFileSync(join(place, 'mine.txt'), 'utf8')).toBe('mine');
  });
});

it('an empty selection is refused: a list that keeps nothing, and one of another dataset', async () => {
  const [nothing, others] = [join(root, 'nothing'), join(root, 'others')];
  await curateDatasets({ data: [plain], out: nothing, rules: { minFrames: 1000 } });
  await curateDatasets({ data: [blind], out: others });
  await refuses(
    { data: plain, format: 'lerobot', list: nothing },
    /the list of --list does not keep it.*milder rules/,
  );
  await refuses({ data: plain, format: 'lerobot', list: others }, /plain is not in it: it is of blind/);
});
