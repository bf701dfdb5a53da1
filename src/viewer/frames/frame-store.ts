import type { StoredImage } from '../../core/modality-encoding/modality-encoding.ts';
import { BLOCK_FRAMES, type FrameBlockHeader } from '../../core/view/frame-block.ts';
import { fetchFile } from '../fetch-file.ts';
import { createBlockCache } from './block-cache.ts';
import { frameOfBlock, type UnfoldedBlock, unfoldBlock } from './unfold-block.ts';

/** The frames of one camera and modality, or of one prediction, by the address of each block. */
export type FrameTrack = {
  readonly address: (block: number) => string;
  /** How many frames there are. */
  readonly frames: number;
};

/** A frame as it is stored. */
export type StoredFrame = Pick<FrameBlockHeader, 'width' | 'height' | 'channels'> & {
  readonly image: StoredImage;
};

/** Frames on their way and at hand. */
export type FrameStore = {
  /** The k-th frame of a track where it is at hand; exactly that one. */
  readonly peek: (track: FrameTrack, k: number) => StoredFrame | null;
  /** The k-th frame of a track. @throws {@link ToolkitError} as `fetchFile` and `splitBlock`. */
  readonly frame: (track: FrameTrack, k: number) => Promise<StoredFrame>;
  /** Fetches the block of the k-th frame, where there is one, so that it is at hand when its turn comes. */
  readonly prefetch: (track: FrameTrack, k: number) => void;
  /** Gives up what is on its way; what is at hand stays. */
  readonly stop: () => void;
};

/** Bytes of unfolded frames that a store keeps. */
export const KEPT_BYTES = 256 * 1024 * 1024;

const fetchBytes = async (address: string, signal: AbortSignal): Promise<Uint8Array> =>
  new Uint8Array(await (await fetchFile(address, signal)).arrayBuffer());

/**
 * A store that keeps the blocks that were used last, up to that many bytes.
 *
 * @param fetchBlock - Gets the bytes of a block.
 */
export function createFrameStore(keptBytes = KEPT_BYTES, fetchBlock = fetchBytes): FrameStore {
  const kept = createBlockCache<UnfoldedBlock>(keptBytes);
  const coming = new Map<string, Promise<UnfoldedBlock>>();
  let abort = new AbortController();
  const blockAt = (address: string): Promise<UnfoldedBlock> => {
    const found = kept.get(address);
    if (found !== undefined) return Promise.resolve(found);
    const known = coming.get(address);
    if (known !== undefined) return known;
    const { signal } = abort;
    const block = fetchBlock(address, signal)
      .then(unfoldBlock)
      .then((unfolded) => {
        kept.put(address, unfolded, unfolded.bytes.byteLength);
        return unfolded;
      })
      .finally(() => {
        if (coming.get(address) === block) coming.delete(address);
      });
    coming.set(address, block);
    return block;
  };
  const addressOf = (track: FrameTrack, k: number): string => track.address(Math.floor(k / BLOCK_FRAMES));
  return {
    peek: (track, k) => {
      const block = kept.get(addressOf(track, k));
      return block === undefined ? null : frameOfBlock(block, k);
    },
    frame: async (track, k) => frameOfBlock(await blockAt(addressOf(track, k)), k),
    prefetch: (track, k) => {
      if (k >= track.frames || kept.has(addressOf(track, k))) return;
      // Whoever needs the frame asks again, and is told then.
      blockAt(addressOf(track, k)).catch(() => undefined);
    },
    stop: () => {
      abort.abort();
      abort = new AbortController();
      coming.clear();
    },
  };
}
