import type { Episode, EpisodeEvent } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { deriveSeed } from '../core/rng.ts';
import type { Outcome } from '../core/task.ts';
import { expertOf } from '../simulator/policies/experts.ts';
import { explorePolicy } from '../simulator/policies/explore.ts';
import { namedPolicy } from '../simulator/policies/named-policy.ts';
import type { PolicyFactory } from '../simulator/policies/policy.ts';
import { simulateMotion } from '../simulator/simulate-motion.ts';
import { branchFrame } from './branch-frame.ts';
import { Discarded } from './discarded.ts';
import { type LoadedPolicy, wordsOf } from './load-policy.ts';
import type { Plan, PlannedEpisode } from './plan.ts';
import { planEpisode } from './plan-episode.ts';
import { planIds } from './plan-file.ts';

/** How an episode is played, found by playing it without drawing. */
export type ChosenMotion = {
  /** The seed that the episode is drawn from: its own, or that of the try that came out as wanted. */
  readonly seed: number;
  /** What decided; `null` where nothing acts. */
  readonly policy: string | null;
  /** One a frame; `null` where nothing acts. */
  readonly actions: readonly Float32Array[] | null;
  /** Of a counterfactual: the first frame whose action is not its parent's. */
  readonly branchFrame: number | null;
};

/** How often an episode is tried until it comes out as wanted. */
export const MAX_TRIES = 20;

/** Whom to ask for an outcome, in turn. */
const LIKELY: Readonly<Record<Outcome, readonly string[]>> = {
  success: ['expert', 'noisy', 'mixed', 'explore'],
  failure: ['failing', 'noisy', 'explore', 'zero'],
  'near-miss': ['noisy', 'failing', 'expert', 'explore'],
};

type Played = ChosenMotion & {
  readonly episode: Episode;
  readonly outcome: Outcome | null;
  readonly events: readonly EpisodeEvent[];
};

/**
 * Finds out how a planned episode is played: a function of the plan and its policy.
 *
 * @param policy - The plan's.
 * @param onFrame - Called with each frame that is played.
 * @throws {@link Discarded} Where the policy does what it may not, or a counterfactual has nowhere to begin.
 */
export function chooseMotion(
  plan: Plan,
  planned: PlannedEpisode,
  policy: LoadedPolicy,
  onFrame: () => void,
): ChosenMotion {
  const parent = playAsWanted(plan, planned, policy, onFrame);
  if (plan.counterfactuals === null || planned.parent === null) return withoutPlay(parent);
  const { episode, actions, events } = parent;
  const at = branchFrame(plan.counterfactuals, episode, events, plan.frames);
  const other = explorePolicy({
    ...episode,
    seed: deriveSeed(episode.seed, `counterfactual/${planned.sibling}`),
  });
  const branching: PolicyFactory = () => (frame, state) =>
    frame < at ? (actions?.[frame] as Float32Array) : (other?.(frame, state) as Float32Array);
  const made = { name: 'explore', create: branching, foreign: false };
  return { ...withoutPlay(play(plan, planned, episode, made, onFrame)), branchFrame: at };
}

const withoutPlay = ({ seed, policy, actions, branchFrame: at }: Played): ChosenMotion => ({
  ...{ seed, policy, actions, branchFrame: at },
});

/** Plays try after try until one comes out as wanted; where none does, the first stays. */
function playAsWanted(
  plan: Plan,
  planned: PlannedEpisode,
  policy: LoadedPolicy,
  onFrame: () => void,
): Played {
  const { outcomeWanted: wanted } = planned;
  let first: Played | null = null;
  for (let attempt = 0; attempt < (wanted === null ? 1 : MAX_TRIES); attempt++) {
    const seed = attempt === 0 ? planned.seed : deriveSeed(planned.seed, `try/${attempt}`);
    const episode = drawnTry(plan, { ...planned, seed }, attempt);
    if (episode === null) continue;
    const played = play(plan, planned, episode, policyOf(plan, planned, episode, policy, attempt), onFrame);
    if (wanted === null || played.outcome === wanted) return played;
    first ??= played;
  }
  return first as Played;
}

/** The episode of a try; `null` where that seed gives none, which is the plan's fault for the first alone. */
function drawnTry(plan: Plan, planned: PlannedEpisode, attempt: number): Episode | null {
  try {
    return planEpisode(plan, planned);
  } catch (error) {
    if (attempt > 0 && error instanceof ToolkitError && error.code === 'scene/overlap') return null;
    throw error;
  }
}

/** Who plays a try: the plan's policy where it names one, otherwise whoever is likely to reach what is wanted. */
function policyOf(
  plan: Plan,
  { outcomeWanted }: PlannedEpisode,
  episode: Episode,
  policy: LoadedPolicy,
  attempt: number,
): LoadedPolicy {
  if (outcomeWanted === null || plan.policy !== null || episode.robot === null) return policy;
  const names = LIKELY[outcomeWanted];
  const name = expertOf(episode) === null ? 'mixed' : (names[attempt % names.length] as string);
  return { name, create: namedPolicy(name), foreign: false };
}

function play(
  plan: Plan,
  { cameras }: PlannedEpisode,
  episode: Episode,
  { name, create, foreign }: LoadedPolicy,
  onFrame: () => void,
): Played {
  const { frames, fps } = plan;
  const actions: Float32Array[] = [];
  const events: EpisodeEvent[] = [];
  let outcome: Outcome | null = null;
  try {
    const ids = planIds(plan);
    for (const frame of simulateMotion(episode, { frames, fps, ids, cameras, policy: create })) {
      onFrame();
      if (frame.action !== null) actions.push(frame.action);
      events.push(...frame.events);
      outcome = frame.outcome;
    }
  } catch (error) {
    if (!foreign || error instanceof Discarded) throw error;
    throw new Discarded(`its policy must keep to the rules: ${wordsOf(error)}`);
  }
  const acted = actions.length === 0 ? { policy: null, actions: null } : { policy: name, actions };
  return { ...acted, seed: episode.seed, branchFrame: null, episode, outcome, events };
}
