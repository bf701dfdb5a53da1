import sharp, { type OverlayOptions } from 'sharp';
import { writeFileSynced } from '../../media/write-file.ts';
import type { Dataset } from '../open-dataset.ts';
import { findEpisode } from '../read-episode.ts';
import { type DrawnBlock, drawBlock } from './draw-block.ts';
import { readBlock } from './read-block.ts';

/** Most episodes on the sheet of a dataset. */
const MAX_EPISODES = 6;

const MARGIN = 40;

/** Puts blocks under each other, and writes the PNG. */
async function writeSheet(file: string, blocks: readonly DrawnBlock[]): Promise<void> {
  const width = Math.max(...blocks.map((block) => block.width)) + 2 * MARGIN;
  let top = MARGIN;
  const pictures: OverlayOptions[] = [];
  let drawn = '';
  for (const block of blocks) {
    for (const { input, left, top: y } of block.pictures)
      pictures.push({ input, left: left + MARGIN, top: y + top });
    drawn += `<g transform="translate(${MARGIN},${top})">${block.svg}</g>`;
    top += block.height + MARGIN;
  }
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" ` +
    `font-family="Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif">${drawn}</svg>`;
  const sheet = await sharp({ create: { width, height: top, channels: 3, background: '#ffffff' } })
    .composite([...pictures, { input: Buffer.from(svg), left: 0, top: 0 }])
    .png({ compressionLevel: 9 })
    .toBuffer();
  await writeFileSynced(file, sheet);
}

/**
 * Draws a dataset: every modality of the first camera at a few moments, for an episode of each scene.
 *
 * @param file - The PNG to write.
 * @throws {@link ToolkitError} as the dataset's readers; `file/write`.
 */
export async function drawDatasetSheet(dataset: Dataset, file: string): Promise<void> {
  const firsts = dataset.plan.scenes.map(({ name }) => dataset.episodes.find(({ scene }) => scene === name));
  const chosen = firsts.filter((episode) => episode !== undefined).slice(0, MAX_EPISODES);
  const blocks: DrawnBlock[] = [];
  for (const { id, cameras } of chosen)
    blocks.push(await drawBlock(await readBlock(dataset, id, cameras[0] as string)));
  await writeSheet(file, blocks);
}

/**
 * Draws an episode: every modality of every camera at a few moments.
 *
 * @param file - The PNG to write.
 * @throws {@link ToolkitError} as the dataset's readers; `file/write`.
 */
export async function drawEpisodeSheet(dataset: Dataset, id: string, file: string): Promise<void> {
  const blocks: DrawnBlock[] = [];
  for (const camera of findEpisode(dataset, id).cameras)
    blocks.push(await drawBlock(await readBlock(dataset, id, camera)));
  await writeSheet(file, blocks);
}
