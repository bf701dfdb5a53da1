import { ToolkitError } from '../../core/error.ts';
import { blockBytes, type FrameBlockHeader, splitBlock } from '../../core/view/frame-block.ts';
import type { StoredFrame } from './frame-store.ts';

/** A block of frames, ready to be looked into. */
export type UnfoldedBlock = { readonly header: FrameBlockHeader; readonly bytes: Uint8Array<ArrayBuffer> };

const corrupt = (got: string, cause?: unknown): ToolkitError =>
  new ToolkitError(
    'media/corrupt',
    `A block of frames must unfold to what its header says, ${got}.`,
    'Load the page again; if it stays, run worldwright verify on the dataset.',
    { cause },
  );

/**
 * Unfolds a block as it travelled.
 *
 * @throws {@link ToolkitError} `media/corrupt` when it is not a block, or not as long as it says.
 */
export async function unfoldBlock(travelled: Uint8Array): Promise<UnfoldedBlock> {
  const { header, deflated } = splitBlock(travelled);
  const bytes = new Uint8Array(blockBytes(header));
  const unfolding = new Blob([deflated as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await unfolding.read().catch((cause) => {
      throw corrupt('but it cannot be unfolded', cause);
    });
    if (done) break;
    if (at + value.length > bytes.length) throw corrupt(`${bytes.length} bytes, but there are more`);
    bytes.set(value, at);
    at += value.length;
  }
  if (at !== bytes.length) throw corrupt(`${bytes.length} bytes, got ${at}`);
  return { header, bytes };
}

/**
 * The track's k-th frame, a view into its block.
 *
 * @throws {@link ToolkitError} `media/corrupt` when the block does not hold it.
 */
export function frameOfBlock({ header, bytes }: UnfoldedBlock, k: number): StoredFrame {
  const { width, height, channels, valueBytes, first, frames } = header;
  if (!(k >= first && k < first + frames))
    throw corrupt(`but frame ${k} was looked for and it holds ${first}…${first + frames - 1}`);
  const values = width * height * channels;
  const offset = (k - first) * values * valueBytes;
  return {
    ...{ width, height, channels },
    image:
      valueBytes === 1
        ? bytes.subarray(offset, offset + values)
        : new Uint16Array(bytes.buffer, offset, values),
  };
}
