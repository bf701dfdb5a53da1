import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import { type DriverChoice, openSimulator } from '../../simulator/open-simulator-node.ts';
import type { PolicyFactory } from '../../simulator/policies/policy.ts';
import { replayRecording } from '../../simulator/replay-recording.ts';
import type { SimulatedFrame } from '../../simulator/simulate-episode.ts';
import type { ChosenMotion } from '../choose-motion.ts';
import { madeBy } from '../made-by.ts';
import { type MadeBy, type Plan, type PlannedEpisode, plannedEpisodes } from '../plan.ts';
import { planEpisode } from '../plan-episode.ts';
import { parsePlan, planClasses, planIds } from '../plan-file.ts';
import { createMotionThread } from './threaded-motion.ts';

/** A planned episode as it happens. */
export type PlayedEpisode = {
  readonly planned: PlannedEpisode;
  readonly episode: Episode;
  /** How it was chosen to be played; `null`: as its seed says. */
  readonly motion: ChosenMotion | null;
  readonly frames: AsyncGenerator<SimulatedFrame>;
};

/** Plays the episodes of one plan, one after the other, as they were or will be recorded. */
export type PlannedPlayer = {
  readonly plan: Plan;
  /**
   * Begins an episode.
   *
   * @throws {@link Discarded} where the plan's policy fails; {@link ToolkitError} as `simulateEpisode`.
   */
  readonly play: (id: string) => Promise<PlayedEpisode>;
  readonly close: () => void;
};

/**
 * Refuses to work with another driver or encoder than the plan promises, which would give other bytes.
 *
 * @throws {@link ToolkitError} `device/lost`.
 */
function checkMadeBy(plan: Plan, here: MadeBy): void {
  const [planned, found] = [JSON.stringify(plan.madeBy), JSON.stringify(here)];
  if (planned === found) return;
  throw new ToolkitError(
    'device/lost',
    `A worker must draw and encode as the plan says, ${planned}, but it has ${found}.`,
    'Run the same command again; if it happens again, force one with --driver or WORLDWRIGHT_ENCODER.',
  );
}

/** Whether a plan asks for more than its seeds give. */
const isChosen = ({ policy, outcomes, counterfactuals }: Plan): boolean =>
  policy !== null || outcomes !== null || counterfactuals !== null;

/** Does again what was done when the motion was chosen. */
const replaying =
  (actions: readonly Float32Array[] | null): PolicyFactory =>
  () =>
    actions === null ? null : (frame) => actions[frame] as Float32Array;

/**
 * Opens a simulator for a plan, which must be on the driver and with the encoder that the plan promises.
 *
 * @param text - Of plan.json.
 * @param onSign - Called while an episode's motion is being chosen, which may take a while.
 * @throws {@link ToolkitError} `device/missing`, `device/lost`, `media/no-encoder`, `dataset/invalid`.
 */
export async function openPlannedPlayer(
  text: string,
  driver: DriverChoice,
  onSign: () => void = () => undefined,
): Promise<PlannedPlayer> {
  const plan = parsePlan(text, 'the plan given to a worker');
  const simulator = await openSimulator(driver);
  checkMadeBy(plan, await madeBy(simulator.driver));
  const byId = new Map(plannedEpisodes(plan).map((planned) => [planned.id, planned]));
  const thread = isChosen(plan) ? createMotionThread(text, onSign) : null;
  const [ids, classIds] = [planIds(plan), planClasses(plan)];
  const play = async (id: string): Promise<PlayedEpisode> => {
    const planned = byId.get(id) as PlannedEpisode;
    const motion = (await thread?.choose(id)) ?? null;
    const episode = planEpisode(plan, { ...planned, seed: motion?.seed ?? planned.seed });
    const recording = plan.recordings?.[planned.index];
    const { frames, fps, width, height, modalities } = plan;
    const options = {
      ...{ frames, fps, width, height, modalities, cameras: planned.cameras, ids, classIds },
      ...(motion === null ? {} : { policy: replaying(motion.actions) }),
      ...(recording === undefined ? {} : replayRecording(recording)),
    };
    return { planned, episode, motion, frames: simulator.play(episode, options) };
  };
  return { plan, play, close: simulator.close };
}
