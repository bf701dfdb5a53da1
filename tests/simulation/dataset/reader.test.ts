import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan } from '#src/dataset/make-plan.ts';
import { openReader, type ReaderOptions } from '#src/dataset/read/open-reader.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { paintDataset, paintFrame } from './painted-dataset.ts';

const FRAMES = 20;
const SEED = 3;

let folder: string;
let data: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-reader-'));
  data = join(folder, 'data');
  const scenes = [parseScene(minimalScene(), 'a test')];
  const split = { train: 0.5, test: 0.5 };
  const request = { scenes, episodes: 4, frames: FRAMES, width: 16, height: 16, seed: SEED, split };
  await paintDataset(data, await makePlan(request, await madeBy({ name: 'none', description: 'painted' })));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (options: Partial<ReaderOptions> = {}) => openReader([data], { read: ['rgb'], ...options });

it('iterates whole clips, each with what was painted and nothing that was not asked for', async () => {
  const seen: string[] = [];
  for await (const { id, dataset, images, boxes, steps, events, frames } of await open()) {
    seen.push(id);
    const seed = (dataset.episodes[0]?.seed ?? 0) % 97;
    expect(images.rgb).toHaveLength(FRAMES);
    expect([...(images.rgb?.[7] ?? [])]).toEqual([...paintFrame(seed, 7).images.rgb]);
    expect({ boxes, steps, events, frames }).toEqual({
      boxes: null,
      steps: null,
      events: null,
      frames: FRAMES,
    });
    expect(Object.keys(images)).toEqual(['rgb']);
  }
  expect(seen).toEqual([0, 1, 2, 3].map((i) => `minimal-00000${i}.front.0`));
});

it('reads windows at random, with their own rows, pictures and events', async () => {
  const reader = await open({
    read: ['depth_z_m', 'steps', 'events'],
    window: { frames: 6, stride: 4 },
  });
  expect(reader.length).toBe(16);
  expect(reader.ids.slice(2, 5)).toEqual([
    'minimal-000000.front.8',
    'minimal-000000.front.12',
    'minimal-000001.front.0',
  ]);
  const late = await reader.read(6);
  expect(late).toMatchObject({ id: 'minimal-000001.front.8', start: 8, frames: 6, events: [] });
  expect([...(late.steps?.action ?? [])]).toEqual([8, 9, 10, 11, 12, 13].flatMap((frame) => [frame, -0.5]));
  expect([...(late.steps?.time ?? [])][0]).toBeCloseTo(8 / 12);
  expect(late.steps?.positions[0]).toBeCloseTo(8 / 3, 5);
  const depth = paintFrame(0, 10).images.depth_z_m;
  expect([...(late.images.depth_z_m?.[2] ?? [])][1]).toBeCloseTo(depth[1] ?? 0, 3);
  expect((await reader.read(4)).events).toHaveLength(1);
  await expect(reader.read(16)).rejects.toThrow(/from 0 to 15, got 16/);
});

it('shuffles by a seed, goes on from any position, and keeps to a split', async () => {
  const reader = await open({ window: { frames: 5 }, split: 'train' });
  const take = async (from?: number, to?: number): Promise<readonly string[]> => {
    const ids: string[] = [];
    for await (const { window } of reader.shuffled({
      seed: 9,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }))
      ids.push(window.id);
    return ids;
  };
  const epoch = await take();
  expect([...epoch].sort()).toEqual([...reader.ids].sort());
  const twoEpochs = await take(0, 2 * reader.length);
  expect(twoEpochs.slice(0, reader.length)).toEqual(epoch);
  expect(await take(3)).toEqual(epoch.slice(3));
  expect(await take(reader.length + 2)).toEqual(twoEpochs.slice(reader.length + 2));
});

it('opens no file of a modality that was not asked for', async () => {
  const episode = join(data, 'episodes', 'minimal-000000', 'front');
  const files = readdirSync(episode).filter((name) => !name.startsWith('rgb'));
  expect(files.length).toBeGreaterThan(0);
  const copy = join(folder, 'thin');
  cpSync(data, copy, { recursive: true });
  for (const name of files) rmSync(join(copy, 'episodes', 'minimal-000000', 'front', name));
  rmSync(join(copy, 'episodes', 'minimal-000000', 'steps.parquet'));
  const reader = await openReader([copy], { read: ['rgb'] });
  expect((await reader.read(0)).images.rgb).toHaveLength(FRAMES);
  const deep = await openReader([copy], { read: ['depth_z_m'] });
  await expect(deep.read(0)).rejects.toThrow(/no file/);
});

it.each<[string, Partial<ReaderOptions>, RegExp]>([
  ['an unknown modality', { read: ['smell' as 'rgb'] }, /got smell/],
  ['a modality that it lacks', { read: ['normal'] }, /must have normal, but front of .* has rgb/],
  ['windows longer than clips', { window: { frames: 21 } }, /window of 21 frames, but front of .* took 20/],
  ['a stride of nothing', { window: { frames: 4, stride: 0 } }, /whole numbers of at least 1/],
  ['a camera that there is not', { cameras: ['top'] }, /must have a clip to read/],
  ['a list that there is not', { list: '/nowhere/at/all' }, /no file/],
])('refuses %s', async (_, options, words) => {
  await expect(open(options)).rejects.toThrow(words);
});
