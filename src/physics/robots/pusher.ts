import type { ArraySpec } from '../../core/array-spec.ts';
import { bodyIndex, type Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { Vec3 } from '../../core/pose.ts';
import type { Pusher } from '../../core/robot.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { RobotController } from '../mover.ts';

/** What a pusher knows beside the engine. */
type PusherState = {
  /** Where its body was last aimed at, world frame, m. */
  readonly target: Vec3;
  /** Commanded, along world x and y, m/s. */
  readonly velocity: readonly [x: number, y: number];
};

/** Velocity along world x and y, m/s. */
export const pusherActionSpec = ({ maxSpeed }: Pusher): ArraySpec => ({
  name: 'pusher_velocity',
  shape: [2],
  dtype: 'float32',
  low: -maxSpeed,
  high: maxSpeed,
  unit: 'm/s',
  elements: ['velocity_x', 'velocity_y'],
});

/**
 * Moves the pusher's body at the commanded velocity.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createPusher(
  robot: Pusher,
  episode: Episode,
  { bodies }: BuiltWorld,
  from: PusherState | null,
): RobotController<PusherState> {
  const { physicsRate } = episode;
  const index = bodyIndex(episode, robot.body);
  const body = bodies[index];
  const start = episode.bodies[index]?.position;
  if (body === undefined || start === undefined) {
    throw new ToolkitError(
      'argument/invalid',
      `The robot must move a body of the episode, got "${robot.body}".`,
      'Correct the episode or its scene.',
    );
  }
  const [xMin, yMin, xMax, yMax] = robot.workspace;
  // Kept here in double precision, so that a thousand small steps add up.
  const [x, y, z] = from?.target ?? start;
  const target = { x, y, z };
  let [velocityX, velocityY] = from?.velocity ?? [0, 0];
  return {
    command(action) {
      const [x, y] = action;
      if (action.length !== 2 || !Number.isFinite(x) || !Number.isFinite(y)) {
        throw new ToolkitError(
          'argument/invalid',
          `An action for the pusher must be two finite numbers (m/s), got [${Array.from(action)}].`,
          'Give the velocity along x and along y.',
        );
      }
      velocityX = clamp(x as number, -robot.maxSpeed, robot.maxSpeed);
      velocityY = clamp(y as number, -robot.maxSpeed, robot.maxSpeed);
    },
    advance() {
      target.x = clamp(target.x + velocityX / physicsRate, xMin, xMax);
      target.y = clamp(target.y + velocityY / physicsRate, yMin, yMax);
      body.setNextKinematicTranslation(target);
    },
    state: () => ({ target: [target.x, target.y, target.z], velocity: [velocityX, velocityY] }),
  };
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
