import type { EpisodeFacts } from '../../core/recorded-episode.ts';
import { readEpisodeFacts, readSteps } from '../../dataset/read-episode.ts';
import { readFrames } from '../../dataset/read-frames.ts';
import type { ChosenClip } from './choose-clips.ts';
import { encodeDepth } from './encode-depth.ts';
import { labelBodies } from './label-bodies.ts';

/** A clip as it lies in a pack. */
export type ReadClip = {
  readonly frames: number;
  /** All pictures, planar, then all labels, then all depths where they were asked for. */
  readonly bytes: Uint8Array;
  /** [frames, actionDim]; `null` where nothing acts. */
  readonly action: Float32Array | null;
  readonly actionDim: number;
  /** A digit a frame, as in the index. */
  readonly moves: string;
};

/** Mean difference of two pictures from which on something moves, 8-bit steps: a thousandth of the whole range. */
const MOVING_STEPS = 0.255;

/** From [height, width, 3] to [3, height, width]. */
function writePlanar(interleaved: Uint8Array, target: Uint8Array): void {
  const pixels = interleaved.length / 3;
  for (let i = 0, from = 0; i < pixels; i++) {
    target[i] = interleaved[from++]!;
    target[i + pixels] = interleaved[from++]!;
    target[i + 2 * pixels] = interleaved[from++]!;
  }
}

/** Whether two successive pictures or their labels differ so much that something moves. */
function moved(
  rgb: readonly [before: Uint8Array, after: Uint8Array],
  labels: readonly [before: Uint8Array, after: Uint8Array],
): boolean {
  const [labelsBefore, labelsAfter] = labels;
  for (let i = 0; i < labelsAfter.length; i++) if (labelsAfter[i] !== labelsBefore[i]) return true;
  const [before, after] = rgb;
  let sum = 0;
  for (let i = 0; i < after.length; i++) sum += Math.abs(after[i]! - before[i]!);
  return sum > MOVING_STEPS * after.length;
}

/** Reads a clip of a dataset, with its depths if asked for. @throws {@link ToolkitError} as the dataset's readers; `pack/input` as `labelBodies`. */
export async function readClip(
  { dataset, episode, camera }: ChosenClip,
  withDepth: boolean,
): Promise<ReadClip> {
  const facts: EpisodeFacts = await readEpisodeFacts(dataset, episode.id);
  const { action, actionDim } = await readSteps(dataset, episode.id);
  const rgb = await readFrames(dataset, episode.id, camera, 'rgb');
  const ids = await readFrames(dataset, episode.id, camera, 'instance_id');
  const depths = withDepth ? await readFrames(dataset, episode.id, camera, 'depth_z_m') : [];
  const table = labelBodies(facts);
  const pixels = dataset.plan.width * dataset.plan.height;
  const frames = rgb.length;
  const bytes = new Uint8Array((frames * 4 + depths.length) * pixels);
  const picture = (k: number): Uint8Array => bytes.subarray(k * 3 * pixels, (k + 1) * 3 * pixels);
  const labels = (k: number): Uint8Array =>
    bytes.subarray((3 * frames + k) * pixels, (3 * frames + k + 1) * pixels);
  let moves = '';
  for (const [k, interleaved] of rgb.entries()) {
    writePlanar(interleaved, picture(k));
    const [image, target] = [ids[k]!, labels(k)];
    for (let i = 0; i < pixels; i++) target[i] = table[image[i]!]!;
    moves += k > 0 && moved([picture(k - 1), picture(k)], [labels(k - 1), target]) ? '1' : '0';
  }
  for (const [k, depth] of depths.entries()) {
    encodeDepth(depth, dataset.plan.depthScaleM, bytes.subarray((4 * frames + k) * pixels));
  }
  return { frames, bytes, action, actionDim, moves };
}
