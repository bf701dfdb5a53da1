import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { writeFileSynced } from '../../media/write-file.ts';
import { readFrames } from '../read-frames.ts';
import type { ExportJob, ExportView } from './export-format.ts';
import { shrinkPicture } from './shrink-frame.ts';

/** Rows and columns of the card's picture, and the width of one of them, pixels. */
const ROWS = 6;
const MOMENTS = 4;
const WIDE = 320;
const GAP = 6;

/** The views that a card shows: of different scenes first, evenly taken among the rest. */
export function shownViews(job: Pick<ExportJob, 'episodes'>): readonly ExportView[] {
  const views = job.episodes.flatMap((episode) => episode.views);
  const firsts = views.filter(
    ({ episode }, i) => views.findIndex((other) => other.episode.scene === episode.scene) === i,
  );
  const others = views.filter((view) => !firsts.includes(view));
  const rest = Math.max(0, Math.min(ROWS - firsts.length, others.length));
  const spread = Array.from(
    { length: rest },
    (_, i) => others[Math.floor((i * others.length) / rest)] as ExportView,
  );
  return [...firsts.slice(0, ROWS), ...spread];
}

/** The frames of a view that a card shows, evenly spread. */
const moments = (frames: number): readonly number[] => [
  ...new Set(Array.from({ length: MOMENTS }, (_, i) => Math.round((i * (frames - 1)) / (MOMENTS - 1)))),
];

/**
 * Draws `pictures.jpg`: a row a clip, a column a moment.
 *
 * @throws {@link ToolkitError} as the dataset's readers, `file/write`.
 */
export async function drawCardPictures({ dir, dataset, episodes }: ExportJob): Promise<void> {
  const pictures: OverlayOptions[] = [];
  let [top, width] = [0, 0];
  for (const view of shownViews({ episodes })) {
    const high = Math.round((WIDE * view.fit.height) / view.fit.width);
    for (const [column, k] of moments(view.frames).entries()) {
      const { episode, camera, fit, step } = view;
      const [rgb] = await readFrames(dataset, episode.id, camera.name, 'rgb', k * step, 1);
      const raw = { width: fit.width, height: fit.height, channels: 3 as const };
      const input = await sharp(await shrinkPicture(rgb as Uint8Array, fit), { raw })
        .resize(WIDE, high, { kernel: fit.width > WIDE ? 'lanczos3' : 'nearest', fit: 'fill' })
        .raw()
        .toBuffer();
      pictures.push({ input, raw: { ...raw, width: WIDE, height: high }, left: column * (WIDE + GAP), top });
      width = Math.max(width, column * (WIDE + GAP) + WIDE);
    }
    top += high + GAP;
  }
  const sheet = await sharp({ create: { width, height: top - GAP, channels: 3, background: '#ffffff' } })
    .composite(pictures)
    .jpeg({ quality: 88 })
    .toBuffer();
  await writeFileSynced(join(dir, 'pictures.jpg'), sheet);
}
