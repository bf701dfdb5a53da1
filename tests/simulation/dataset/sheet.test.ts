import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { drawDatasetSheet, drawEpisodeSheet } from '#src/dataset/sheet/draw-sheet.ts';
import { ballsPlan, traceDataset } from './traced-dataset.ts';

let folder: string;
let dataset: Dataset;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-sheet-'));
  await traceDataset(join(folder, 'made'), await ballsPlan());
  dataset = await openDataset(join(folder, 'made'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('shows the first picture as it is, enlarged by a whole factor, in the first row', async () => {
  const file = join(folder, 'dataset.png');
  await drawDatasetSheet(dataset, file);
  const [rgb] = await readFrames(dataset, 'balls-000000', 'front', 'rgb', 0, 1);
  // 40 of margin, 250 for the names, 92 for the head; 32 × 24 pixels, each 8 wide. Frames are drawn over rims.
  const region = { left: 290, top: 132, width: 256, height: 192 };
  const tile = await sharp(file).extract(region).removeAlpha().raw().toBuffer();
  for (let y = 0; y < 24; y++)
    for (let x = 0; x < 32; x++)
      for (let c = 0; c < 3; c++)
        expect(tile[((8 * y + 4) * 256 + 8 * x + 4) * 3 + c]).toBe(rgb![(y * 32 + x) * 3 + c]);
});

it('has a block for each camera of an episode, and a row for each modality', async () => {
  const file = join(folder, 'episode.png');
  await drawEpisodeSheet(dataset, 'balls-000000', file);
  const { width, height } = await sharp(file).metadata();
  const block = (rows: number, tile: number) => 92 + rows * (tile + 8) + 40;
  // front has all 15; eyes_left, eyes_right and rider have neither effects nor a depth sensor.
  expect(height).toBe(40 + block(15, 192) + 2 * block(13, 160) + block(13, 192));
  expect(width).toBe(80 + 250 + 5 * (256 + 8) + 12 + 230);
});
