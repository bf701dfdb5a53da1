import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { ToolkitError } from '../../core/error.ts';
import type { OnProgress } from '../../core/progress.ts';
import type { Pack } from './open-pack.ts';
import { frameBytes, invalidPack } from './pack-index.ts';

export type CheckPackOptions = {
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Reads all pictures, labels and depths of a pack and compares them with what its index says of each clip: about a second for
 * a gigabyte that the system has in memory.
 *
 * @throws {@link ToolkitError} `pack/invalid` naming the first clip that is not as it was written; `work/interrupted`.
 */
export async function checkPack(pack: Pack, { onProgress, signal }: CheckPackOptions = {}): Promise<void> {
  const { clips } = pack.index;
  const { rgb, labels, depth, all } = frameBytes(pack.index);
  const longest = clips.reduce((most, { frames }) => Math.max(most, frames), 0);
  const bytes = new Uint8Array(longest * all);
  for (const [i, { frames, episode, camera, crc32: told }] of clips.entries()) {
    if (signal?.aborted === true)
      throw new ToolkitError(
        'work/interrupted',
        'The check must reach its end, got an interrupt.',
        'Run it again.',
      );
    pack.readPictures(i, 0, frames, bytes, 0);
    pack.readLabels(i, 0, frames, bytes, frames * rgb);
    if (depth > 0) pack.readDepths(i, 0, frames, bytes, frames * (rgb + labels));
    if (crc32(bytes.subarray(0, frames * all)) !== told)
      throw invalidPack(pack.file, `${episode} of camera ${camera} is not as it was written`);
    onProgress?.({ stage: 'check', done: i + 1, total: clips.length, unit: 'clips' });
    // Reading does not wait, so a Ctrl-C would not be heard.
    await setImmediate();
  }
}
