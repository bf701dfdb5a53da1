import { bodyIndex, type Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { RigidBody } from './rapier.ts';

/** Moves the pusher's body at the commanded velocity. */
export type Pusher = {
  /** Velocity along world x and y, m/s; held until the next command. */
  command(action: Float32Array): void;
  /** Aims the body at where it shall be one physics step later, within the workspace. */
  advance(): void;
};

/** The pusher of an episode, or null where there is no robot. */
export function createPusher(episode: Episode, bodies: readonly RigidBody[]): Pusher | null {
  const { robot, physicsRate } = episode;
  if (robot === null) return null;
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
  const target = { x: start[0], y: start[1], z: start[2] };
  let velocityX = 0;
  let velocityY = 0;
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
  };
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
