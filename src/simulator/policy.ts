import type { Episode, WorldState } from '../core/episode.ts';
import { bodyIndex } from '../core/episode.ts';
import { createRng, deriveSeed } from '../core/rng.ts';

/** Chooses the action for frame `k` from what is known at its start. A function of its seed. */
export type Policy = (frame: number, state: WorldState) => Float32Array;

/** Makes the policy of an episode; `null` leaves the robot, if there is one, at rest. */
export type PolicyFactory = (episode: Episode) => Policy | null;

/** Frames for which a random command is held, both ends included. */
const HOLD_FRAMES: readonly [number, number] = [3, 8];

/** Random commands, each held for a few frames; every fifth is rest. */
function wander(seed: number, maxSpeed: number): Policy {
  const rng = createRng(seed);
  const command = new Float32Array(2);
  let left = 0;
  return () => {
    if (left === 0) {
      left = rng.integer(...HOLD_FRAMES);
      const rest = rng.next() < 0.2;
      command[0] = rest ? 0 : rng.uniform(-maxSpeed, maxSpeed);
      command[1] = rest ? 0 : rng.uniform(-maxSpeed, maxSpeed);
    }
    left--;
    return command.slice();
  };
}

/** Drives at one box after another, straight through where it stands. */
function seek(seed: number, episode: Episode, maxSpeed: number): Policy {
  const rng = createRng(seed);
  const pusher = bodyIndex(episode, episode.robot?.body ?? '');
  const boxes = episode.bodies.flatMap((body, i) => (body.motion === 'dynamic' ? [i] : []));
  let target = pusher;
  let left = 0;
  return (_frame, { positions }) => {
    if (left === 0) {
      left = rng.integer(10, 18);
      target = boxes.length > 0 ? rng.choice(boxes) : pusher;
    }
    left--;
    const dx = (positions[target * 3] as number) - (positions[pusher * 3] as number);
    const dy = (positions[target * 3 + 1] as number) - (positions[pusher * 3 + 1] as number);
    const far = Math.sqrt(dx * dx + dy * dy);
    const speed = far < 0.02 ? 0 : (0.8 * maxSpeed) / far;
    return new Float32Array([dx * speed, dy * speed]);
  };
}

/**
 * The policy that datasets are made with: for five episodes in ten it wanders, for three it drives
 * at the boxes, for two it rests; which, and how, follows from the episode's seed.
 *
 * @returns `null` where the episode has no robot.
 */
export function exploringPolicy(episode: Episode): Policy | null {
  if (episode.robot === null) return null;
  const { maxSpeed } = episode.robot;
  const seed = deriveSeed(episode.seed, 'policy');
  const kind = createRng(seed).fork('kind').next();
  if (kind < 0.5) return wander(seed, maxSpeed);
  if (kind < 0.8) return seek(seed, episode, maxSpeed);
  return () => new Float32Array(2);
}
