import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportDataset } from '#src/dataset/export/export-dataset.ts';
import { openDataset } from '#src/dataset/open-dataset.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { treeHash } from '../../../fixtures/command-line.ts';
import { paintClips } from './clip-dataset.ts';
import { probeVideo } from './decode-video.ts';

const root = mkdtempSync(join(tmpdir(), 'worldwright-webdataset-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [data, out] = [join(root, 'data'), join(root, 'export')];

beforeAll(async () => {
  const changes = { episodes: 10, frames: 3, fps: 12, width: 64, height: 48, split: { train: 1 } };
  await paintClips(data, changes);
  await exportDataset({ data, format: 'webdataset', out });
}, 240_000);

/** Unpacks a shard by the system's tar. */
function unpack(shard: string): { readonly dir: string; readonly names: readonly string[] } {
  const dir = join(root, shard.replace('.tar', ''));
  mkdirSync(dir, { recursive: true });
  execFileSync('tar', ['-xf', join(out, shard), '-C', dir]);
  const names = execFileSync('tar', ['-tf', join(out, shard)])
    .toString()
    .trim()
    .split('\n');
  return { dir, names };
}

it('lays samples into even shards, the files of each side by side and named by one key', () => {
  const shards = readdirSync(out).filter((name) => name.endsWith('.tar'));
  expect(shards).toHaveLength(8);
  const counts = shards.sort().map((shard) => {
    const keys = unpack(shard).names.map((name) => name.split('.')[0]);
    // Side by side: a key that was left never comes back.
    const runs = keys.filter((key, i) => key !== keys[i - 1]);
    expect(new Set(runs).size).toBe(runs.length);
    return runs.length;
  });
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(10);
});

it('holds the exact labels, the actions, and the words', async () => {
  const { dir, names } = unpack('train-000000.tar');
  const key = names[0]?.split('.')[0] ?? '';
  expect(names.map((name) => name.slice(key.length + 1))).toEqual([
    ...['mp4', 'json', 'depth_z_m.mov', 'instance_id.mov', 'actions.npy'],
  ]);
  const facts = JSON.parse(readFileSync(join(dir, `${key}.json`), 'utf8'));
  expect(facts).toMatchObject({ frames: 3, fps: 12, width: 64, height: 48, split: 'train' });
  expect(facts.captions.short).toMatch(/\w/);
  expect(facts.camera.fx).toBeGreaterThan(1);
  expect(probeVideo(join(dir, `${key}.mp4`))).toMatchObject({ nb_read_frames: '3', pix_fmt: 'yuv420p' });

  const dataset = await openDataset(data);
  const truth = await readFrames(dataset, facts.episode, 'front', 'depth_z_m');
  const raw = [
    '-v',
    'error',
    '-i',
    join(dir, `${key}.depth_z_m.mov`),
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray16le',
    '-',
  ];
  const bytes = Uint8Array.from(execFileSync('ffmpeg', raw));
  expect([...new Uint16Array(bytes.buffer)]).toEqual(truth.flatMap((frame) => [...frame]));

  const npy = readFileSync(join(dir, `${key}.actions.npy`));
  expect(npy.subarray(1, 6).toString()).toBe('NUMPY');
  const header = npy.subarray(10, 10 + npy.readUInt16LE(8)).toString();
  expect(header).toContain("'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)");
  const values = npy.subarray(10 + header.length);
  expect([0, 1, 2, 3, 4, 5].map((i) => values.readFloatLE(4 * i))).toEqual([0, -0.5, 1, -0.5, 2, -0.5]);
});

it('is the same bytes again, and no file has a time', { timeout: 240_000 }, async () => {
  await exportDataset({ data, format: 'webdataset', out: join(root, 'again') });
  expect(treeHash(join(root, 'again'))).toBe(treeHash(out));
  const listed = execFileSync('tar', ['--utc', '-tvf', join(out, 'train-000000.tar')]).toString();
  expect(listed.match(/1970-01-01/g)).toHaveLength(5);
});
