import { openVideoWriter } from '../../media/video-writer.ts';
import { yuv420FromRgb } from '../../media/yuv420.ts';

/**
 * Writes pictures as the video that players and trainers read: H.264, yuv420p, crf 18, frame k at exactly k / fps.
 *
 * @param path - Ends in .mp4; its folder is there.
 * @param pictures - sRGB, [height, width, 3] each.
 * @returns How many there were.
 * @throws {@link ToolkitError} `argument/invalid` for an odd size, `media/no-encoder`, `media/failed`, `file/write`,
 * and whatever the pictures throw.
 */
export async function writeClip(
  path: string,
  size: { readonly width: number; readonly height: number; readonly fps: number },
  pictures: AsyncIterable<Uint8Array>,
): Promise<number> {
  const writer = await openVideoWriter(path, { pixel: 'yuv420p', ...size });
  try {
    for await (const rgb of pictures) await writer.write(yuv420FromRgb(rgb, size.width, size.height));
    return await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
