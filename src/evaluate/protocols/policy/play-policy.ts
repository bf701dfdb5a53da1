import type { Environment } from '../../../core/environment.ts';
import type { RgbObservation } from '../../../core/rgb-spec.ts';
import { gapWidth } from '../../../simulator/task/task-measures.ts';
import type { WorldModel } from '../../../world-model/world-model.ts';
import { createWorldModelEnvironment } from '../../../world-model/world-model-environment.ts';
import { gradedPolicy } from './graded-policy.ts';
import type { PolicySimulator } from './policy-simulator.ts';
import type { PolicyStart } from './policy-start.ts';
import { createPictureReader, type Sight } from './read-picture.ts';

/** What came of one policy from one start. */
export type Played = {
  /** How much nearer the task's gap came to closed, m, by what the pictures say. */
  readonly seen: number;
  /** How the last picture shows the body of the task. */
  readonly sight: Sight;
  /** The same by the simulator's exact state, and whether the task says that it succeeded; `null` in a dream. */
  readonly exact: number | null;
  readonly success: boolean | null;
};

/** A dream from a start, told what was done in its context. */
function openDream(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  { clip }: PolicyStart,
  simulator: PolicySimulator,
  frames: number,
): Environment<RgbObservation> {
  const { width, height, fps, context, actions, actionDim } = clip;
  const rows = context.length - 1;
  return createWorldModelEnvironment(model, {
    ...{ actionSpec: simulator.actionSpec, width, height, fps, frames },
    starts: async () => ({ frames: context, actions: actions?.slice(0, rows * actionDim) ?? null }),
  });
}

/** Frames that a policy acts over, the last context frame among them. */
export const playedFrames = (start: PolicyStart, frames: number): number =>
  frames - start.clip.context.length + 1;

/** Plays a policy on what pictures say, from the last context frame on, and reads the end off the last picture. */
async function act(
  start: PolicyStart,
  share: number,
  frames: number,
  first: Uint8Array,
  step: (action: Float32Array) => Promise<Uint8Array>,
): Promise<Pick<Played, 'seen' | 'sight'>> {
  const { episode, gap, clip } = start;
  const read = createPictureReader(start);
  const policy = gradedPolicy(episode, share);
  if (policy === null) throw new Error(`nothing acts in ${episode.scene}`);
  let reading = read(first);
  const before = gapWidth(episode, reading.state, gap);
  for (let k = 0; k < playedFrames(start, frames) - 1; k++) {
    const action = policy(clip.context.length - 1 + k, reading.state);
    reading = read(await step(action));
  }
  return { seen: before - gapWidth(episode, reading.state, gap), sight: reading.sight };
}

/** A policy in a model's dream. @throws {@link ToolkitError} as `createWorldModelEnvironment`. */
export async function playInDream(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  start: PolicyStart,
  share: number,
  simulator: PolicySimulator,
  frames: number,
): Promise<Played> {
  const dream = openDream(model, start, simulator, playedFrames(start, frames));
  try {
    const { observation } = await dream.reset(0);
    const read = await act(start, share, frames, observation.rgb, async (action) => {
      return (await dream.step(action)).observation.rgb;
    });
    return { ...read, exact: null, success: null };
  } finally {
    dream.close();
  }
}

/** A policy in the simulator, which knows the exact end beside. */
export async function playInSimulator(
  simulator: PolicySimulator,
  start: PolicyStart,
  share: number,
  frames: number,
): Promise<Played> {
  const { episode, gap } = start;
  const first = await simulator.begin(start, frames);
  const before = gapWidth(episode, simulator.state(), gap);
  const read = await act(start, share, frames, first, (action) => simulator.step(action));
  const exact = before - gapWidth(episode, simulator.state(), gap);
  return { ...read, exact, success: simulator.outcome() === 'success' };
}
