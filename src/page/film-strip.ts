import sharp from 'sharp';
import { html, type Raw } from './html-text.ts';

/** Between two frames of a strip, pixels. */
const GAP = 1;

/** Frames of one film, side by side. */
export type FilmRow = { readonly label: string; readonly frames: readonly Uint8Array[] };

/**
 * Films under one another, frame by frame, as a table of pictures that needs no script.
 *
 * @param columns One label a frame.
 * @param width Of a frame, pixels; frames are sRGB 8 bit, shape [height, width, 3].
 */
export async function filmStrip(
  rows: readonly FilmRow[],
  columns: readonly string[],
  width: number,
  height: number,
): Promise<Raw> {
  const lines: Raw[] = [];
  for (const { label, frames } of rows) {
    const across = frames.length * (width + GAP) - GAP;
    const strip = new Uint8Array(4 * across * height);
    frames.forEach((frame, i) => {
      for (let p = 0; p < width * height; p++) {
        const to = 4 * (Math.floor(p / width) * across + i * (width + GAP) + (p % width));
        strip.set(frame.subarray(3 * p, 3 * p + 3), to);
        strip[to + 3] = 255;
      }
    });
    const raw = { width: across, height, channels: 4 } as const;
    const webp = await sharp(strip, { raw }).webp({ lossless: true, effort: 4 }).toBuffer();
    const uri = `data:image/webp;base64,${webp.toString('base64')}`;
    lines.push(
      html`<tr><th scope="row">${label}</th><td colspan="${columns.length}"><img alt="${label}: ${columns.join(', ')}" src="${uri}"></td></tr>`,
    );
  }
  const heads = columns.map((column) => html`<th scope="col">${column}</th>`);
  return html`<table class="film"><thead><tr><td></td>${heads}</tr></thead><tbody>${lines}</tbody></table>`;
}
