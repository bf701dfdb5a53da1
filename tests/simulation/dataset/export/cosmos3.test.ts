import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { clipCamera, clipFrames } from '#src/dataset/export/clip-source.ts';
import { type ExportResult, exportDataset } from '#src/dataset/export/export-dataset.ts';
import type { ExportView } from '#src/dataset/export/export-format.ts';
import { selectClips } from '#src/dataset/export/select-clips.ts';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { readCameras } from '#src/dataset/read-episode.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { treeHash } from '../../../fixtures/command-line.ts';
import { paintClips } from './clip-dataset.ts';
import { decodeVideo, probeVideo, psnr } from './decode-video.ts';

/** From cosmos-framework's docs/dataset_jsonl.md and what its loader reads. */
const CAPTION_JSON = z.strictObject({
  subjects: z.array(z.object({ description: z.string().min(1), action: z.string() })).min(1),
  background_setting: z.string().min(1),
  lighting: z.string().min(1),
  aesthetics: z.string().min(1),
  cinematography: z.strictObject({
    camera_motion: z.string().min(1),
    framing: z.string().min(1),
    camera_angle: z.string().min(1),
  }),
  actions: z.array(
    z.strictObject({ time: z.string().regex(/^\d+:\d\d-\d+:\d\d$/), description: z.string().min(1) }),
  ),
  temporal_caption: z.string().min(1),
  resolution: z.strictObject({ H: z.int(), W: z.int() }),
  aspect_ratio: z.enum(['1,1', '4,3', '3,4', '16,9', '9,16']),
  duration: z.string().regex(/^\d+s$/),
  fps: z.number(),
});

const RECORD = z.strictObject({
  uuid: z.string().min(1),
  duration: z.number().max(61),
  width: z.int().min(256),
  height: z.int().min(192),
  vision_path: z.string().regex(/^[^/].*\.mp4$/),
  nb_frames: z.int(),
  framerate: z.number(),
  t2w_windows: z
    .array(
      z.strictObject({
        start_frame: z.int().min(0),
        end_frame: z.int(),
        temporal_interval: z.literal(1),
        caption_json: CAPTION_JSON,
        caption: z.string().min(1),
      }),
    )
    .min(1),
});

const PROMPT = z.strictObject({
  name: z.string(),
  model_mode: z.enum(['text2video', 'image2video', 'video2video']),
  prompt: z.string(),
  resolution: z.enum(['256', '480', '704', '720']),
  aspect_ratio: z.enum(['1,1', '4,3', '3,4', '16,9', '9,16']),
  num_frames: z.int().min(24),
  fps: z.int(),
  vision_path: z.string().optional(),
});

/** Milliseconds: a dataset is painted and encoded first. */
const LONG = 120_000;

let folder: string;
let out: string;
let dataset: Dataset;
let result: ExportResult;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-cosmos3-'));
  out = join(folder, 'out');
  await paintClips(join(folder, 'data'));
  dataset = await openDataset(join(folder, 'data'));
  result = await exportDataset({ data: dataset.dir, format: 'cosmos3', out });
}, LONG);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const JSONL = 'train/video_dataset_file.jsonl';

/** As the trainer's loader: every line is JSON, and a blank one is its end. */
function loadRecords(dir: string): z.infer<typeof RECORD>[] {
  const lines = readFileSync(join(dir, JSONL), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => RECORD.parse(JSON.parse(line)));
}

const ofSplit = (split: string): string[] =>
  dataset.episodes.filter((episode) => episode.split === split).map(({ id }) => `${id}_front`);

describe('what is learnt from', () => {
  it('is what the loader keeps: every line, every window, every frame', () => {
    const records = loadRecords(out);
    expect(records.map(({ uuid }) => uuid)).toEqual(ofSplit('train'));
    for (const { vision_path, duration, width, height, nb_frames, framerate, t2w_windows } of records) {
      const video = probeVideo(resolve(dirname(join(out, JSONL)), vision_path));
      expect(video).toMatchObject({ codec_name: 'h264', pix_fmt: 'yuv420p', avg_frame_rate: '24/1' });
      expect([video.width, video.height, Number(video.nb_read_frames)]).toEqual([width, height, nb_frames]);
      expect(duration).toBeCloseTo(nb_frames / framerate, 9);
      for (const [k, time] of video.times.entries()) expect(Math.abs(time - k / 24)).toBeLessThan(1e-5);
      for (const window of t2w_windows) {
        expect(window.end_frame - window.start_frame + 1).toBeGreaterThanOrEqual(61);
        expect(window.end_frame).toBeLessThan(nb_frames);
        const { caption_json: json, caption } = window;
        expect(json.temporal_caption).toBe(caption);
        expect([json.resolution, json.aspect_ratio, json.fps]).toEqual([{ H: height, W: width }, '16,9', 24]);
      }
    }
  });

  it('shows what was recorded', async () => {
    for (const { uuid, vision_path, width, height } of loadRecords(out)) {
      const truth = await readFrames(dataset, uuid.split('_')[0] as string, 'front', 'rgb');
      const frames = decodeVideo(join(out, 'train', vision_path), { width, height });
      expect(frames).toHaveLength(truth.length);
      for (const [k, frame] of frames.entries())
        expect(psnr(frame, truth[k] as Uint8Array)).toBeGreaterThan(36);
      // Each frame is itself and not the one beside it.
      for (const k of [0, 31, 62])
        expect(psnr(frames[k] as Uint8Array, truth[k + 1] as Uint8Array)).toBeLessThan(36);
    }
  });

  it('is summed up beside the list', () => {
    const summary = JSON.parse(readFileSync(join(out, `${JSONL}.summary.json`), 'utf8'));
    const kept = ofSplit('train').length;
    expect(summary).toMatchObject({
      ...{ records_kept: kept, records_with_caption_json: kept, records_dropped: 0, drops_by_reason: {} },
      // 64 frames are cut to 61 = 4 · 15 + 1.
      ...{ windows: kept, frames: 64 * kept, frames_cut_by_the_trainer: 3 * kept },
    });
  });
});

describe('what is asked afterwards', () => {
  it('is a prompt for words, a picture and a video, of each clip that was not learnt from', async () => {
    const ids = ofSplit('val');
    expect(ids.length).toBeGreaterThan(0);
    for (const [variant, mode] of [
      ['', 'text2video'],
      ['_i2v', 'image2video'],
      ['_v2v', 'video2video'],
    ]) {
      const prompts = join(out, 'val', `inference_prompt${variant}`);
      expect(readdirSync(prompts).sort()).toEqual(ids.map((id) => `${id}.json`));
      for (const id of ids) {
        const prompt = PROMPT.parse(JSON.parse(readFileSync(join(prompts, `${id}.json`), 'utf8')));
        expect(prompt).toMatchObject({ model_mode: mode, resolution: '256', num_frames: 61, fps: 24 });
        CAPTION_JSON.parse(JSON.parse(prompt.prompt));
        if (prompt.vision_path !== undefined)
          expect(existsSync(join(prompts, prompt.vision_path))).toBe(true);
      }
    }
  });

  it('comes with its first picture, its first five frames and the truth', async () => {
    for (const id of ofSplit('val')) {
      const truth = await readFrames(dataset, id.split('_')[0] as string, 'front', 'rgb');
      const size = { width: 320, height: 192 };
      const picture = await sharp(join(out, 'val', 'images', `${id}.jpg`))
        .removeAlpha()
        .raw()
        .toBuffer();
      expect(psnr(picture, truth[0] as Uint8Array)).toBeGreaterThan(36);
      const five = decodeVideo(join(out, 'val', 'videos_5frames', `${id}.mp4`), size);
      expect(five).toHaveLength(5);
      expect(psnr(five[4] as Uint8Array, truth[4] as Uint8Array)).toBeGreaterThan(36);
      expect(decodeVideo(join(out, 'val', 'videos', `${id}.mp4`), size)).toHaveLength(64);
    }
  });
});

describe('the export', () => {
  it('says what it kept, on a card and in words', () => {
    expect(result).toMatchObject({ format: 'cosmos3', layout: 'sft', episodes: 3, clips: 3, refusals: [] });
    const card = readFileSync(join(out, 'README.md'), 'utf8');
    for (const words of [
      '# minimal',
      'pictures.jpg',
      '## Licence',
      'Splits, in episodes: ',
      dataset.planSha256,
    ])
      expect(card).toContain(words);
    expect(existsSync(join(out, 'pictures.jpg'))).toBe(true);
  });

  it('is the same bytes again, and names no place or time', { timeout: LONG }, async () => {
    const again = join(folder, 'again');
    await exportDataset({ data: dataset.dir, format: 'cosmos3', out: again });
    expect(treeHash(again)).toBe(treeHash(out));
    const texts = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(md|jsonl?)$/.test(name),
    );
    for (const name of texts) expect(readFileSync(join(out, name), 'utf8')).not.toContain(folder);
  });

  it('shrinks, leaves out every second frame, and keeps time', { timeout: LONG }, async () => {
    const [data, place] = [join(folder, 'large'), join(folder, 'small')];
    await paintClips(data, {
      episodes: 1,
      frames: 122,
      fps: 48,
      width: 640,
      height: 400,
      split: { train: 1 },
    });
    await exportDataset({ data, format: 'cosmos3', out: place, size: { width: 320, height: 192 }, fps: 24 });
    const [record] = loadRecords(place);
    expect(record).toMatchObject({ width: 320, height: 192, nb_frames: 61, framerate: 24 });
    const video = join(place, 'train', record?.vision_path as string);
    const frames = decodeVideo(video, { width: 320, height: 192 });
    const large = await readFrames(await openDataset(data), 'minimal-000000', 'front', 'rgb');
    // 640 × 400 becomes 320 × 200, of which the middle 192 rows stay: pixel (x, y) is the mean of four there.
    const at = (frame: Uint8Array, x: number, y: number): number => frame[3 * (320 * y + x)] as number;
    for (const k of [0, 17, 60]) {
      const truth = large[2 * k] as Uint8Array;
      const expected = Uint8Array.from({ length: 320 * 192 }, (_, i) => {
        const [x, y] = [2 * (i % 320), 2 * (Math.floor(i / 320) + 4)];
        const red = (dx: number, dy: number): number => truth[3 * (640 * (y + dy) + x + dx)] as number;
        return (red(0, 0) + red(1, 0) + red(0, 1) + red(1, 1)) / 4;
      });
      const shown = Uint8Array.from({ length: 320 * 192 }, (_, i) =>
        at(frames[k] as Uint8Array, i % 320, Math.floor(i / 320)),
      );
      expect(psnr(shown, expected)).toBeGreaterThan(32);
    }
  });

  it('has cameras that fit its pictures', { timeout: LONG }, async () => {
    const size = { width: 160, height: 90 };
    const { episodes } = selectClips(dataset, { size, fps: 12 }, ['rgb']);
    const view = episodes[0]?.views[0] as ExportView;
    const [recorded] = await readCameras(dataset, 'minimal-000000');
    const { fx, fy, cx, cy, width, height, every } = await clipCamera(dataset, view);
    // 320 × 192 becomes 160 × 96, of which three rows are cut off above and below.
    expect([fx, fy]).toEqual([(recorded?.fx as number) / 2, (recorded?.fy as number) / 2]);
    expect([cx, cy, width, height, every]).toEqual([80, 45, 160, 90, 2]);
    const pictures = [];
    for await (const picture of clipFrames(dataset, view, 'rgb')) pictures.push(picture);
    expect(pictures.map(({ length }) => length)).toEqual(Array.from({ length: 32 }, () => 3 * 160 * 90));
  });

  it('leaves nothing when it is stopped', async () => {
    const place = join(folder, 'stopped');
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    const work = exportDataset({
      data: dataset.dir,
      format: 'cosmos3',
      out: place,
      onProgress,
      signal: stop.signal,
    });
    await expect(work).rejects.toMatchObject({ code: 'work/interrupted' });
    expect(existsSync(place)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
