import { fstatSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { readError } from '../../media/file-error.ts';
import { sha256 } from '../../media/sha256.ts';
import { beginsPack, HEADER_BYTES, parseHeader } from './pack-header.ts';
import { dataBytes, frameBytes, invalidPack, type PackIndex, parseIndex } from './pack-index.ts';

/** A pack that was opened to be read. Holds a file: close it. */
export type Pack = {
  /** Absolute. */
  readonly file: string;
  readonly index: PackIndex;
  /** By clip: its first frame among all frames of the pack. */
  readonly firstFrames: readonly number[];
  /** Row i is held from frame i to frame i + 1. Shape [frames of all clips, actionDim]. */
  readonly actions: Float32Array;
  /**
   * Reads successive pictures of a clip to where `at` points in `target`, sRGB 8 bit, [count, 3, height, width].
   *
   * @throws {@link ToolkitError} `pack/invalid` when the file has become shorter.
   */
  readPictures(clip: number, start: number, count: number, target: Uint8Array, at: number): void;
  /** As `readPictures`, the labels: [count, height, width]. */
  readLabels(clip: number, start: number, count: number, target: Uint8Array, at: number): void;
  /** As `readPictures`, the depths of a pack that holds them, as `encodeDepth` says: [count, height, width]. */
  readDepths(clip: number, start: number, count: number, target: Uint8Array, at: number): void;
  close(): Promise<void>;
};

/** Fills `target[at … at + length)` from the file's `position`. */
function readExactly(
  fd: number,
  file: string,
  target: Uint8Array,
  at: number,
  length: number,
  position: number,
): void {
  for (let done = 0; done < length; ) {
    const read = readSync(fd, target, at + done, length - done, position + done);
    if (read === 0) throw invalidPack(file, `it ends after ${position + done} bytes`);
    done += read;
  }
}

/** Whether a file calls itself a pack. @throws {@link ToolkitError} `file/missing`. */
export async function isPack(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle
      .read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
      .finally(() => handle.close());
    return beginsPack(buffer.subarray(0, bytesRead));
  } catch (error) {
    throw readError(file, error);
  }
}

/** Header, index and actions of an open file. */
function readTop(fd: number, file: string): { readonly index: PackIndex; readonly actions: Float32Array } {
  const { size } = fstatSync(fd);
  const header = Buffer.alloc(Math.min(size, HEADER_BYTES));
  readExactly(fd, file, header, 0, header.length, 0);
  const { indexAt, indexBytes, indexSha256 } = parseHeader(header, size, file);
  const text = Buffer.alloc(indexBytes);
  readExactly(fd, file, text, 0, indexBytes, indexAt);
  if (sha256(text) !== indexSha256) throw invalidPack(file, 'its index is not the one that its header names');
  const index = parseIndex(text.toString('utf8'), file);
  const told = HEADER_BYTES + dataBytes(index);
  if (told !== indexAt)
    throw invalidPack(file, `its data take ${indexAt} bytes where its index says ${told}`);
  const frames = index.clips.reduce((sum, clip) => sum + clip.frames, 0);
  const bytes = Buffer.alloc(4 * frames * index.actionDim);
  readExactly(fd, file, bytes, 0, bytes.length, indexAt - bytes.length);
  if (crc32(bytes) !== index.actionsCrc32)
    throw invalidPack(file, 'its actions are not as they were written');
  const actions = Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
  return { index, actions };
}

function createPack(handle: FileHandle, file: string): Pack {
  const { fd } = handle;
  const { index, actions } = readTop(fd, file);
  const { rgb, labels, depth, all } = frameBytes(index);
  const firstFrames: number[] = [];
  let frames = 0;
  for (const clip of index.clips) {
    firstFrames.push(frames);
    frames += clip.frames;
  }
  const clipAt = (clip: number): number => HEADER_BYTES + firstFrames[clip]! * all;
  return {
    ...{ file, index, firstFrames, actions },
    readPictures(clip, start, count, target, at) {
      readExactly(fd, file, target, at, count * rgb, clipAt(clip) + start * rgb);
    },
    readLabels(clip, start, count, target, at) {
      const position = clipAt(clip) + index.clips[clip]!.frames * rgb + start * labels;
      readExactly(fd, file, target, at, count * labels, position);
    },
    readDepths(clip, start, count, target, at) {
      const position = clipAt(clip) + index.clips[clip]!.frames * (rgb + labels) + start * depth;
      readExactly(fd, file, target, at, count * depth, position);
    },
    close: () => handle.close(),
  };
}

/**
 * Opens a pack. Its header, its index and its actions are checked against their hashes; its clips by
 * `checkPack`.
 *
 * @throws {@link ToolkitError} `file/missing`; `pack/invalid` when it is no pack or not whole.
 */
export async function openPack(path: string): Promise<Pack> {
  const file = resolve(path);
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw readError(file, error);
  });
  try {
    return createPack(handle, file);
  } catch (error) {
    await handle.close();
    throw readError(file, error);
  }
}
