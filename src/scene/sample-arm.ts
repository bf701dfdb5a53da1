import type * as z from 'zod';
import type { Joint } from '../core/joint.ts';
import type { Arm, DriveBase } from '../core/robot.ts';
import { shapeParts } from '../core/shape-parts.ts';
import type { armSchema, baseSchema } from './arm-schema.ts';
import { nearest } from './nearest.ts';
import type { Refuse } from './scene-error.ts';
import type { LinkFrame } from './urdf/assemble-robot.ts';
import type { SceneRobot } from './urdf/scene-robot.ts';

type DrawnNumber = z.ZodNumber;
/** An arm and a base of a scene, every reference drawn. */
export type DrawnArm = z.output<ReturnType<typeof armSchema<DrawnNumber>>>;
export type DrawnBase = z.output<ReturnType<typeof baseSchema<DrawnNumber>>>;

/** The arm of a drawn scene; `checkArm` has passed it. */
export function sampleArm(robot: DrawnArm, { bodies, frames }: SceneRobot): Arm {
  const tool = frames[robot.tool] as LinkFrame;
  return {
    ...{ kind: 'arm', base: bodies[0]?.name ?? '', hand: tool.body, handFromTool: tool.bodyFromLink },
    ...{ control: robot.control ?? 'tool_velocity', fingers: robot.fingers ?? [] },
    ...{ gripForce: robot.grip_force ?? 40, maxToolSpeed: robot.max_tool_speed ?? 0.5 },
    maxToolTurn: robot.max_tool_turn ?? 2,
  };
}

/** The base of a drawn scene; `checkBase` has passed it. */
export function sampleBase(robot: DrawnBase, { bodies, joints }: SceneRobot): DriveBase {
  const [left, right] = [robot.left_wheels, robot.right_wheels].map(([name]) =>
    joints.find((joint) => joint.name === name),
  ) as [Joint, Joint];
  const wheel = bodies.find(({ name }) => name === left.child) as SceneRobot['bodies'][number];
  const radii = wheelRadii(wheel.shape);
  return {
    ...{ kind: 'base', body: bodies[0]?.name ?? '', wheelRadius: Math.max(...radii) },
    ...{ leftWheels: robot.left_wheels, rightWheels: robot.right_wheels },
    track: left.parentFromJoint.position[1] - right.parentFromJoint.position[1],
    ...{ maxSpeed: robot.max_speed ?? 1, maxTurn: robot.max_turn ?? 2 },
  };
}

/** Radii of what is round of a wheel, m. */
const wheelRadii = (shape: SceneRobot['bodies'][number]['shape']): readonly number[] =>
  shapeParts(shape, 'solid').flatMap((part) => ('radius' in part.shape ? [part.shape.radius] : []));

/** Checks that an arm's tool and fingers are there. */
export function checkArm(robot: DrawnArm, parts: SceneRobot, refuse: Refuse): void {
  const links = Object.keys(parts.frames);
  if (!links.includes(robot.tool)) {
    const hint = `Did you mean "${nearest(robot.tool, links)}"?`;
    throw refuse(['robot', 'tool'], `must name a link of the robot, got "${robot.tool}".`, hint);
  }
  const path = parts.frames[robot.tool]?.body;
  if (path === parts.bodies[0]?.name) {
    const rule = `must be a link that joints move, got "${robot.tool}", which the root carries.`;
    throw refuse(['robot', 'tool'], rule, 'Name the link at the end of the arm.');
  }
  checkJoints(robot.fingers ?? [], 'prismatic', 'fingers', parts, refuse);
}

/** Checks that a base's wheels are there and that the left ones are left. */
export function checkBase(robot: DrawnBase, parts: SceneRobot, refuse: Refuse): void {
  checkJoints(robot.left_wheels, 'continuous', 'left_wheels', parts, refuse);
  checkJoints(robot.right_wheels, 'continuous', 'right_wheels', parts, refuse);
  const left = parts.joints.find(({ name }) => name === robot.left_wheels[0]) as Joint;
  const wheel = parts.bodies.find(({ name }) => name === left.child) as SceneRobot['bodies'][number];
  if (wheelRadii(wheel.shape).length === 0) {
    const rule = `must move a round collision shape, got none on "${wheel.name}".`;
    throw refuse(['robot', 'left_wheels', 0], rule, 'Give the wheel a cylinder or a sphere as collision.');
  }
  if (!(sampleBase(robot, parts).track > 0)) {
    const rule = 'must lie to the left (+y) of right_wheels, got them to the right.';
    throw refuse(['robot', 'left_wheels'], rule, 'Swap the two.');
  }
}

function checkJoints(
  names: readonly string[],
  kind: Joint['kind'],
  field: string,
  { joints }: SceneRobot,
  refuse: Refuse,
): void {
  const fitting = joints.filter((joint) => joint.kind === kind).map(({ name }) => name);
  names.forEach((name, i) => {
    if (fitting.includes(name)) return;
    const near = nearest(name, fitting);
    const hint = near === '' ? `Name ${kind} joints.` : `Did you mean "${near}"?`;
    throw refuse(['robot', field, i], `must name a ${kind} joint of the robot, got "${name}".`, hint);
  });
}
