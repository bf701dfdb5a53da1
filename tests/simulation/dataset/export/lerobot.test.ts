import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { exportDataset } from '#src/dataset/export/export-dataset.ts';
import { openDataset } from '#src/dataset/open-dataset.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { treeHash } from '../../../fixtures/command-line.ts';
import { minimalBall, minimalGround, minimalScene } from '../../../fixtures/minimal-scene.ts';
import { paintClips } from './clip-dataset.ts';
import { decodeVideo, probeVideo, psnr } from './decode-video.ts';

const root = mkdtempSync(join(tmpdir(), 'worldwright-lerobot-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FRAMES = 9;
const KEY = 'observation.images.front';
const [data, out] = [join(root, 'data'), join(root, 'export')];

const scene = parseScene(
  minimalScene({
    bodies: [minimalGround(), minimalBall({ motion: 'kinematic' })],
    robot: { kind: 'pusher', body: 'ball', max_speed: 60, workspace: [-1, -1, 1, 1] },
  }),
  'a test',
);

/** From LeRobot's documentation of v3.0 and what its loader reads. */
const FEATURE = z.strictObject({
  dtype: z.enum(['float32', 'int64', 'bool']),
  shape: z.tuple([z.int().min(1)]),
  names: z.array(z.string()).nullable(),
});
const VIDEO = z.strictObject({
  dtype: z.literal('video'),
  shape: z.tuple([z.literal(48), z.literal(64), z.literal(3)]),
  names: z.tuple([z.literal('height'), z.literal('width'), z.literal('channels')]),
  info: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});
const INFO = z.strictObject({
  codebase_version: z.literal('v3.0'),
  robot_type: z.literal('pusher'),
  total_episodes: z.literal(2),
  total_frames: z.literal(2 * FRAMES),
  total_tasks: z.literal(1),
  chunks_size: z.literal(1000),
  data_files_size_in_mb: z.literal(100),
  video_files_size_in_mb: z.literal(200),
  fps: z.literal(12),
  splits: z.strictObject({ train: z.literal('0:2') }),
  data_path: z.literal('data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet'),
  video_path: z.literal('videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4'),
  features: z.record(z.string(), z.union([FEATURE, VIDEO])),
});

const json = (path: string) => JSON.parse(readFileSync(join(out, path), 'utf8'));

async function parquet(path: string) {
  const file = Uint8Array.from(readFileSync(join(out, path))).buffer;
  const metadata = parquetMetadata(file);
  return { metadata, rows: (await parquetReadObjects({ file, metadata })) as Record<string, unknown>[] };
}

beforeAll(async () => {
  await paintClips(data, {
    ...{ scenes: [scene], episodes: 3, frames: FRAMES, fps: 12, width: 64, height: 48 },
    split: { train: 0.6, val: 0.4 },
  });
  await exportDataset({ data, format: 'lerobot', out });
}, 120_000);

describe('a LeRobot export', () => {
  it('says what its loader asks for, and leaves what is not learnt from apart', () => {
    const info = INFO.parse(json('meta/info.json'));
    expect(Object.keys(info.features).sort()).toEqual(
      [
        KEY,
        'action',
        'episode_index',
        'frame_index',
        'index',
        'observation.state',
        'task_index',
        'timestamp',
      ].sort(),
    );
    expect(json('val/meta/info.json')).toMatchObject({ total_episodes: 1, splits: { val: '0:1' } });
  });

  it('has a row a frame and a row group an episode, plain numbers where there is one', async () => {
    const { metadata, rows } = await parquet('data/chunk-000/file-000.parquet');
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([FRAMES, FRAMES]);
    rows.forEach((row, i) => {
      const k = i % FRAMES;
      const at = (value: number) => Math.fround(value + k / 3);
      expect(row).toEqual({
        ...{ timestamp: Math.fround(k / 12), frame_index: BigInt(k), index: BigInt(i), task_index: 0n },
        episode_index: BigInt(Math.floor(i / FRAMES)),
        'observation.state': [at(0), at(1), at(2), at(0), at(1), at(2), at(3)],
        action: [k, -0.5],
      });
    });
  });

  it('names its tasks as pandas wants an index, row k for task k', async () => {
    const { metadata, rows } = await parquet('meta/tasks.parquet');
    expect(rows).toEqual([{ task: 'A ball above the ground.', task_index: 0n }]);
    const pandas = JSON.parse(
      metadata.key_value_metadata?.find(({ key }) => key === 'pandas')?.value ?? '{}',
    );
    expect(pandas).toMatchObject({
      index_columns: ['task'],
      columns: [{ name: 'task' }, { name: 'task_index' }],
    });
  });

  it('finds each frame in its video by the times it states', async () => {
    const { rows } = await parquet('meta/episodes/chunk-000/file-000.parquet');
    const video = join(out, 'videos', KEY, 'chunk-000/file-000.mp4');
    const probed = probeVideo(video);
    expect(probed).toMatchObject({ codec_name: 'h264', pix_fmt: 'yuv420p', avg_frame_rate: '12/1' });
    probed.times.forEach((time, k) => {
      expect(time).toBeCloseTo(k / 12, 5);
    });
    const frames = decodeVideo(video, { width: 64, height: 48 });
    const dataset = await openDataset(data);
    const train = dataset.episodes.filter(({ split }) => split === 'train');
    expect(frames).toHaveLength(2 * FRAMES);
    for (const [i, row] of rows.entries()) {
      expect(row).toMatchObject({
        episode_index: BigInt(i),
        length: BigInt(FRAMES),
        tasks: ['A ball above the ground.'],
      });
      expect(row).toMatchObject({
        dataset_from_index: BigInt(i * FRAMES),
        dataset_to_index: BigInt((i + 1) * FRAMES),
      });
      const from = row[`videos/${KEY}/from_timestamp`] as number;
      expect(row[`videos/${KEY}/to_timestamp`]).toBeCloseTo(from + FRAMES / 12, 9);
      const truth = await readFrames(dataset, train[i]?.id ?? '', 'front', 'rgb');
      for (const [k, picture] of truth.entries()) {
        const shown = frames[Math.round((from + Math.fround(k / 12)) * 12)];
        expect(psnr(shown ?? [], picture)).toBeGreaterThan(28);
        // A neighbour is worse: the frame is this one and not the next.
        const next = truth[k + 1];
        if (next !== undefined) expect(psnr(shown ?? [], picture)).toBeGreaterThan(psnr(shown ?? [], next));
      }
    }
  });

  it('states statistics that hold', async () => {
    const stats = json('meta/stats.json');
    const ks = Array.from({ length: 2 * FRAMES }, (_, i) => i % FRAMES);
    const mean = ks.reduce((sum, k) => sum + k, 0) / ks.length;
    expect(stats.action).toMatchObject({ min: [0, -0.5], max: [FRAMES - 1, -0.5], count: [2 * FRAMES] });
    expect(stats.action.mean[0]).toBeCloseTo(mean, 9);
    expect(stats.action.std[0]).toBeCloseTo(
      Math.sqrt(ks.reduce((s, k) => s + (k - mean) ** 2, 0) / ks.length),
      9,
    );
    expect(stats.action.q50[0]).toBeCloseTo(4, 9);
    const dataset = await openDataset(data);
    let [red, pixels] = [0, 0];
    for (const { id } of dataset.episodes.filter(({ split }) => split === 'train'))
      for (const picture of await readFrames(dataset, id, 'front', 'rgb'))
        for (let i = 0; i < picture.length; i += 3, pixels++) red += (picture[i] as number) / 255;
    expect(stats[KEY].mean[0][0][0]).toBeCloseTo(red / pixels, 9);
    expect(stats[KEY].q99.flat(2)).toHaveLength(3);
  });

  it('is the same bytes again', { timeout: 120_000 }, async () => {
    await exportDataset({ data, format: 'lerobot', out: join(root, 'again') });
    expect(treeHash(join(root, 'again'))).toBe(treeHash(out));
  });
});

it('takes frames out by whole factors, and adds up what is between them', { timeout: 120_000 }, async () => {
  await exportDataset({ data, format: 'lerobot', out: join(root, 'slow'), fps: 6 });
  const file = Uint8Array.from(readFileSync(join(root, 'slow/data/chunk-000/file-000.parquet'))).buffer;
  const rows = (await parquetReadObjects({ file })).slice(0, 5);
  expect(rows.map((row) => row['timestamp'])).toEqual([0, 1, 2, 3, 4].map((k) => Math.fround(k / 6)));
  // A velocity of two frames is their mean.
  expect(rows.map((row) => row['action'][0])).toEqual([0.5, 2.5, 4.5, 6.5, 8]);
});

it('refuses what has no arm for cosmos-droid', { timeout: 60_000 }, async () => {
  const refused = exportDataset({ data, format: 'lerobot', layout: 'cosmos-droid', out: join(root, 'no') });
  await expect(refused).rejects.toMatchObject({ code: 'export/refused', exitCode: 2 });
  await expect(refused).rejects.toThrow(/no arm acts/);
});
