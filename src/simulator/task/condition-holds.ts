import type { Episode, WorldState } from '../../core/episode.ts';
import { length, subtract } from '../../core/pose.ts';
import type { Bounds, Condition } from '../../core/task.ts';
import { gapWidth, isInside, jointPosition, placeOf, tiltOf, velocityOf } from './task-measures.ts';

/** Bodies move together when their speeds differ by no more, m/s. */
const REST_SPEED = 0.05;

/** Whether two bodies touched since the frame before. */
export type Touched = (a: string, b: string) => boolean;

/** Whether a condition holds at a frame; a function of the state and of what touched. */
export function conditionHolds(
  episode: Episode,
  state: WorldState,
  touched: Touched,
  condition: Condition,
): boolean {
  return plainHolds(episode, state, touched, condition) !== condition.not;
}

function plainHolds(episode: Episode, state: WorldState, touched: Touched, condition: Condition): boolean {
  switch (condition.kind) {
    case 'distance':
      return within(gapWidth(episode, state, condition.gap), condition);
    case 'height':
      return within(placeOf(episode, state, condition.of)[2], condition);
    case 'inside':
      return isInside(episode, state, placeOf(episode, state, condition.of), condition.region);
    case 'tilt':
      return within(tiltOf(episode, state, condition.body), condition);
    case 'speed':
      return within(length(velocityOf(episode, state, condition.body)), condition);
    case 'time':
      return within(state.step / episode.physicsRate, condition);
    case 'joint':
      return within(jointPosition(episode, state, condition.joint), condition);
    case 'contact':
      return condition.with.some((other) => touched(condition.body, other));
    case 'resting-on':
      return isResting(episode, state, touched, condition.body, condition.on);
  }
}

/** NaN is within no bounds. */
const within = (value: number, { above, below }: Bounds): boolean =>
  value >= (above ?? Number.NEGATIVE_INFINITY) && value <= (below ?? Number.POSITIVE_INFINITY);

function isResting(episode: Episode, state: WorldState, touched: Touched, body: string, on: string): boolean {
  const height = (name: string): number => placeOf(episode, state, { body: name, position: [0, 0, 0] })[2];
  const moved = subtract(velocityOf(episode, state, body), velocityOf(episode, state, on));
  return touched(body, on) && height(body) > height(on) && length(moved) <= REST_SPEED;
}
