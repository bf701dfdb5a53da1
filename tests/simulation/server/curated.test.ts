import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClipFacts, EpisodeDigest, ToldCaptions } from '#src/core/view/dataset-view.ts';
import { curateDatasets } from '#src/dataset/curate/curate-datasets.ts';
import { openThings } from '#src/server/open-things.ts';
import { viewResources } from '#src/server/view-resources.ts';
import { servedDataset, servedFolder } from './served-dataset.ts';

let folder: string;
let data: string;
let list: string;

beforeAll(async () => {
  folder = servedFolder();
  data = join(folder, 'seen');
  list = join(folder, 'seen-curation');
  await servedDataset(data);
  await curateDatasets({ data: [data], out: list, rules: { minFrames: 21 } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function answer<T>(things: readonly string[], ...parts: readonly string[]): Promise<T> {
  const found = await viewResources(await openThings(things), true).find(['data', 'seen', ...parts]);
  const bytes = found !== null && 'read' in found ? await found.read(AbortSignal.timeout(30_000)) : '';
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
}

it('flags the clips of a dataset that a list beside it leaves out, and says why', async () => {
  for (const given of [list, join(list, 'curation.json')]) {
    const digests = await answer<EpisodeDigest[]>([data, given], 'digests', '0.json');
    expect(digests.map(({ flags }) => flags)).toEqual([['too short'], ['too short'], ['too short']]);
  }
  const clip = await answer<ClipFacts>([data, list], 'episodes', 'minimal-000001', 'clip.json');
  expect(clip.curation).toEqual({ front: 'too short: 20 frames, at least 21 wanted' });
});

it('tells a clip in words, in an address of its own', async () => {
  const told = await answer<ToldCaptions>([data], 'episodes', 'minimal-000001', 'captions.json');
  expect(told.camera).toBe('front');
  for (const words of [told.short, told.medium, told.dense]) expect(words).toMatch(/^[A-Z].*\.$/s);
  expect(told.dense.length).toBeGreaterThan(told.short.length);
});

it('says nothing without a list, and tells of one that cannot be read', async () => {
  expect((await answer<ClipFacts>([data], 'episodes', 'minimal-000001', 'clip.json')).curation).toEqual({});
  const { faults } = await openThings([data, join(list, 'curation.html')]);
  expect(faults).toHaveLength(1);
  expect((await openThings([list])).faults).toMatchObject([
    { message: expect.stringContaining('none of seen') },
  ]);
});
