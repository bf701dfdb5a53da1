import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { curateDatasets } from '#src/dataset/curate/curate-datasets.ts';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan } from '#src/dataset/make-plan.ts';
import type { Plan, PlannedEpisode } from '#src/dataset/plan.ts';
import type { RecordedFrame } from '#src/dataset/record-episode.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { packDatasets } from '#src/train/pack/pack-datasets.ts';
import { flatDynamics } from '../../fixtures/flat-dynamics.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { paintDataset } from './painted-dataset.ts';

const SIDE = 32;
const FRAMES = 20;

/** What each episode of the dataset is made to be, by its index. */
const KINDS = ['plain', 'still', 'dark', 'away', 'wild', 'plain', 'other', 'again'] as const;

/** Where the ball is, metres: before the camera of the minimal scene, or far beside it. */
function place(kind: (typeof KINDS)[number], t: number): readonly [number, number, number] {
  if (kind === 'still') return [0.4, 0, 0.2];
  if (kind === 'away') return [40 + t, 0, 0.5];
  if (kind === 'other') return [0.5, 0, 1.2 - 0.6 * t];
  if (kind === 'again') return [0.502, 0, 1.2 - 0.6 * t];
  return [-0.8 + 0.9 * t, 0, kind === 'plain' ? 0.5 : 0.9];
}

/** A disc that is where the ball is, roughly, on a table with an edge. */
function picture(dark: boolean, [x, , z]: readonly [number, number, number]): Uint8Array {
  const rgb = new Uint8Array(SIDE * SIDE * 3);
  for (let v = 0, i = 0; v < SIDE; v++) {
    for (let u = 0; u < SIDE; u++, i += 3) {
      const hit = Math.hypot(u - 16 - 12 * x, v - 20 + 12 * z) < 5;
      rgb.set(hit ? [210, 60, 30] : v > 20 ? [150, 150, 160] : [90, 100, 120], i);
    }
  }
  return dark ? rgb.map((value) => value / 30) : rgb;
}

async function* paint(plan: Plan, { index, cameras }: PlannedEpisode): AsyncGenerator<RecordedFrame> {
  const kind = KINDS[index] ?? 'plain';
  for (let frame = 0; frame < plan.frames; frame++) {
    const at = place(kind, frame / plan.fps);
    const images = {
      rgb: picture(kind === 'dark', at),
      instance_id: new Uint16Array(SIDE * SIDE),
      depth_z_m: new Float32Array(SIDE * SIDE).fill(1),
    };
    yield {
      frame,
      state: {
        step: frame * 20,
        positions: Float64Array.of(...at, 0, 0, 0),
        orientations: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1),
        linearVelocities: Float64Array.of(kind === 'wild' && frame === 9 ? 90 : 0.5, 0, 0, 0, 0, 0),
        angularVelocities: new Float64Array(6),
      },
      action: Float32Array.of(frame, 0),
      ...{ reward: 0, terminated: false, dynamics: flatDynamics(2, frame) },
      events: frame === 1 ? [{ kind: 'contact_begin', time: 1 / 24, frame, a: 'ball', b: 'ground' }] : [],
      views: Object.fromEntries(
        cameras.map((camera) => [camera, { width: SIDE, height: SIDE, boxes: null, images }]),
      ),
      ...{ outcome: null, brokenAt: null, sensors: null },
    };
  }
}

let folder: string;
let data: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-curate-'));
  data = join(folder, 'data');
  const scenes = [parseScene(minimalScene(), 'a test')];
  const request = { scenes, episodes: KINDS.length, frames: FRAMES, width: SIDE, height: SIDE, seed: 5 };
  await paintDataset(
    data,
    await makePlan(request, await madeBy({ name: 'none', description: 'painted' })),
    paint,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A hash over the names and bytes of all files of a folder. */
function treeHash(dir: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names.filter((one) => statSync(join(dir, one)).isFile()))
    hash.update(`${name}\0`).update(readFileSync(join(dir, name)));
  return hash.digest('hex');
}

/** What docs/curate.md says of the list: written from there, not from the writer. */
const LIST = z.object({
  layout: z.literal(1),
  kept: z.int(),
  clips: z.array(
    z.object({
      id: z.string(),
      episode: z.string(),
      camera: z.string(),
      numbers: z.record(z.string(), z.number().nullable()),
      removed: z
        .object({
          reason: z.string(),
          value: z.number(),
          limit: z.number(),
          like: z.object({ dataset: z.int(), id: z.string() }).optional(),
        })
        .nullable(),
    }),
  ),
});
const readList = (out: string) => LIST.parse(JSON.parse(readFileSync(join(out, 'curation.json'), 'utf8')));

it('finds each kind of bad clip, and touches nothing of the dataset', async () => {
  const before = treeHash(data);
  const out = join(folder, 'list');
  await curateDatasets({ data: [data], out });
  const { kept, clips } = readList(out);
  expect(clips.map(({ removed }) => removed?.reason ?? 'stays')).toEqual([
    ...['stays', 'static', 'dark', 'off-screen', 'exploding', 'near-duplicate', 'stays', 'near-duplicate'],
  ]);
  expect(kept).toBe(2);
  expect(clips[5]?.removed?.like).toEqual({ dataset: 0, id: clips[0]?.id });
  expect(clips[7]?.removed).toMatchObject({ like: { id: clips[6]?.id }, limit: 0.01 });
  expect(clips[7]?.removed?.value).toBeCloseTo(0.002, 5);
  expect(clips[4]?.removed).toMatchObject({ value: 90, limit: 25 });
  // 0.9 m/s at 3 m from a camera whose picture is 2.49 m high there.
  expect(clips[0]?.numbers['motion']).toBeCloseTo(0.36, 1);
  expect(treeHash(data)).toBe(before);
});

it('shows every removal with its reason, number and pictures, and asks nobody for anything', async () => {
  const out = join(folder, 'list');
  const page = readFileSync(join(out, 'curation.html'), 'utf8');
  for (const { id, removed } of readList(out).clips) {
    if (removed === null) continue;
    expect(page).toContain(`<code>${id}</code>`);
    expect(page).toContain(`alt="first, middle and last picture of ${id}"`);
  }
  expect(page).toContain('90 m/s, at most 25 wanted');
  expect(page).toContain('prefers-color-scheme: dark');
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});

it('gives the same bytes again, in the place of what was there', async () => {
  const out = join(folder, 'list');
  const before = treeHash(out);
  await curateDatasets({ data: [data], out });
  expect(treeHash(out)).toBe(before);
});

it('keeps everything where every rule is off', async () => {
  const out = join(folder, 'loose');
  const rules = {
    minMotion: 0,
    minVisible: 0,
    minBrightness: 0,
    maxSpeed: 1000,
    duplicateDistance: 0,
    balance: 1,
  };
  const { clips } = await curateDatasets({ data: [data], out, rules });
  // One scene and one outcome: nothing is rarer than it.
  expect(clips.every(({ removed }) => removed === null)).toBe(true);
});

it('is a list that packing takes', async () => {
  const out = join(folder, 'kept.pack');
  const index = await packDatasets({ data: [data], out, list: join(folder, 'list') });
  expect(index.clips.map(({ episode }) => episode)).toEqual(['minimal-000000', 'minimal-000006']);
});

it.each<[string, () => object, RegExp]>([
  ['a folder within the dataset', () => ({ out: join(data, 'list') }), /must lie outside of its datasets/],
  [
    'a folder of something else',
    () => ({ out: folder }),
    /must be absent, empty or hold an earlier curation/,
  ],
  ['no dataset', () => ({ data: [] }), /must be a dataset to curate/],
  ['one twice', () => ({ data: [data, data] }), /must be different ones/],
  ['an impossible limit', () => ({ rules: { minVisible: 3 } }), /minVisible must be from 0 to 1/],
])('refuses %s, and writes nothing', async (_, changes, words) => {
  const out = join(folder, 'never');
  await expect(curateDatasets({ data: [data], out, ...changes() })).rejects.toThrow(words);
  expect(readdirSync(folder)).not.toContain('never');
});

it('refuses a list that somebody broke, before any packing', async () => {
  const list = join(folder, 'broken.json');
  writeFileSync(list, '{"layout": 1, "clips": [');
  const out = join(folder, 'broken.pack');
  await expect(packDatasets({ data: [data], out, list })).rejects.toThrow(/broken\.json must be a list/);
  expect(readdirSync(folder)).not.toContain('broken.pack');
});
