import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Quaternion } from '#src/core/pose.ts';
import { exportDataset } from '#src/dataset/export/export-dataset.ts';
import { fingerOpening, paintArm } from './arm-dataset.ts';
import { probeVideo } from './decode-video.ts';

const root = mkdtempSync(join(tmpdir(), 'worldwright-droid-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [data, out] = [join(root, 'data'), join(root, 'export')];

const [WIDTH, HEIGHT, FRAMES] = [640, 360, 17];

/** About x, then y, then z, fixed axes: what the flange does in frame k. */
const angles = (k: number): readonly [number, number, number] => [2.9 - 0.02 * k, 0.3, -0.7 + 0.01 * k];

/** Half-angle formulas of Rz · Ry · Rx, written out. Source: Diebel 2006, "Representing attitude", eq. 37 ff. */
function quaternion([x, y, z]: readonly [number, number, number]): readonly number[] {
  const [cx, sx, cy, sy] = [Math.cos(x / 2), Math.sin(x / 2), Math.cos(y / 2), Math.sin(y / 2)];
  const [cz, sz] = [Math.cos(z / 2), Math.sin(z / 2)];
  return [
    sx * cy * cz - cx * sy * sz,
    cx * sy * cz + sx * cy * sz,
    cx * cy * sz - sx * sy * cz,
    cx * cy * cz + sx * sy * sz,
  ];
}

beforeAll(async () => {
  const request = { episodes: 2, frames: FRAMES, width: WIDTH, height: HEIGHT };
  await paintArm(data, request, (k) => [[0.4, 0.1 + k / 100, 0.5], quaternion(angles(k)) as Quaternion]);
  await exportDataset({ data, format: 'lerobot', layout: 'cosmos-droid', out });
}, 240_000);

const read = async (path: string) =>
  parquetReadObjects({ file: Uint8Array.from(readFileSync(join(out, path))).buffer });

it('parts success from the rest, each a dataset with the three videos that the loader wants', () => {
  for (const outcome of ['success', 'failure']) {
    const info = JSON.parse(readFileSync(join(out, outcome, 'meta/info.json'), 'utf8'));
    expect(info).toMatchObject({
      codebase_version: 'v3.0',
      fps: 15,
      total_episodes: 1,
      total_frames: FRAMES,
    });
    const videos = readdirSync(join(out, outcome, 'videos')).sort();
    expect(videos).toEqual([
      'observation.image.exterior_image_1_left',
      'observation.image.exterior_image_2_left',
      'observation.image.wrist_image_left',
    ]);
    for (const video of videos) {
      expect(info.features[video].shape).toEqual([360, 640, 3]);
      const file = join(out, outcome, 'videos', video, 'chunk-000/file-000.mp4');
      expect(probeVideo(file)).toMatchObject({ width: 640, height: 360, nb_read_frames: `${FRAMES}` });
    }
  }
});

it('tells where the flange is by fixed angles, the gripper as 0 open to 1 closed, and scalars plainly', async () => {
  const rows = await read('success/data/chunk-000/file-000.parquet');
  expect(rows).toHaveLength(FRAMES);
  rows.forEach((row, k) => {
    const pose = row['observation.state.cartesian_position'] as number[];
    [0.4, 0.1 + k / 100, 0.5, ...angles(k)].forEach((value, i) => {
      expect(pose[i]).toBeCloseTo(value, 5);
    });
    expect(row['observation.state.joint_positions']).toHaveLength(7);
    expect(row['observation.state.gripper_position']).toBeCloseTo(1 - fingerOpening(k) / 0.04, 6);
    expect(row['action.gripper_position']).toBeCloseTo((k * 0.001) / 0.08, 5);
    const next = rows[Math.min(k + 1, FRAMES - 1)] as (typeof rows)[number];
    expect(row['action.joint_position']).toEqual(next['observation.state.joint_positions']);
  });
  const [episode] = await read('success/meta/episodes/chunk-000/file-000.parquet');
  expect(episode?.['tasks']).toEqual(['Reach the target. | Go to the target.']);
});

it.each([
  [{ fps: 5 }, /5 fps: the loader wants 15/],
  [{ size: { width: 320, height: 180 } }, /320x180 pixels: the loader wants 640x360/],
  [{ cameras: ['front', 'wrist'] }, /needs one on the hand and two beside it/],
])('refuses what the loader could not read: %o', async (choice, words) => {
  const request = { data, format: 'lerobot', layout: 'cosmos-droid', out: join(root, 'no'), ...choice };
  await expect(exportDataset(request)).rejects.toMatchObject({ code: 'export/refused', exitCode: 2 });
  await expect(exportDataset(request)).rejects.toThrow(words);
});
