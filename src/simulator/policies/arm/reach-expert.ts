import { bodyIndex, type Episode, type WorldState } from '../../../core/episode.ts';
import { ToolkitError } from '../../../core/error.ts';
import { add, rotate, type Vec3 } from '../../../core/pose.ts';
import type { TaskPoint } from '../../../core/task.ts';
import type { Expert } from '../experts.ts';
import { explorePolicy, zeroPolicy } from '../explore.ts';
import type { Policy } from '../policy.ts';
import { downward, yawOf } from './downward.ts';
import { bodyFrame, toolServo } from './tool-servo.ts';

/** Brings the tool to the point that the task's success wants it at. */
export const reachExpert: Expert = {
  policy: (episode) => reaching(episode, [0, 0, 0]),
  noise: 0.2,
  // It goes past, gives up, or does anything.
  mistakes: [(episode) => reaching(episode, [0.05, -0.12, 0.05]), zeroPolicy, explorePolicy],
  mistakeTime: [0.2, 1.5],
};

function reaching(episode: Episode, astray: Vec3): Policy {
  const servo = toolServo(episode);
  const wanted = episode.task?.success.find(({ kind }) => kind === 'distance');
  if (wanted?.kind !== 'distance' || wanted.gap.kind !== 'points') {
    throw new ToolkitError(
      'argument/invalid',
      `A task of reaching must have the distance of two points as success, got ${episode.scene}.`,
      'Name the task otherwise, or write it so.',
    );
  }
  const target = pointIn(episode, wanted.gap.to);
  return (_frame, state) => {
    const sight = servo.see(state);
    const orientation = downward(yawOf(sight.worldFromTool.orientation));
    return servo.towards(sight, { position: add(target(state), astray), orientation }, 0);
  };
}

/** Where a point of a task is, world frame, m. */
export function pointIn(episode: Episode, { body, position }: TaskPoint): (state: WorldState) => Vec3 {
  if (body === null) return () => position;
  const row = bodyIndex(episode, body);
  return (state) => {
    const frame = bodyFrame(state, row);
    return add(frame.position, rotate(frame.orientation, position));
  };
}
