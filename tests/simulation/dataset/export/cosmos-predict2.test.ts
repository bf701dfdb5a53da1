import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { exportDataset } from '#src/dataset/export/export-dataset.ts';
import { paintClips } from './clip-dataset.ts';
import { probeVideo } from './decode-video.ts';

const root = mkdtempSync(join(tmpdir(), 'worldwright-predict2-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [data, out] = [join(root, 'data'), join(root, 'export')];

beforeAll(async () => {
  await paintClips(data, {
    episodes: 2,
    frames: 96,
    fps: 16,
    width: 160,
    height: 88,
    split: { train: 0.5, val: 0.5 },
  });
  await exportDataset({ data, format: 'cosmos-predict2', out });
}, 120_000);

it('has for each video a caption as JSON and as text, and enough frames', () => {
  for (const split of ['train', 'val']) {
    const [video, ...others] = readdirSync(join(out, split, 'videos'));
    expect(others).toEqual([]);
    const name = video?.replace('.mp4', '') ?? '';
    expect(probeVideo(join(out, split, 'videos', `${name}.mp4`))).toMatchObject({
      ...{ avg_frame_rate: '16/1', nb_read_frames: '96', pix_fmt: 'yuv420p', width: 160, height: 88 },
    });
    const captions = JSON.parse(readFileSync(join(out, split, 'captions', `${name}.json`), 'utf8'));
    const text = z.string().min(10);
    const parsed = z
      .record(z.string(), z.strictObject({ long: text, medium: text, short: text }))
      .parse(captions);
    const [by] = Object.values(parsed);
    expect(readFileSync(join(out, split, 'metas', `${name}.txt`), 'utf8')).toBe(by?.medium);
  }
});

it('keeps each split apart, whatever is learnt from', { timeout: 60_000 }, async () => {
  const other = join(root, 'other');
  await exportDataset({ data, format: 'cosmos-predict2', out: other, trainSplit: 'val' });
  for (const split of ['train', 'val'])
    expect(readdirSync(join(other, split, 'metas'))).toEqual(readdirSync(join(out, split, 'metas')));
  expect(readFileSync(join(other, 'README.md'), 'utf8')).toContain('Give `val` as `dataset_dir`');
});

it.each([
  [{ size: { width: 88, height: 88 } }, /88x88 pixels: the trainer would stretch it to 1280x704/],
  [{ fps: 8 }, /8 fps: the trainer takes it for 16/],
])('refuses what the trainer would spoil: %o', async (choice, words) => {
  const refused = exportDataset({ data, format: 'cosmos-predict2', out: join(root, 'no'), ...choice });
  await expect(refused).rejects.toMatchObject({ code: 'export/refused', exitCode: 2 });
  await expect(refused).rejects.toThrow(words);
});
