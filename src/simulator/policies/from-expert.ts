import type { ArraySpec } from '../../core/array-spec.ts';
import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import { createRng, deriveSeed } from '../../core/rng.ts';
import { finiteBounds } from '../../core/spec-actions.ts';
import { actionSpec } from '../../physics/robots/robot-controller.ts';
import { type Expert, expertOf } from './experts.ts';
import { HOLD_FRAMES } from './explore.ts';
import { heldDraws } from './held-draws.ts';
import type { Policy } from './policy.ts';

/**
 * Does the episode's task as its expert knows how.
 *
 * @returns `null` where the episode has no robot.
 * @throws {@link ToolkitError} `argument/invalid` where its task has no expert.
 */
export const expertPolicy = (episode: Episode): Policy | null =>
  withExpert(episode, 'expert', ({ policy }) => policy(episode));

/** The expert, whose action is disturbed by offsets that are held for some frames each. As `expertPolicy`. */
export const noisyPolicy = (episode: Episode): Policy | null =>
  withExpert(episode, 'noisy', (expert, spec) => {
    const policy = expert.policy(episode);
    const rng = createRng(deriveSeed(episode.seed, 'policy/noisy'));
    const length = spec.shape.reduce((product, n) => product * n, 1);
    const shares = heldDraws(() => ({
      frames: rng.integer(...HOLD_FRAMES),
      value: Array.from({ length }, () => rng.uniform(-expert.noise, expert.noise)),
    }));
    return (frame, state) => {
      const action = policy?.(frame, state).slice() ?? new Float32Array(length);
      shares(frame).forEach((share, i) => {
        const [low, high] = finiteBounds(spec, i);
        const offset = (action[i] as number) + (share * (high - low)) / 2;
        action[i] = Math.min(Math.max(offset, low), high);
      });
      return action;
    };
  });

/** The expert until some moment, from which on it makes one of its mistakes. As `expertPolicy`. */
export const failingPolicy = (episode: Episode): Policy | null =>
  withExpert(episode, 'failing', ({ policy, mistakes, mistakeTime }) => {
    const rng = createRng(deriveSeed(episode.seed, 'policy/failing'));
    const moment = rng.uniform(...mistakeTime);
    const [right, wrong] = [policy(episode), rng.choice(mistakes)(episode)];
    return (frame, state) => {
      const acting = state.step / episode.physicsRate < moment ? right : wrong;
      return (acting as Policy)(frame, state);
    };
  });

function withExpert(
  episode: Episode,
  name: string,
  make: (expert: Expert, spec: ArraySpec) => Policy | null,
): Policy | null {
  const spec = actionSpec(episode);
  if (spec === null) return null;
  const expert = expertOf(episode);
  if (expert !== null) return make(expert, spec);
  const task = episode.task === null ? 'without a task' : `with the task ${episode.task.name}`;
  throw new ToolkitError(
    'argument/invalid',
    `The policy ${name} needs somebody who knows the task, got ${episode.scene} ${task} and no expert.`,
    'Choose another policy, such as explore.',
  );
}
