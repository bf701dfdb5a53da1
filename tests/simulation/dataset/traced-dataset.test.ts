import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worldFromCameraAt } from '#src/core/camera-mount.ts';
import { type Frame, type ImageModality, isImage } from '#src/core/frame.ts';
import type { Mat4 } from '#src/core/pose.ts';
import { cameraPose } from '#src/dataset/camera-facts.ts';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { type Plan, plannedEpisodes } from '#src/dataset/plan.ts';
import { readCameras, readSensor } from '#src/dataset/read-episode.ts';
import { readBoxes, readFrames, readModality } from '#src/dataset/read-frames.ts';
import { episodeCameras } from '#src/dataset/recorded-camera.ts';
import { verifyDataset } from '#src/dataset/verify.ts';
import { listClips } from '#src/evaluate/protocol.ts';
import { ballsPlan, traceDataset, tracedReadings, tracedWorld } from './traced-dataset.ts';
import { type TracedWorld, traceFrame } from './traced-world.ts';

const EPISODE = 'balls-000000';
let folder: string;
let plan: Plan;
let dataset: Dataset;
let world: TracedWorld;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-traced-'));
  plan = await ballsPlan();
  await traceDataset(join(folder, 'made'), plan);
  dataset = await openDataset(join(folder, 'made'));
  world = tracedWorld(plan, plannedEpisodes(plan)[0]!);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Greatest error of what is stored, in the modality's own unit. */
const ERRORS: Readonly<Record<ImageModality, number>> = {
  ...{ rgb: 0, rgb_clean: 0, albedo: 0, shadow: 0, occlusion: 0, instance_id: 0, semantic_id: 0 },
  ...{ depth_z_m: 0.0005, distance_m: 0.0005, sensor_depth_z_m: 0.0005 },
  ...{ normal: 1 / 65_535, object_coordinates: 0.5 / 65_535, flow_forward: 1 / 128, flow_backward: 1 / 128 },
};

describe('a dataset of all modalities', () => {
  it('is whole, and has each file in its place', async () => {
    expect((await verifyDataset(dataset.dir)).problems).toEqual([]);
    const list = (camera: string) => readdirSync(join(dataset.dir, 'episodes', EPISODE, camera)).sort();
    expect(list('front')).toEqual([
      ...['albedo.mp4', 'boxes.parquet', 'depth_z_m.mov', 'distance_m.mov', 'flow_backward.mov'],
      ...['flow_forward.mov', 'instance_id.mov', 'normal.mov', 'object_coordinates.mov', 'occlusion.mov'],
      ...['rgb.mp4', 'rgb_clean.mp4', 'semantic_id.mov', 'sensor_depth_z_m.mov', 'shadow.mov'],
    ]);
    expect(list('rider')).toEqual(list('front').filter((file) => !/^(rgb_clean|sensor_depth)/.test(file)));
    expect(list('sensors')).toEqual(['bumper.parquet', 'imu.parquet']);
  });

  it('gives back every image of every camera, in its own size and at its own rate', async () => {
    const cameras = episodeCameras(plan, 'balls');
    expect(cameras.map(({ name, width, height, frames }) => [name, width, height, frames])).toEqual([
      ['front', 32, 24, 7],
      ['eyes_left', 48, 32, 4],
      ['eyes_right', 48, 32, 4],
      ['rider', 32, 24, 3],
    ]);
    for (const camera of cameras) {
      const traced: Frame[] = [];
      for (let k = 0; k < camera.frames; k++) traced.push(traceFrame(world, camera, k * camera.every));
      for (const modality of camera.modalities.filter(isImage)) {
        const read = await readModality(dataset, EPISODE, camera.name, modality);
        expect(read.length).toBe(camera.frames);
        read.forEach((image, k) => {
          const truth = traced[k]!.images[modality]!;
          expect(image.constructor).toBe(truth.constructor);
          expect(image.length).toBe(truth.length);
          let worst = 0;
          for (let i = 0; i < truth.length; i++)
            worst = Math.max(worst, Math.abs(image[i]! - truth[i]!) - 2 ** -22 * Math.abs(truth[i]!));
          expect(worst, `${camera.name} ${modality} ${k}`).toBeLessThanOrEqual(ERRORS[modality]);
        });
      }
    }
  });

  it('reads a part, and refuses what a camera does not have', async () => {
    const all = await readFrames(dataset, EPISODE, 'rider', 'normal');
    expect(await readFrames(dataset, EPISODE, 'rider', 'normal', 1, 1)).toEqual([all[1]]);
    const code = 'argument/unknown';
    for (const modality of ['rgb_clean', 'sensor_depth_z_m'] as const)
      await expect(readFrames(dataset, EPISODE, 'rider', modality)).rejects.toMatchObject({ code });
    await expect(readBoxes(dataset, EPISODE, 'eyes')).rejects.toMatchObject({ code });
    await expect(readSensor(dataset, EPISODE, 'lidar')).rejects.toMatchObject({ code });
  });

  it('gives back the boxes, one entry a frame, to single precision', async () => {
    for (const camera of episodeCameras(plan, 'balls')) {
      const read = await readBoxes(dataset, EPISODE, camera.name);
      expect(read.map(({ frame }) => frame)).toEqual(
        Array.from({ length: camera.frames }, (_, k) => k * camera.every),
      );
      for (const { frame, boxes } of read) {
        const truth = traceFrame(world, camera, frame).boxes!;
        const rounded = JSON.parse(JSON.stringify(truth), (_, value) =>
          typeof value === 'number' ? Math.fround(value) : value,
        );
        expect(JSON.parse(JSON.stringify(boxes))).toEqual(rounded);
      }
    }
  });

  it('gives back what sensors read, with units', async () => {
    const { rows, columns } = await readSensor(dataset, EPISODE, 'imu');
    const truth = tracedReadings('imu');
    expect(rows).toBe(truth.rows);
    expect(columns.map(({ name, unit, type }) => [name, unit, type])).toEqual([
      ['time', 's', 'float64'],
      ['specific_force', 'm/s²', 'float32'],
    ]);
    columns.forEach(({ values }, i) => {
      expect([...Array.from(values)]).toEqual(truth.columns[i]!.values);
    });
  });

  it('says of every camera where it was, what its lens and effects are, and of a pair how far apart', async () => {
    const cameras = await readCameras(dataset, EPISODE);
    const [front, left, right, rider] = cameras;
    expect(front).toMatchObject({
      ...{ name: 'front', width: 32, height: 24, every: 1, lens: { kind: 'pinhole' }, stereo: null },
      labels: expect.stringContaining("the shutter's middle"),
      effects: {
        ...{ shutter: { share: 0.5, samples: 8 }, exposure: 0.5, vignette: 0 },
        ...{ noise: { fullWell: 1000, read: 2 }, stereoDepth: { baseline: 0.05, dropout: 0.01 } },
      },
      worldFromCameraPerFrame: null,
    });
    expect(left).toMatchObject({ lens: { kind: 'brown-conrady', k1: -0.05 }, labels: null, every: 2 });
    expect(left?.stereo).toEqual({ twin: 'eyes_right', baseline: 0.12 });
    expect(right?.stereo).toEqual({ twin: 'eyes_left', baseline: 0.12 });
    const { episode, states } = world;
    const plain = (pose: Mat4) => pose.map((value) => value + 0);
    for (const camera of [left!, right!, rider!]) {
      const own = episode.cameras.find(({ name }) => name === camera.name)!;
      expect(camera.worldFromCameraPerFrame?.length).toBe(Math.ceil(7 / camera.every));
      camera.worldFromCameraPerFrame?.forEach((_, k) => {
        const truth = worldFromCameraAt(episode, own, states[k * camera.every]!);
        expect(cameraPose(camera, k)).toEqual(plain(truth));
      });
    }
  });

  it('gives clips to evaluation of the cameras that have its own size and rate alone', () => {
    const clips = listClips(dataset, { context: 2, horizon: 2, starts: [0] });
    expect(clips.map(({ id }) => id)).toEqual([`${EPISODE}.front.0`]);
  });

  it('knows its classes', () => {
    expect(dataset.classes).toEqual({ ball: 1, ground: 2 });
    expect(JSON.parse(readFileSync(join(dataset.dir, 'ids.json'), 'utf8'))).toMatchObject({
      classes: { ball: 1, ground: 2 },
    });
    expect(existsSync(join(dataset.dir, 'episodes', EPISODE, 'front', 'boxes.parquet'))).toBe(true);
  });
});
