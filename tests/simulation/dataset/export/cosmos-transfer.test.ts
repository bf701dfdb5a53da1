import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportDataset } from '#src/dataset/export/export-dataset.ts';
import { DISC, discAt, paintClips } from './clip-dataset.ts';
import { decodeVideo, probeVideo } from './decode-video.ts';

/** Milliseconds: a dataset is painted and encoded first. */
const LONG = 120_000;

const SIZE = { width: 320, height: 192 };
const CONTROLS = ['depth', 'seg', 'edge', 'blur'] as const;

let folder: string;
let out: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-transfer-'));
  out = join(folder, 'out');
  await paintClips(join(folder, 'data'), { episodes: 2 });
  await exportDataset({ data: join(folder, 'data'), format: 'cosmos-transfer', out });
}, LONG);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Line = { readonly uuid: string; readonly vision_path: string; readonly control_path: string };

const lines = (control: string): Line[] =>
  readFileSync(join(out, 'train', `video_dataset_file_${control}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const decode = (control: string): Uint8Array[] =>
  decodeVideo(join(out, 'train', lines(control)[0]?.control_path as string), SIZE);

/** The colour at a place of a frame. */
const at = (frame: Uint8Array, x: number, y: number): number[] => {
  const from = 3 * (SIZE.width * Math.round(y) + Math.round(x));
  return [...frame.subarray(from, from + 3)];
};

it.each(CONTROLS)('%s has a video of the same size, rate and length beside every target', (control) => {
  expect(lines(control).map(({ uuid }) => uuid)).toEqual(['minimal-000000_front']);
  for (const { vision_path, control_path } of lines(control)) {
    const target = probeVideo(join(out, 'train', vision_path));
    const { times, ...given } = probeVideo(join(out, 'train', control_path));
    expect(given).toMatchObject({ width: 320, height: 192, nb_read_frames: '64', avg_frame_rate: '24/1' });
    expect(times).toEqual(target.times);
  }
});

it('depth is inverse depth on one scale: near is bright, and the same all through the clip', () => {
  const frames = decode('depth');
  const grey = (depth: number): number => (255 * (1 / depth - 1 / 4)) / (1 / DISC.depth - 1 / 4);
  for (const k of [0, 30, 63]) {
    const frame = frames[k] as Uint8Array;
    const [r, g, b] = at(frame, ...discAt(SIZE.width, k)) as [number, number, number];
    expect(Math.min(r, g, b)).toBeGreaterThan(248);
    for (const y of [20, 180]) {
      const depth = 2 + (2 * (SIZE.height - y)) / SIZE.height;
      for (const value of at(frame, 8, y)) expect(Math.abs(value - grey(depth))).toBeLessThan(7);
    }
  }
});

it('seg is one flat colour an instance, the same in every frame and clip', () => {
  const frames = decode('seg');
  const [disc, ground] = [
    at(frames[0] as Uint8Array, ...discAt(320, 0)),
    at(frames[0] as Uint8Array, 8, 180),
  ];
  const apart = (a: number[], b: number[]): number =>
    Math.max(...a.map((value, c) => Math.abs(value - (b[c] as number))));
  expect(apart(disc, ground)).toBeGreaterThan(60);
  for (const [k, frame] of frames.entries()) {
    // Within the tolerance of what extracts instances by their colour.
    expect(apart(at(frame, ...discAt(320, k)), disc)).toBeLessThan(12);
    if (k % 16 !== 0) continue;
    let strange = 0;
    for (let i = 0; i < frame.length; i += 3) {
      const color = [...frame.subarray(i, i + 3)];
      if (apart(color, disc) > 30 && apart(color, ground) > 30) strange++;
    }
    // The rim of the disc, where colours of two by two pixels mix.
    expect(strange).toBeLessThan(0.015 * 320 * 192);
  }
});

it('edge is the outline, and blur has none', () => {
  const [edge, blur, target] = [
    decode('edge'),
    decode('blur'),
    decodeVideo(join(out, 'train', lines('edge')[0]?.vision_path as string), SIZE),
  ];
  const [cx, cy] = discAt(320, 20);
  const rim = Array.from({ length: 72 }, (_, i) => {
    const angle = (i * Math.PI) / 36;
    const near = [-1, 0, 1].map((d) =>
      Math.max(
        ...at(edge[20] as Uint8Array, cx + (32 + d) * Math.cos(angle), cy + (32 + d) * Math.sin(angle)),
      ),
    );
    return Math.max(...near);
  });
  expect(rim.filter((value) => value > 128).length).toBeGreaterThan(60);
  expect(Math.max(...at(edge[20] as Uint8Array, cx, cy))).toBeLessThan(16);
  const step = (frame: Uint8Array): number =>
    Math.abs((at(frame, cx + 29, cy)[0] as number) - (at(frame, cx + 35, cy)[0] as number));
  expect(step(blur[20] as Uint8Array)).toBeLessThan(0.75 * step(target[20] as Uint8Array));
});

it('asks a trained model by each control', () => {
  for (const control of CONTROLS) {
    const file = join(out, 'val', `inference_prompt_${control}`, 'minimal-000001_front.json');
    const spec = JSON.parse(readFileSync(file, 'utf8'));
    expect(spec).toMatchObject({ model_mode: 'video2video', num_frames: 61, fps: 24, resolution: '256' });
    const { control_path } = spec[control];
    expect(probeVideo(join(file, '..', control_path)).nb_read_frames).toBe('64');
  }
});
