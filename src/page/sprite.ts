import sharp from 'sharp';

/** Frames wider or higher than this are shrunk for the page; the figures come from full size. */
const MAX_SIDE = 256;

/** Many frames in one picture, row by row. */
export type Sprite = {
  readonly columns: number;
  /** Of one frame in the sprite, pixels. */
  readonly width: number;
  readonly height: number;
  /** A lossless WebP as a data URI. */
  readonly uri: string;
};

/** Mean over squares of `factor` pixels; what does not fill a square is cut off. */
function shrink(frame: Uint8Array, width: number, height: number, factor: number): Uint8Array {
  if (factor === 1) return frame;
  const [w, h] = [Math.floor(width / factor), Math.floor(height / factor)];
  const out = new Uint8Array(3 * w * h);
  for (let i = 0; i < out.length; i++) {
    const c = i % 3;
    const x = (((i - c) / 3) % w) * factor;
    const y = Math.floor((i - c) / 3 / w) * factor;
    let sum = 0;
    for (let v = y; v < y + factor; v++) {
      for (let u = x; u < x + factor; u++) sum += frame[3 * (v * width + u) + c] as number;
    }
    out[i] = Math.round(sum / factor ** 2);
  }
  return out;
}

/** Puts frames of one size into one picture: sRGB 8 bit, shape [height, width, 3] each. */
export async function makeSprite(
  frames: readonly Uint8Array[],
  width: number,
  height: number,
): Promise<Sprite> {
  const factor = Math.ceil(Math.max(width, height) / MAX_SIDE);
  const [w, h] = [Math.floor(width / factor), Math.floor(height / factor)];
  const columns = Math.ceil(Math.sqrt(frames.length));
  const rows = Math.ceil(frames.length / columns);
  const sheet = new Uint8Array(3 * columns * w * rows * h);
  frames.forEach((frame, i) => {
    const small = shrink(frame, width, height, factor);
    const [left, top] = [(i % columns) * w, Math.floor(i / columns) * h];
    for (let y = 0; y < h; y++) {
      sheet.set(small.subarray(3 * y * w, 3 * (y + 1) * w), 3 * ((top + y) * columns * w + left));
    }
  });
  const raw = { width: columns * w, height: rows * h, channels: 3 } as const;
  const webp = await sharp(sheet, { raw }).webp({ lossless: true, effort: 4 }).toBuffer();
  return { columns, width: w, height: h, uri: `data:image/webp;base64,${webp.toString('base64')}` };
}
