import { bodyIndex, type Episode } from '../../core/episode.ts';
import { createRng, deriveSeed } from '../../core/rng.ts';
import type { Pusher } from '../../core/robot.ts';
import { HOLD_FRAMES, REST_SHARE } from './explore.ts';
import { heldDraws } from './held-draws.ts';
import type { Policy } from './policy.ts';

/** Random commands, each held for a few frames; every fifth is rest. */
function wander(seed: number, maxSpeed: number): Policy {
  const rng = createRng(seed);
  const commands = heldDraws(() => {
    const frames = rng.integer(...HOLD_FRAMES);
    const rest = rng.next() < REST_SHARE;
    const speed = (): number => (rest ? 0 : rng.uniform(-maxSpeed, maxSpeed));
    return { frames, value: [speed(), speed()] as const };
  });
  return (frame) => Float32Array.from(commands(frame));
}

/** Drives at one box after another, straight through where it stands. */
function seek(seed: number, episode: Episode, { body, maxSpeed }: Pusher): Policy {
  const rng = createRng(seed);
  const pusher = bodyIndex(episode, body);
  const boxes = episode.bodies.flatMap(({ motion }, i) => (motion === 'dynamic' ? [i] : []));
  const targets = heldDraws(() => ({
    frames: rng.integer(10, 18),
    value: boxes.length > 0 ? rng.choice(boxes) : pusher,
  }));
  return (frame, { positions }) => {
    const target = targets(frame);
    const dx = (positions[target * 3] as number) - (positions[pusher * 3] as number);
    const dy = (positions[target * 3 + 1] as number) - (positions[pusher * 3 + 1] as number);
    const far = Math.sqrt(dx * dx + dy * dy);
    const speed = far < 0.02 ? 0 : (0.8 * maxSpeed) / far;
    return new Float32Array([dx * speed, dy * speed]);
  };
}

/** A pusher for five episodes in ten wanders, for three it drives at the boxes, for two it rests. */
export function mixedPusherPolicy(episode: Episode, robot: Pusher): Policy {
  const seed = deriveSeed(episode.seed, 'policy');
  const kind = createRng(seed).fork('kind').next();
  if (kind < 0.5) return wander(seed, robot.maxSpeed);
  if (kind < 0.8) return seek(seed, episode, robot);
  return () => new Float32Array(2);
}
