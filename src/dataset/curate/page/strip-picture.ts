import sharp from 'sharp';
import { html, type Raw } from '../../../page/html-text.ts';
import type { JudgedClip } from '../measure-clips.ts';
import { readStrip } from '../read-strip.ts';

/** Widest of one picture, pixels. */
const WIDTH = 96;
/** Between two pictures, pixels. */
const GAP = 2;

/**
 * A clip's first, middle and last picture side by side, as an image element; words where it has no pictures.
 *
 * @throws {@link ToolkitError} as `readFrames`.
 */
export async function stripPicture({ opened, id, episode, recorded }: JudgedClip): Promise<Raw> {
  const pictures = await readStrip(opened, episode, recorded);
  if (pictures.length === 0) return html`<p class="aside">no rgb</p>`;
  const { width, height } = recorded;
  const wide = Math.min(WIDTH, width);
  const tall = Math.max(1, Math.round((wide * height) / width));
  const all = wide * pictures.length + GAP * (pictures.length - 1);
  const row = Buffer.alloc(4 * all * tall);
  for (const [i, picture] of pictures.entries()) {
    const small = await sharp(picture, { raw: { width, height, channels: 3 } })
      .resize(wide, tall, { fit: 'fill' })
      .ensureAlpha()
      .raw()
      .toBuffer();
    for (let y = 0; y < tall; y++)
      row.set(small.subarray(4 * wide * y, 4 * wide * (y + 1)), 4 * (all * y + i * (wide + GAP)));
  }
  const webp = await sharp(row, { raw: { width: all, height: tall, channels: 4 } })
    .webp({ quality: 72, alphaQuality: 20, effort: 2 })
    .toBuffer();
  const uri = `data:image/webp;base64,${webp.toString('base64')}`;
  return html`<img alt="first, middle and last picture of ${id}" width="${all}" height="${tall}" decoding="async" src="${uri}">`;
}
