import type { Disturbance } from '../core/disturbance.ts';
import { bodyIndex, type Episode } from '../core/episode.ts';
import { add, type Quaternion, rotate } from '../core/pose.ts';
import type { BuiltWorld } from './build-world.ts';
import type { Mover } from './mover.ts';
import type { RigidBody } from './rapier.ts';

/** Physics steps that it has seen. */
type DisturberState = { readonly steps: number };

/**
 * Pushes bodies as the episode's disturbances say, an equal share of the impulse in each physics step.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createDisturber(
  disturbances: readonly Disturbance[],
  episode: Episode,
  { bodies }: BuiltWorld,
  from: DisturberState | null,
): Mover<DisturberState> {
  const { physicsRate } = episode;
  const pushes = disturbances.map(({ body, start, duration, impulse: [x, y, z], point }) => {
    const first = Math.round(start * physicsRate);
    const count = Math.max(1, Math.round(duration * physicsRate));
    const share = { x: x / count, y: y / count, z: z / count };
    return { body: bodies[bodyIndex(episode, body)] as RigidBody, first, end: first + count, share, point };
  });
  let steps = from?.steps ?? 0;
  return {
    advance() {
      for (const { body, first, end, share, point } of pushes) {
        if (steps < first || steps >= end) continue;
        const { x, y, z, w } = body.rotation();
        const at = body.translation();
        const turn: Quaternion = [x, y, z, w];
        const [px, py, pz] = add([at.x, at.y, at.z], rotate(turn, point));
        body.applyImpulseAtPoint(share, { x: px, y: py, z: pz }, true);
      }
      steps += 1;
    },
    state: () => ({ steps }),
  };
}
