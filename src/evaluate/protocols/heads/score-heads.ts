import type { Dataset } from '../../../dataset/open-dataset.ts';
import { readEpisodeFacts } from '../../../dataset/read-episode.ts';
import { readFrames } from '../../../dataset/read-frames.ts';
import { robotBodies } from '../../../dataset/robot-bodies.ts';
import { depthAbsRel } from '../../../metrics/depth-abs-rel.ts';
import { depthSiRmse } from '../../../metrics/depth-si-rmse.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { slotIou, slotsOfIds } from '../../../metrics/slot-iou.ts';
import { rolloutWithHeads } from '../../../world-model/rollout.ts';
import type { WorldModel } from '../../../world-model/world-model.ts';
import type { ClipRef } from '../../protocol.ts';

/** The figures of what a model predicts beside pictures, and those of what the last context frame shows, held. */
export const HEAD_FIGURES = ['depth_abs_rel', 'depth_si_rmse', 'slot_iou'] as const;

export type HeadFigure = (typeof HEAD_FIGURES)[number];

/** One value a horizon of each; absent where the model, or the dataset, has nothing of it. */
export type HeadScores = Readonly<Partial<Record<HeadFigure, Float64Array>>>;

/** A clip's truth beside pictures. */
export type HeadTruth = {
  /** Z-depth, metres, of the last context frame and all after it; null = the dataset has none. */
  readonly depth: readonly Float32Array[] | null;
  readonly robot: readonly number[];
  readonly bodies: readonly number[];
};

/** Reads it. @throws {@link ToolkitError} as the dataset's readers. */
export async function readHeadTruth(
  dataset: Dataset,
  { episode, camera, start }: ClipRef,
  { context, truth }: EvaluatedClip,
): Promise<HeadTruth> {
  const { plan } = dataset;
  const facts = await readEpisodeFacts(dataset, episode);
  const robots = robotBodies(facts);
  const movable = facts.bodies.filter(({ motion }) => motion !== 'fixed');
  const idsOf = (robot: boolean): number[] =>
    movable.filter(({ name }) => robots.has(name) === robot).map(({ id }) => id);
  const ids = { robot: idsOf(true), bodies: idsOf(false) };
  if (!plan.modalities.includes('depth_z_m')) return { ...ids, depth: null };
  const [from, count] = [start + context.length - 1, truth.length + 1];
  const stored = await readFrames(dataset, episode, camera, 'depth_z_m', from, count);
  return {
    ...ids,
    depth: stored.map((frame) => Float32Array.from(frame, (value) => value * plan.depthScaleM)),
  };
}

/** What of a clip is scored: depths in metres, slots, shape [height, width] each, one a horizon. */
type Told = { readonly depth: readonly Float32Array[] | null; readonly slots: readonly Uint8Array[] | null };

function score(told: Told, truth: HeadTruth, trueSlots: readonly Uint8Array[]): HeadScores {
  const { depth, slots } = told;
  const exact = truth.depth?.slice(1) ?? null;
  const byDepth = (figure: typeof depthAbsRel): Float64Array =>
    Float64Array.from(exact ?? [], (frame, h) => figure(frame, depth?.[h] as Float32Array));
  return {
    ...(depth === null || exact === null
      ? {}
      : { depth_abs_rel: byDepth(depthAbsRel), depth_si_rmse: byDepth(depthSiRmse) }),
    ...(slots === null
      ? {}
      : { slot_iou: Float64Array.from(trueSlots, (frame, h) => slotIou(frame, slots[h] as Uint8Array)) }),
  };
}

/**
 * Lets a model predict a clip freely and scores its depth and segmentation, beside those of the last context frame
 * held: what a model must beat to have learnt anything.
 *
 * @throws {@link ToolkitError} as `rollout`.
 */
export async function scoreHeads(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  clip: EvaluatedClip,
  truth: HeadTruth,
): Promise<{ readonly own: HeadScores; readonly held: HeadScores }> {
  const { context, contextIds, truthIds, width, height, actions, actionDim, id } = clip;
  const horizon = truthIds.length;
  const input = { context, width, height, actions, actionDim, horizon, clip: id };
  const { depth, slots } = await rolloutWithHeads(model, input);
  const count = model.contract.heads.segmentation?.slots ?? 2;
  const slotOf = slotsOfIds(contextIds.slice(-model.contract.context), truth, count);
  const slotsOf = (ids: Uint16Array): Uint8Array => Uint8Array.from(ids, (one) => slotOf[one] as number);
  const trueSlots = truthIds.map(slotsOf);
  const hold = <Frame>(frame: Frame): readonly Frame[] => Array.from({ length: horizon }, () => frame);
  const held = {
    depth: depth === null || truth.depth === null ? null : hold(truth.depth[0] as Float32Array),
    slots: slots === null ? null : hold(slotsOf(contextIds.at(-1) as Uint16Array)),
  };
  return { own: score({ depth, slots }, truth, trueSlots), held: score(held, truth, trueSlots) };
}
