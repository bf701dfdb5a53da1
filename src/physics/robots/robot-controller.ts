import type { ArraySpec } from '../../core/array-spec.ts';
import type { Episode } from '../../core/episode.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { RobotController } from '../mover.ts';
import { createPusher, pusherActionSpec } from './pusher.ts';

/** What acts in an episode's robot, or `null` where there is none. */
export function actionSpec({ robot }: Episode): ArraySpec | null {
  if (robot === null) return null;
  switch (robot.kind) {
    case 'pusher':
      return pusherActionSpec(robot);
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
  }
}
