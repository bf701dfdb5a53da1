import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImageTracksRequest } from '#src/dataset/image-tracks.ts';
import { type EncodeThread, startEncodeThread } from '#src/dataset/runner/threaded-tracks.ts';
import { treeHash } from '../../fixtures/command-line.ts';
import { ballsPlan, traceDataset } from './traced-dataset.ts';

let folder: string;
let thread: EncodeThread;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-thread-'));
  thread = startEncodeThread();
});

afterAll(async () => {
  await thread.close();
  rmSync(folder, { recursive: true, force: true });
});

const request = (dir: string): ImageTracksRequest => ({
  ...{ dir, fps: 12, encoding: { depthScaleM: 0.001, greatestInstanceId: 3, greatestSemanticId: 3 } },
  tracks: [
    { camera: 'front', modality: 'depth_z_m', path: 'front/depth_z_m.mov', width: 16, height: 16, every: 1 },
  ],
});

it('gives the bytes that one thread gives, episode after episode', async () => {
  const plan = await ballsPlan({ episodes: 2, frames: 20, width: 16, height: 16 });
  const [alone, beside] = [join(folder, 'alone'), join(folder, 'beside')];
  await traceDataset(alone, plan);
  await traceDataset(beside, plan, thread.openTracks);
  expect(treeHash(beside)).toBe(treeHash(alone));
});

it('takes arrays that are used again at once', async () => {
  const tracks = await thread.openTracks(request(join(folder, 'again')));
  const one = new Float32Array(256);
  for (let k = 0; k < 40; k++) await tracks.write([[0, one.fill(1 + k)]]);
  const { files } = await tracks.finish();
  const other = await thread.openTracks(request(join(folder, 'apart')));
  for (let k = 0; k < 40; k++) await other.write([[0, new Float32Array(256).fill(1 + k)]]);
  expect((await other.finish()).files).toEqual(files);
});

it('tells of a frame that cannot be encoded, and goes on with the next episode', async () => {
  const tracks = await thread.openTracks(request(join(folder, 'bad')));
  await tracks.write([[0, new Float32Array(5)]]);
  await expect(tracks.finish()).rejects.toMatchObject({ code: 'argument/invalid' });
  await tracks.abort();
  await tracks.abort();
  const good = await thread.openTracks(request(join(folder, 'good')));
  await good.write([[0, new Float32Array(256).fill(2)]]);
  expect((await good.finish()).files.map(({ path, frames }) => [path, frames])).toEqual([
    ['front/depth_z_m.mov', 1],
  ]);
});

it('fails whoever waits for it when it ends', async () => {
  const other = startEncodeThread();
  const tracks = await other.openTracks(request(join(folder, 'ended')));
  await tracks.write([[0, new Float32Array(256).fill(2)]]);
  await other.close();
  await expect(tracks.finish()).rejects.toThrow('the encoding thread ended');
  await tracks.abort();
});
