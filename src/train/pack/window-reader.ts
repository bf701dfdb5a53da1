import { ToolkitError } from '../../core/error.ts';
import { createRng, deriveSeed } from '../../core/rng.ts';
import type { WindowBatch } from '../window-batch.ts';
import { createWindowChoice } from './choose-window.ts';
import type { Pack } from './open-pack.ts';
import { frameBytes, type PackIndex, TRAINING_SPLIT } from './pack-index.ts';

export type WindowReaderOptions = {
  /** Windows at once. */
  readonly batch: number;
  /** Frames of a window. */
  readonly frames: number;
  readonly seed: number;
  /** Numbers of an action, zeros after the packs' own; default the widest of the packs. */
  readonly actionDim?: number | undefined;
  /** Whether the windows have depths too; default no. */
  readonly depth?: boolean | undefined;
};

/** Windows at random. */
export type WindowReader = {
  /**
   * The windows of a training step: a function of the seed and the step alone. The batch is used again: valid until
   * the next call.
   *
   * @throws {@link ToolkitError} `pack/invalid` when a file has become shorter.
   */
  read(step: number): WindowBatch;
};

const refusal = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('pack/input', `${rule}, ${got}.`, hint);

/** Refuses packs from which no such windows may or can be had. */
function checkPacks(packs: readonly Pack[], frames: number, actionDim: number, depth: boolean): void {
  const form = ({ width, height, fps }: PackIndex): string => `${width}×${height} pixels at ${fps} fps`;
  const [first] = packs;
  if (first === undefined)
    throw new ToolkitError('argument/invalid', 'There must be a pack to train on, got none.', 'Name one.');
  for (const { file, index } of packs) {
    if (index.split !== TRAINING_SPLIT) {
      throw refusal(
        `Only a pack of the split ${TRAINING_SPLIT} may be learnt from`,
        `and ${file} is of ${index.split}`,
        'Pack the datasets without --split.',
      );
    }
    if (form(index) !== form(first.index)) {
      throw refusal(
        'Packs that are learnt from together must be of one size and rate',
        `but ${first.file} has ${form(first.index)} and ${file} ${form(index)}`,
        'Train on one of them.',
      );
    }
    if (index.actionDim > actionDim) {
      throw refusal(
        `Actions must have at most ${actionDim} numbers`,
        `and those of ${file} have ${index.actionDim}`,
        'Train a model that takes wider actions, or on other data.',
      );
    }
    if (depth && index.depth !== true) {
      throw refusal(
        'A depth head must learn from packs with depth',
        `and ${file} has none`,
        'Pack datasets that have depth_z_m with --depth, or train without a depth head.',
      );
    }
    const short = index.clips.find((clip) => clip.frames < frames);
    if (short === undefined) continue;
    throw refusal(
      `Clips must be at least as long as a window of ${frames} frames`,
      `and ${short.episode} in ${file} has ${short.frames}`,
      'Pack a dataset of longer episodes, or train on shorter windows.',
    );
  }
}

/**
 * Reads windows of packs at random: scenes come equally often, then clips, then moments; four of five windows are
 * taken from those in which something moves.
 *
 * @throws {@link ToolkitError} `argument/invalid` without a pack; `pack/input` for a pack of another split than
 * `train`, packs of different size or rate or without the depths asked for, actions wider than asked for, and clips
 * shorter than a window.
 */
export function createWindowReader(
  packs: readonly Pack[],
  {
    batch,
    frames,
    seed,
    actionDim = Math.max(0, ...packs.map(({ index }) => index.actionDim)),
    depth = false,
  }: WindowReaderOptions,
): WindowReader {
  checkPacks(packs, frames, actionDim, depth);
  const { rgb, labels } = frameBytes((packs[0] as Pack).index);
  const choose = createWindowChoice(
    packs.map(({ index }) => index),
    frames,
  );
  const windows: WindowBatch = {
    ...{ batch, frames },
    rgb: new Uint8Array(batch * frames * rgb),
    actions: new Float32Array(batch * (frames - 1) * actionDim),
    labels: new Uint8Array(batch * frames * labels),
  };
  const depths = new Uint8Array(depth ? batch * frames * labels : 0);
  return {
    read(step) {
      const rng = createRng(deriveSeed(seed, `windows ${step}`));
      for (let i = 0; i < batch; i++) {
        const { pack: packIndex, clip, start } = choose(rng);
        const pack = packs[packIndex]!;
        pack.readPictures(clip, start, frames, windows.rgb, i * frames * rgb);
        pack.readLabels(clip, start, frames, windows.labels, i * frames * labels);
        if (depth) pack.readDepths(clip, start, frames, depths, i * frames * labels);
        const own = pack.index.actionDim;
        for (let k = 0; k < frames - 1; k++) {
          const from = (pack.firstFrames[clip]! + start + k) * own;
          const to = (i * (frames - 1) + k) * actionDim;
          for (let j = 0; j < actionDim; j++) windows.actions[to + j] = j < own ? pack.actions[from + j]! : 0;
        }
      }
      return depth ? { ...windows, depth: depths } : windows;
    },
  };
}
