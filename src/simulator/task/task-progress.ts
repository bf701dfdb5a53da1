import { type ArraySpec, ofElement } from '../../core/array-spec.ts';
import type { Episode, EpisodeEvent, WorldState } from '../../core/episode.ts';
import { square } from '../../core/exact-math.ts';
import type { Gap, Outcome, RewardTerm } from '../../core/task.ts';
import { conditionHolds, type Touched } from './condition-holds.ts';
import { gapWidth } from './task-measures.ts';

/** How an episode's first end came about. */
export type TaskEnd = { readonly outcome: 'success' | 'failure'; readonly frame: number };

/** What is known of a task at a frame beside the state: plain data, from which it goes on. */
export type TaskProgress = {
  readonly frame: number;
  /** What touches now: names `a b`, `a` < `b` by code unit, sorted. */
  readonly touching: readonly string[];
  /** Frames in a row, this one the last, at which all of success held. */
  readonly held: number;
  /** What the gap of each reward term was; 0 for terms without one. */
  readonly gaps: readonly number[];
  /** The first success or failure; what comes later changes nothing. */
  readonly end: TaskEnd | null;
  /** Two came dangerously close before that. */
  readonly nearMiss: boolean;
};

/** What a frame brings. */
export type TaskFrame = {
  readonly state: WorldState;
  /** Since the frame before. */
  readonly events: readonly EpisodeEvent[];
  /** What was held since the frame before; `null` where nothing acts. */
  readonly action: Float32Array | null;
};

/** What a task says of a frame. */
export type TaskJudgement = {
  readonly progress: TaskProgress;
  /** For what led here; 0 without a task and after the first end. */
  readonly reward: number;
  /** The task is over: from the first end on that is among `ends`. */
  readonly terminated: boolean;
  /** Of the episode as far as it went. */
  readonly outcome: Outcome | null;
};

/** What a task says of the initial state: nothing is judged there. */
export function beginTask(episode: Episode, state: WorldState): TaskJudgement {
  const progress: TaskProgress = {
    ...{ frame: 0, touching: [], held: 0, end: null, nearMiss: false },
    gaps: episode.task?.reward.map((term) => termGap(episode, state, term)) ?? [],
  };
  return { progress, reward: 0, terminated: false, outcome: null };
}

/**
 * What a task says of the next frame: a function of the episode, what was known and what the frame brings.
 * Failure goes before success where both come with one frame.
 *
 * @param spec - The episode's action spec.
 * @param fps - Frames a second.
 */
export function advanceTask(
  episode: Episode,
  spec: ArraySpec | null,
  fps: number,
  before: TaskProgress,
  { state, events, action }: TaskFrame,
): TaskJudgement {
  const { task } = episode;
  const frame = before.frame + 1;
  const { touching, touched } = touchedBy(before.touching, events);
  const nearMiss =
    before.nearMiss || (before.end === null && events.some(({ kind }) => kind === 'near_miss'));
  if (task === null || before.end !== null) {
    const progress = { ...before, frame, touching: [...touching].sort(), nearMiss };
    return judged(episode, progress, 0);
  }
  const holds = (condition: Parameters<typeof conditionHolds>[3]): boolean =>
    conditionHolds(episode, state, touched, condition);
  const held = task.success.length > 0 && task.success.every(holds) ? before.held + 1 : 0;
  const failed = task.failure.some(holds);
  // Held at two frames is held for the time between them.
  const succeeded = held > 0 && (held - 1) / fps >= task.hold - 1e-9;
  let outcome: TaskEnd['outcome'] | null = null;
  if (failed) outcome = 'failure';
  else if (succeeded) outcome = 'success';
  const gaps = task.reward.map((term) => termGap(episode, state, term));
  let reward = 0;
  task.reward.forEach((term, i) => {
    reward += termReward(
      term,
      before.gaps[i] as number,
      gaps[i] as number,
      outcome,
      actionCost(spec, action),
    );
  });
  const end = outcome === null ? null : { outcome, frame };
  return judged(episode, { frame, touching: [...touching].sort(), held, gaps, end, nearMiss }, reward);
}

/** The outcome of an episode that went so far; `null` without a success, a failure and a near miss. */
export function outcomeOf({ end, nearMiss }: TaskProgress): Outcome | null {
  if (end?.outcome === 'failure') return 'failure';
  return nearMiss ? 'near-miss' : (end?.outcome ?? null);
}

function judged({ task }: Episode, progress: TaskProgress, reward: number): TaskJudgement {
  const { end } = progress;
  const terminated = end !== null && (task?.ends.includes(end.outcome) ?? false);
  return { progress, reward, terminated, outcome: outcomeOf(progress) };
}

/** What touches after the events, and whether two touched before, after or between them. */
function touchedBy(
  before: readonly string[],
  events: readonly EpisodeEvent[],
): { readonly touching: ReadonlySet<string>; readonly touched: Touched } {
  const touching = new Set(before);
  const ever = new Set(before);
  for (const { kind, a, b } of events) {
    if (kind === 'contact_begin') {
      touching.add(`${a} ${b}`);
      ever.add(`${a} ${b}`);
    } else if (kind === 'contact_end') {
      touching.delete(`${a} ${b}`);
    }
  }
  return { touching, touched: (a, b) => ever.has(a < b ? `${a} ${b}` : `${b} ${a}`) };
}

const gapOf = (term: RewardTerm): Gap | null => ('gap' in term ? term.gap : null);

function termGap(episode: Episode, state: WorldState, term: RewardTerm): number {
  const gap = gapOf(term);
  return gap === null ? 0 : gapWidth(episode, state, gap);
}

function termReward(
  term: RewardTerm,
  gapBefore: number,
  gap: number,
  outcome: 'success' | 'failure' | null,
  cost: number,
): number {
  switch (term.kind) {
    case 'distance':
      return -term.weight * gap;
    case 'progress':
      return term.weight * (gapBefore - gap);
    case 'frame':
      return term.value;
    case 'action':
      return -term.weight * cost;
    default:
      return term.kind === outcome ? term.value : 0;
  }
}

/** The mean square of an action's elements, each divided by its greatest finite bound; 0 of no action. */
function actionCost(spec: ArraySpec | null, action: Float32Array | null): number {
  if (spec === null || action === null || action.length === 0) return 0;
  let sum = 0;
  action.forEach((value, i) => {
    const bounds = [ofElement(spec.low, i), ofElement(spec.high, i)].filter(Number.isFinite).map(Math.abs);
    const most = Math.max(0, ...bounds);
    sum += square(most > 0 ? value / most : value);
  });
  return sum / action.length;
}
