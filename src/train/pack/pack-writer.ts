import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { writeError } from '../../media/file-error.ts';
import { HEADER_BYTES, headerBytes } from './pack-header.ts';
import { indexText, type PackClip, type PackIndex } from './pack-index.ts';

/** A clip to be written. */
export type WrittenClip = Omit<PackClip, 'crc32'> & {
  /** All pictures, planar, then all labels, then all depths where the pack holds them. */
  readonly bytes: Uint8Array;
  /** [frames, actionDim]; `null` where nothing acts. */
  readonly action: Float32Array | null;
};

/** What of an index does not follow from its clips. */
export type PackFacts = Pick<
  PackIndex,
  'split' | 'width' | 'height' | 'fps' | 'depth' | 'datasets' | 'scenes'
>;

/** Writes one pack from its first clip to its last. Holds a file: close it. */
export type PackWriter = {
  /** @throws {@link ToolkitError} `file/write`. */
  add(clip: WrittenClip): Promise<void>;
  /** Ends the pack and waits until the disk has it. @throws {@link ToolkitError} `file/write`. */
  finish(facts: PackFacts): Promise<PackIndex>;
  close(): Promise<void>;
};

/** All rows of actions, one clip after another, each as wide as the widest; little-endian, whatever the machine. */
function actionBytes(clips: readonly Pick<WrittenClip, 'frames' | 'action' | 'actionDim'>[], dim: number) {
  const rows = clips.reduce((sum, { frames }) => sum + frames, 0);
  const bytes = Buffer.alloc(4 * rows * dim);
  let row = 0;
  for (const { frames, action, actionDim: own } of clips) {
    for (let k = 0; k < frames; k++)
      for (let j = 0; j < own; j++) bytes.writeFloatLE(action?.[k * own + j] ?? 0, 4 * ((row + k) * dim + j));
    row += frames;
  }
  return bytes;
}

/** Begins a new pack. @throws {@link ToolkitError} `file/write`, also when there is such a file. */
export async function openPackWriter(path: string): Promise<PackWriter> {
  const handle = await open(path, 'wx').catch((error: unknown) => {
    throw writeError(path, error);
  });
  const hash = createHash('sha256');
  const clips: PackClip[] = [];
  const actions: Pick<WrittenClip, 'frames' | 'action' | 'actionDim'>[] = [];
  let at = HEADER_BYTES;
  const writeAt = async (bytes: Uint8Array, position: number): Promise<void> => {
    try {
      for (let done = 0; done < bytes.length; )
        done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
    } catch (error) {
      throw writeError(path, error);
    }
  };
  const append = async (bytes: Uint8Array): Promise<void> => {
    await writeAt(bytes, at);
    at += bytes.length;
  };
  return {
    async add({ bytes, action, ...clip }) {
      await append(bytes);
      hash.update(bytes);
      actions.push({ frames: clip.frames, action, actionDim: clip.actionDim });
      clips.push({ ...clip, crc32: crc32(bytes) });
    },
    async finish(facts) {
      const actionDim = actions.reduce((most, row) => Math.max(most, row.actionDim), 0);
      const joined = actionBytes(actions, actionDim);
      await append(joined);
      const dataSha256 = hash.update(joined).digest('hex');
      const index = { ...facts, actionDim, dataSha256, actionsCrc32: crc32(joined), clips };
      const text = Buffer.from(indexText(index));
      const indexAt = at;
      await append(text);
      await writeAt(headerBytes(text, indexAt), 0);
      await handle.sync().catch((error: unknown) => {
        throw writeError(path, error);
      });
      return index;
    },
    close: () => handle.close(),
  };
}
