import { ToolkitError } from '../error.ts';

/** Frames that one block holds at most: as many as a video decodes from one key frame. */
export const BLOCK_FRAMES = 16;

/** What a block of frames says of itself. */
export type FrameBlockHeader = {
  readonly width: number;
  readonly height: number;
  /** Values a pixel. */
  readonly channels: 1 | 3;
  /** Bytes a value: unsigned integers as the modality stores them, little-endian. */
  readonly valueBytes: 1 | 2;
  /** The camera's first frame in it, a multiple of `BLOCK_FRAMES`, and how many there are. */
  readonly first: number;
  readonly frames: number;
};

/** Most bytes that a block may unfold to. */
export const MAX_BLOCK_BYTES = 1024 ** 3;

const HEADER_LIMIT = 1024;

/** Bytes of a block's frames, unfolded. */
export const blockBytes = ({ width, height, channels, valueBytes, frames }: FrameBlockHeader): number =>
  width * height * channels * valueBytes * frames;

/**
 * A block as it travels: the header's length (uint32, little-endian), the header as JSON, then the frames one
 * after the other, deflated without a wrapper.
 */
export function joinBlock(header: FrameBlockHeader, deflated: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const out = new Uint8Array(4 + text.length + deflated.length);
  new DataView(out.buffer).setUint32(0, text.length, true);
  out.set(text, 4);
  out.set(deflated, 4 + text.length);
  return out;
}

/**
 * A block's header, and its frames still deflated.
 *
 * @throws {@link ToolkitError} `media/corrupt` when it is not a block, or claims more than `MAX_BLOCK_BYTES`.
 */
export function splitBlock(bytes: Uint8Array): { header: FrameBlockHeader; deflated: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < 4 ? 0 : view.getUint32(0, true);
  if (length === 0 || length > HEADER_LIMIT || 4 + length > bytes.length) throw corrupt('it has no header');
  let header: FrameBlockHeader;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  } catch {
    throw corrupt('its header is not JSON');
  }
  const whole = Object.values(header).every((value) => Number.isInteger(value) && value >= 0);
  if (!whole || !(blockBytes(header) <= MAX_BLOCK_BYTES)) throw corrupt('its header claims too much');
  return { header, deflated: bytes.subarray(4 + length) };
}

const corrupt = (what: string): ToolkitError =>
  new ToolkitError(
    'media/corrupt',
    `A block of frames must be as the server wrote it, but ${what}.`,
    'Load the page again; if it stays, run worldwright verify on the dataset.',
  );
