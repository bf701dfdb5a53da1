import { bodyIndex, type Episode } from '../../../core/episode.ts';
import { ToolkitError } from '../../../core/error.ts';
import type { Joint } from '../../../core/joint.ts';
import { add, length, multiplyQuaternions, rotate, scale, subtract, type Vec3 } from '../../../core/pose.ts';
import type { TaskPoint } from '../../../core/task.ts';
import type { Expert } from '../experts.ts';
import { explorePolicy, zeroPolicy } from '../explore.ts';
import type { Policy } from '../policy.ts';
import { downward, yawAlong, yawOf } from './downward.ts';
import { isHeld } from './held-box.ts';
import { pointIn } from './reach-expert.ts';
import { bodyFrame, toolServo } from './tool-servo.ts';

/** The thickest handle that it knows, m. */
const HANDLE = 0.024;
/** How far it opens its fingers, so that one fits between handle and drawer, m. */
const OPENING = 0.044;
/** How far ahead of the handle it pulls, m: it moves at that times the servo's gain. */
const PULL = 0.07;

/** Takes the handle from above and pulls. */
export const drawerExpert: Expert = {
  policy: (episode) => opening(episode, true),
  noise: 0.12,
  // It pulls beside the handle, gives up, or does anything.
  mistakes: [(episode) => opening(episode, false), zeroPolicy, explorePolicy],
  mistakeTime: [0.3, 2],
};

/** @param grips - Whether it closes the gripper on the handle. */
function opening(episode: Episode, grips: boolean): Policy {
  const servo = toolServo(episode);
  const { joint, handle } = drawerOf(episode);
  const cabinet = bodyIndex(episode, joint.parent);
  const handleAt = pointIn(episode, handle);
  return (_frame, state) => {
    const sight = servo.see(state);
    const { position: tool, orientation } = sight.worldFromTool;
    const frame = multiplyQuaternions(
      bodyFrame(state, cabinet).orientation,
      joint.parentFromJoint.orientation,
    );
    const way = rotate(frame, joint.axis);
    const turn = yawAlong(way, yawOf(orientation));
    const at = handleAt(state);
    const down = downward(turn);
    if (grips && isHeld(sight, at, HANDLE, 0.03)) {
      return servo.towards(sight, { position: add(at, scale(way, PULL)), orientation: down }, 0);
    }
    const aside = subtract(at, tool);
    const aligned = length([aside[0], aside[1], 0]) < 0.008 && Math.abs(turn - yawOf(orientation)) < 0.1;
    if (!aligned) {
      const position: Vec3 =
        tool[2] < at[2] + 0.05 ? [tool[0], tool[1], at[2] + 0.09] : add(at, [0, 0, 0.08]);
      return servo.towards(sight, { position, orientation: down }, OPENING);
    }
    const there = Math.abs(aside[2]) < 0.008;
    return servo.towards(sight, { position: at, orientation: down }, there && grips ? 0 : OPENING);
  };
}

/** The joint that shall open, and the handle, which the reward names as what the tool should come near. */
function drawerOf({ scene, task, joints }: Episode): { readonly joint: Joint; readonly handle: TaskPoint } {
  const wanted = task?.success.find(({ kind }) => kind === 'joint');
  const joint = joints.find(({ name }) => wanted?.kind === 'joint' && name === wanted.joint);
  for (const term of task?.reward ?? []) {
    if (!('gap' in term) || term.gap.kind !== 'points' || joint === undefined) continue;
    if (term.gap.to.body === joint.child) return { joint, handle: term.gap.to };
  }
  throw new ToolkitError(
    'argument/invalid',
    `A task of opening must have a joint as success, and a reward for a point of its child, got ${scene}.`,
    'Name the task otherwise, or write it so.',
  );
}
