import type { Episode } from '../core/episode.ts';
import type { ObserveOptions } from '../simulator/open-simulator-node.ts';
import { replayRecording } from '../simulator/replay-recording.ts';
import type { MotionOptions } from '../simulator/simulate-motion.ts';
import type { Dataset } from './open-dataset.ts';
import { planEpisode } from './plan-episode.ts';
import { planClasses, planIds } from './plan-file.ts';
import { findEpisode, readEpisodeFacts, readSteps } from './read-episode.ts';

/** A recorded episode, ready to be played again: what was drawn for it, what was done, and how it was seen. */
export type ReplayedEpisode = {
  readonly episode: Episode;
  /** For `simulateMotion`: gives the recorded states again, to the bit. */
  readonly motion: MotionOptions;
  /** For `Simulator.show`: gives the recorded pictures again. */
  readonly view: ObserveOptions;
};

/**
 * A recorded episode as it can be played again by its recorded actions. No policy is asked, so that none of the
 * dataset's own code runs.
 *
 * @param modalities - What is to be seen of it.
 * @throws {@link ToolkitError} as `readSteps` and `sampleEpisode`.
 */
export async function replayEpisode(
  dataset: Dataset,
  id: string,
  modalities: ObserveOptions['modalities'],
): Promise<ReplayedEpisode> {
  const { plan } = dataset;
  const planned = findEpisode(dataset, id);
  const { seed } = await readEpisodeFacts(dataset, id);
  const { action, actionDim } = await readSteps(dataset, id);
  const recording = plan.recordings?.[planned.index];
  const { frames, fps, width, height } = plan;
  const { cameras } = planned;
  const [ids, classIds] = [planIds(plan), planClasses(plan)];
  return {
    episode: planEpisode(plan, { ...planned, seed }),
    motion: {
      ...{ frames, fps, ids, cameras },
      policy: () =>
        action === null ? null : (frame) => action.slice(frame * actionDim, (frame + 1) * actionDim),
      ...(recording === undefined ? {} : { hands: replayRecording(recording).hands }),
    },
    view: { width, height, cameras, modalities, ids, classIds },
  };
}
