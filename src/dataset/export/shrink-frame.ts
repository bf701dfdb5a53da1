import sharp from 'sharp';
import { isWhole, type PictureFit } from './fit-picture.ts';

/**
 * A colour picture, shrunk by Lanczos's filter of three lobes, which takes what is finer than the new pixels away.
 *
 * @param rgb - sRGB, [height, width, 3].
 */
export async function shrinkPicture(rgb: Uint8Array, fit: PictureFit): Promise<Uint8Array> {
  if (isWhole(fit)) return rgb;
  const raw = { width: fit.fromWidth, height: fit.fromHeight, channels: 3 as const };
  const { left, top, width, height } = fit;
  const shrunk = await sharp(rgb, { raw })
    .resize(fit.scaledWidth, fit.scaledHeight, { kernel: 'lanczos3', fit: 'fill' })
    .extract({ left, top, width, height })
    .raw()
    .toBuffer();
  return new Uint8Array(shrunk.buffer, shrunk.byteOffset, shrunk.length);
}

/**
 * Labels, shrunk by taking the pixel that a new pixel's centre lies in: a mean of two ids or of two depths would be
 * something that is not there.
 *
 * @param values - [height, width] or [height, width, 3].
 */
export function shrinkLabels<Values extends Uint8Array | Uint16Array>(
  values: Values,
  fit: PictureFit,
): Values {
  if (isWhole(fit)) return values;
  const { fromWidth, fromHeight, scaledWidth, scaledHeight, left, top, width, height } = fit;
  const channels = values.length / (fromWidth * fromHeight);
  const out = new (values.constructor as new (length: number) => Values)(width * height * channels);
  const columns = Array.from({ length: width }, (_, x) =>
    Math.floor(((x + left + 0.5) * fromWidth) / scaledWidth),
  );
  let at = 0;
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + top + 0.5) * fromHeight) / scaledHeight) * fromWidth;
    for (const column of columns) {
      const from = (row + column) * channels;
      for (let c = 0; c < channels; c++) out[at++] = values[from + c]!;
    }
  }
  return out;
}
