import sharp from 'sharp';
import type { ShownClip } from '../page/shown-clip.ts';

/** Frames of a clip that are shown: the last that the model saw, and those after it. */
const COLUMNS = 9;

/** Pixels between clips, and screen pixels of one pixel of a frame of 64. */
const GAP = 6;
const SCALE_SIDE = 128;

/** How much stronger differences are shown. */
const GAIN = 3;

/** The pictures of a clip's three rows. */
function rowsOf({ context, truth, predicted }: ShownClip): Uint8Array[][] {
  const last = context.at(-1) as Uint8Array;
  const ahead = truth.slice(0, COLUMNS - 1);
  const guessed = predicted.slice(0, COLUMNS - 1);
  const differ = (a: Uint8Array, b: Uint8Array): Uint8Array =>
    a.map((value, i) => Math.min(255, GAIN * Math.abs(value - (b[i] as number))));
  const differences = ahead.map((frame, i) => differ(frame, guessed[i] as Uint8Array));
  return [
    [last, ...ahead],
    [last, ...guessed],
    [new Uint8Array(last.length), ...differences],
  ];
}

/** Copies a frame to a place in a larger picture. */
function paste(
  sheet: Uint8Array,
  sheetWidth: number,
  frame: Uint8Array,
  { width, height }: ShownClip,
  left: number,
  top: number,
): void {
  for (let y = 0; y < height; y++) {
    const row = frame.subarray(3 * y * width, 3 * (y + 1) * width);
    sheet.set(row, 3 * ((top + y) * sheetWidth + left));
  }
}

/**
 * Clips of one size as one lossless WebP: each is three rows, truth, prediction and difference.
 *
 * @returns The file's bytes.
 */
export async function contactSheet(clips: readonly ShownClip[]): Promise<Buffer> {
  const { width, height } = clips[0] as ShownClip;
  const columns = Math.min(COLUMNS, 1 + Math.max(...clips.map(({ truth }) => truth.length)));
  const size = { width: columns * width, height: clips.length * (3 * height + GAP) - GAP };
  const sheet = new Uint8Array(3 * size.width * size.height).fill(255);
  for (const [i, clip] of clips.entries()) {
    for (const [row, frames] of rowsOf(clip).entries()) {
      const top = i * (3 * height + GAP) + row * height;
      for (const [column, frame] of frames.entries())
        paste(sheet, size.width, frame, clip, column * width, top);
    }
  }
  const scale = Math.max(1, Math.floor(SCALE_SIDE / width));
  return sharp(sheet, { raw: { ...size, channels: 3 } })
    .resize(size.width * scale, size.height * scale, { kernel: 'nearest' })
    .webp({ lossless: true, effort: 4 })
    .toBuffer();
}
