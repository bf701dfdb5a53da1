import type { ArraySpec } from '../../core/array-spec.ts';
import type { Episode } from '../../core/episode.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { RobotController } from '../mover.ts';
import { armActionSpec, createArm } from './arm.ts';
import { createDriveBase, driveBaseActionSpec } from './drive-base.ts';
import { carActionSpec, createEgoCar } from './ego-car.ts';
import { createHumanoid } from './humanoid.ts';
import { humanoidActionSpec } from './humanoid-action.ts';
import { createJointed, jointedActionSpec } from './jointed.ts';
import { createPusher, pusherActionSpec } from './pusher.ts';

/** What acts in an episode's robot, or `null` where there is none. */
export function actionSpec(episode: Episode): ArraySpec | null {
  const { robot } = episode;
  if (robot === null) return null;
  switch (robot.kind) {
    case 'pusher':
      return pusherActionSpec(robot);
    case 'joints':
      return jointedActionSpec(robot, episode);
    case 'arm':
      return armActionSpec(robot, episode);
    case 'base':
      return driveBaseActionSpec(robot);
    case 'car':
      return carActionSpec(robot);
    case 'humanoid':
      return humanoidActionSpec(robot);
  }
}

/**
 * The controller of an episode's robot, or `null` where there is none.
 *
 * @param from - Its state as it was left; `null` at the start of an episode.
 */
export function createRobotController(
  episode: Episode,
  built: BuiltWorld,
  from: unknown,
): RobotController | null {
  const { robot } = episode;
  if (robot === null) return null;
  switch (robot.kind) {
    case 'pusher':
      return createPusher(robot, episode, built, from as Parameters<typeof createPusher>[3]);
    case 'joints':
      return createJointed(robot, episode, built, from as Parameters<typeof createJointed>[3]);
    case 'arm':
      return createArm(robot, episode, built, from as Parameters<typeof createArm>[3]);
    case 'base':
      return createDriveBase(robot, episode, built, from as Parameters<typeof createDriveBase>[3]);
    case 'car':
      return createEgoCar(robot, episode, built, from as Parameters<typeof createEgoCar>[3]);
    case 'humanoid':
      return createHumanoid(robot, episode, built, from as Parameters<typeof createHumanoid>[3]);
  }
}
