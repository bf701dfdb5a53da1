import type { Episode } from '../../core/episode.ts';
import { createRng, deriveSeed } from '../../core/rng.ts';
import { idleAction, randomAction } from '../../core/spec-actions.ts';
import { actionSpec } from '../../physics/robots/robot-controller.ts';
import { heldDraws } from './held-draws.ts';
import type { Policy } from './policy.ts';

/** Frames for which a random action is held, both ends included. */
export const HOLD_FRAMES: readonly [number, number] = [3, 8];
/** How many of the draws are rest. */
export const REST_SHARE = 0.2;

/** Random actions within the action spec of any robot, each held for a few frames; every fifth is rest. */
export function explorePolicy(episode: Episode): Policy | null {
  const spec = actionSpec(episode);
  if (spec === null) return null;
  const rng = createRng(deriveSeed(episode.seed, 'policy/explore'));
  const actions = heldDraws(() => ({
    frames: rng.integer(...HOLD_FRAMES),
    value: rng.next() < REST_SHARE ? idleAction(spec) : randomAction(spec, rng),
  }));
  return (frame) => actions(frame).slice();
}

/** Does nothing, or the least that the action spec allows. */
export function zeroPolicy(episode: Episode): Policy | null {
  const spec = actionSpec(episode);
  return spec === null ? null : () => idleAction(spec);
}
