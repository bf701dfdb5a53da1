import { ToolkitError } from '../core/error.ts';
import { listed } from '../core/listed.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { readSteps } from '../dataset/read-episode.ts';
import { checkClipActions, checkClipSize } from '../world-model/check-clip.ts';
import type { WorldModel } from '../world-model/world-model.ts';
import { newViews } from './new-views.ts';
import type { ClipRef, Protocol } from './protocol.ts';

/**
 * Whether a model can predict a dataset's clips, before any is read.
 *
 * @returns A sentence each: scenes and cameras that it has not learnt from, and what it is given that was not recorded,
 *   zeros for actions that are narrower than its own, or that there are none of.
 * @throws {@link ToolkitError} `model/size` for another size, or less context than it takes; `model/contract` for
 *   another rate, or actions wider than its own.
 */
export async function fitData(
  model: Pick<WorldModel, 'contract'>,
  dataset: Dataset,
  clips: readonly ClipRef[],
  protocol: Protocol,
): Promise<string[]> {
  const { contract } = model;
  const { width, height, fps } = dataset.plan;
  const firsts = clips.filter(({ scene }, i) => clips.findIndex((clip) => clip.scene === scene) === i);
  for (const { id: clip } of firsts.slice(0, 1)) {
    checkClipSize(model, { width, height, clip }, protocol.context);
    if ((contract.fps ?? fps) === fps) continue;
    throw new ToolkitError(
      'model/contract',
      `${contract.name} is made for ${contract.fps} frames a second, and clip ${clip} has ${fps}.`,
      `Generate the dataset with --fps ${contract.fps}, or choose a model of its rate.`,
    );
  }
  const unseen = newViews(contract, clips);
  if (contract.actions === null) return unseen;
  /** Scenes by how many numbers their actions have, where those are not the model's. */
  const others = new Map<number, string[]>();
  for (const { id: clip, episode, scene } of firsts) {
    const { actionDim } = await readSteps(dataset, episode);
    checkClipActions(model, { actionDim, clip });
    if (actionDim !== contract.actions.dim) others.set(actionDim, [...(others.get(actionDim) ?? []), scene]);
  }
  const own = `${contract.name} takes actions of ${contract.actions.dim} numbers`;
  const zeros = [...others].map(([dim, scenes]) =>
    dim === 0
      ? `${own}, and nothing acts in ${listed(scenes)}: it was given zeros.`
      : `${own}, and those of ${listed(scenes)} have ${dim}: the rest were zeros.`,
  );
  return [...unseen, ...zeros];
}
