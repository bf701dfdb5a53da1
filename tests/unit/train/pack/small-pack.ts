import type { PackIndex } from '#src/train/pack/pack-index.ts';
import { openPackWriter, type WrittenClip } from '#src/train/pack/pack-writer.ts';

/** A clip of 2×2 pixels in which each byte tells of its clip and its frame. */
export function smallClip(number: number, changes: Partial<WrittenClip> = {}): WrittenClip {
  const { frames = 8, actionDim = 1 } = changes;
  return {
    ...{ dataset: 0, scene: 0, episode: `a-${number}`, camera: 'front', frames, actionDim },
    moves: `0${'1'.repeat(frames - 1)}`,
    bytes: Uint8Array.from({ length: frames * 16 }, (_, i) =>
      i < frames * 12 ? (16 * number + Math.floor(i / 12)) % 256 : Math.floor((i - frames * 12) / 4),
    ),
    action: Float32Array.from({ length: frames * actionDim }, (_, i) => 100 * number + i),
    ...changes,
  };
}

/** The same with depths: 100 + the number of the frame. */
export function deepClip(number: number, changes: Partial<WrittenClip> = {}): WrittenClip {
  const clip = smallClip(number, changes);
  const depths = Array.from({ length: clip.frames * 4 }, (_, i) => 100 + Math.floor(i / 4));
  return { ...clip, bytes: Uint8Array.of(...clip.bytes, ...depths) };
}

/** Writes a pack of 2×2 pixels. */
export async function writeSmallPack(
  file: string,
  clips: readonly WrittenClip[],
  changes: Partial<PackIndex> = {},
): Promise<PackIndex> {
  const writer = await openPackWriter(file);
  for (const clip of clips) await writer.add(clip);
  const index = await writer.finish({
    ...{ split: 'train', width: 2, height: 2, fps: 12, scenes: ['fall', 'push'] },
    datasets: [{ name: 'data', planSha256: '0'.repeat(64) }],
    ...changes,
  });
  await writer.close();
  return index;
}
