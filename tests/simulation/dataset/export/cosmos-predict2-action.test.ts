import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '#src/core/pose.ts';
import { exportDataset } from '#src/dataset/export/export-dataset.ts';
import { fingerOpening, paintArm } from './arm-dataset.ts';
import { paintClips } from './clip-dataset.ts';
import { probeVideo } from './decode-video.ts';

const root = mkdtempSync(join(tmpdir(), 'worldwright-predict2-action-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [data, out] = [join(root, 'data'), join(root, 'export')];

const FRAMES = 39;

/** The flange's motion from each frame to the next, in its own frame: metres, and an angle about its z axis. */
const STEP = { shift: [0.01, -0.004, 0.006] as Vec3, turn: 0.03 };

const course = (frame: number): readonly [Vec3, Quaternion] => {
  let at: Vec3 = [0.4, 0.1, 0.3];
  let turn: Quaternion = [Math.sin(1.4), 0, 0, Math.cos(1.4)];
  for (let k = 0; k < frame; k++) {
    const moved = rotate(turn, STEP.shift);
    at = [at[0] + moved[0], at[1] + moved[1], at[2] + moved[2]];
    turn = multiplyQuaternions(turn, [0, 0, Math.sin(STEP.turn / 2), Math.cos(STEP.turn / 2)]);
  }
  return [at, turn];
};

beforeAll(async () => {
  const split = { train: 0.4, held: 0.3, test: 0.3 };
  await paintArm(data, { episodes: 4, frames: FRAMES, width: 160, height: 128, split }, course);
  await exportDataset({
    ...{ data, format: 'cosmos-predict2', layout: 'action', out },
    cameras: ['front', 'wrist'],
  });
}, 120_000);

/** What the action-conditioned loader reads of an annotation. */
const ANNOTATION = z.strictObject({
  episode_id: z.string().min(1),
  texts: z.array(z.string().min(5)).min(1),
  videos: z.array(z.strictObject({ video_path: z.string() })),
  state: z.array(z.array(z.number()).length(6)),
  continuous_gripper_state: z.array(z.number().min(0).max(1)),
});

function readSplit(dir: string, split: string) {
  const folder = join(dir, 'annotation', split);
  return readdirSync(folder).map((name) =>
    ANNOTATION.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  );
}

type Rows3 = readonly (readonly [number, number, number])[];

/** R = Rz · Ry · Rx, written out. */
function rotation([, , , x = 0, y = 0, z = 0]: readonly number[]): Rows3 {
  const [cx, sx, cy, sy] = [Math.cos(x), Math.sin(x), Math.cos(y), Math.sin(y)];
  const [cz, sz] = [Math.cos(z), Math.sin(z)];
  return [
    [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
    [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
    [-sy, cy * sx, cy * cx],
  ];
}

/** The action that the loader makes of two states: the later pose in the frame of the earlier, and its angles. */
function loaderAction(before: readonly number[], after: readonly number[]): readonly number[] {
  const [a, b] = [rotation(before), rotation(after)];
  const shift = [0, 1, 2].map((i) => (after[i] as number) - (before[i] as number));
  const back = (vector: readonly number[]): number[] =>
    [0, 1, 2].map((i) => a.reduce((sum, row, k) => sum + (row[i] as number) * (vector[k] as number), 0));
  const [x, y, z] = [0, 1, 2].map((column) => back(b.map((row) => row[column] as number)));
  const [r00, r10, r20] = x as number[];
  const [, , r21] = y as number[];
  const [, , r22] = z as number[];
  const angles = [
    Math.atan2(r21 as number, r22 as number),
    -Math.asin(r20 as number),
    Math.atan2(r10 as number, r00 as number),
  ];
  return [...back(shift), ...angles];
}

it('has an annotation an episode, by the loader’s three splits, and a video a camera with a frame a state', () => {
  const found = ['train', 'val', 'test'].flatMap((split) =>
    readSplit(out, split).map((one) => ({ split, ...one })),
  );
  expect(found.map(({ split, episode_id: id }) => `${split} ${id}`)).toEqual([
    'train arm-reach-000000',
    'train arm-reach-000002',
    'val arm-reach-000001',
    'test arm-reach-000003',
  ]);
  for (const { split, episode_id: id, videos, state, continuous_gripper_state: gripper, texts } of found) {
    expect([state.length, gripper.length]).toEqual([FRAMES, FRAMES]);
    expect(texts[0]).toBe('Reach the target.');
    expect(videos.map(({ video_path: path }) => path)).toEqual(
      ['front', 'wrist'].map((camera) => `videos/${split}/${id}/${camera}.mp4`),
    );
    for (const { video_path: path } of videos)
      expect(probeVideo(join(out, path))).toMatchObject({
        ...{ nb_read_frames: `${FRAMES}`, avg_frame_rate: '15/1', pix_fmt: 'yuv420p' },
        ...{ width: 160, height: 128 },
      });
  }
});

it('gives the loader the motion that the arm made, and how far its gripper was open', () => {
  const [{ state, continuous_gripper_state: gripper }] = readSplit(out, 'train') as [
    z.infer<typeof ANNOTATION>,
  ];
  expect((state[0] as number[]).slice(0, 3)).toEqual([0.4, 0.1, 0.3].map((v) => expect.closeTo(v, 6)));
  for (let k = 1; k < FRAMES; k++) {
    const action = loaderAction(state[k - 1] as number[], state[k] as number[]);
    [...STEP.shift, 0, 0, STEP.turn].forEach((value, i) => {
      // Poses are recorded in single precision, and the loader takes twenty times their difference.
      expect(action[i]).toBeCloseTo(value, 5);
    });
  }
  gripper.forEach((open, k) => {
    expect(open).toBeCloseTo(fingerOpening(k) / 0.04, 6);
  });
});

it('leaves out frames with their states', async () => {
  const sparse = join(root, 'sparse');
  const layout = { format: 'cosmos-predict2', layout: 'action' };
  const result = await exportDataset({ data, ...layout, out: sparse, fps: 5, cameras: ['front'] });
  expect(result).toMatchObject({ clips: 4, frames: 52, refusals: [] });
  const whole = readSplit(out, 'test')[0];
  const [{ state, videos }] = readSplit(sparse, 'test') as [z.infer<typeof ANNOTATION>];
  expect(state).toEqual(whole?.state.filter((_, k) => k % 3 === 0));
  expect(probeVideo(join(sparse, (videos[0] as { video_path: string }).video_path))).toMatchObject({
    ...{ nb_read_frames: '13', avg_frame_rate: '5/1' },
  });
});

describe('refuses', () => {
  it.each<[string, object, RegExp]>([
    ['what is too short', { fps: 3 }, /8 frames: needs 13 at 3 fps; .*--frames 64/],
    [
      'what the trainer would stretch',
      { size: { width: 128, height: 128 } },
      /128x128 pixels: the trainer would stretch it to 320x256 or 640x480; .*generate with --size 320x256/,
    ],
  ])('%s', async (_what, choice, words) => {
    const request = { data, format: 'cosmos-predict2', layout: 'action', out: join(root, 'no'), ...choice };
    const refused = await exportDataset(request).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'export/refused', exitCode: 2 });
    const { message, hint } = refused as Error & { readonly hint: string };
    expect(`${message.replace(/\.$/, '')}; ${hint}`).toMatch(new RegExp(words, 'i'));
  });

  it('a scene without an arm', async () => {
    const other = join(root, 'ball');
    await paintClips(other, { episodes: 1, frames: 13, width: 160, height: 128, split: { train: 1 } });
    const request = { data: other, format: 'cosmos-predict2', layout: 'action', out: join(root, 'no') };
    await expect(exportDataset(request)).rejects.toThrow(/no arm acts/);
  });
});
