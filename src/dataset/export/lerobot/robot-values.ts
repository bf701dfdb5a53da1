import type { EpisodeFacts, EpisodeSteps } from '../../../core/recorded-episode.ts';
import { armFacts } from '../arm-facts.ts';
import { type Rows, takeRows } from '../taken-rows.ts';
import { actionElements, mergeActions } from './action-elements.ts';
import type { Feature, FeatureValues } from './feature.ts';

/** What of an episode goes into the table beside LeRobot's own columns. */
export type RobotValues = { readonly features: readonly Feature[]; readonly values: FeatureValues };

const POSE = ['x', 'y', 'z', 'qx', 'qy', 'qz', 'qw'];

/** Poses of bodies in the world, one after the other: [count, 7 · bodies], m and xyzw; zeros of one that is not there. */
function poses(steps: EpisodeSteps, names: readonly string[], rows: Rows): Float32Array {
  const total = steps.bodies.length;
  const bodies = names.map((name) => steps.bodies.indexOf(name));
  const out = new Float32Array(rows.count * 7 * bodies.length);
  for (let k = 0; k < rows.count; k++) {
    const row = k * rows.stride * total;
    bodies.forEach((body, i) => {
      if (body < 0) return;
      const at = 7 * (k * bodies.length + i);
      for (let c = 0; c < 3; c++) out[at + c] = steps.positions[3 * (row + body) + c] as number;
      for (let c = 0; c < 4; c++) out[at + 3 + c] = steps.orientations[4 * (row + body) + c] as number;
    });
  }
  return out;
}

/** The body that is the robot, of one without joints. */
function robotBody({ robot }: EpisodeFacts): string | null {
  if (robot?.kind === 'pusher') return robot.body;
  return robot?.kind === 'car' ? robot.car.chassis : null;
}

/** Names of the bodies that move freely, by code unit. */
export function freeBodies({ bodies, joints }: EpisodeFacts): readonly string[] {
  const linked = new Set(joints.flatMap(({ parent, child }) => [parent, child]));
  return bodies.filter(({ motion, name }) => motion !== 'fixed' && !linked.has(name)).map(({ name }) => name);
}

/** The sum of the rewards of what is between two rows, told by the first of them. */
function nextRewards({ reward, frames }: EpisodeSteps, { count, stride }: Rows): number[] {
  return Array.from({ length: count }, (_, k) => {
    let sum = 0;
    for (let frame = k * stride + 1; frame <= Math.min((k + 1) * stride, frames - 1); frame++)
      sum += reward[frame] as number;
    return sum;
  });
}

/** Names of the joints that are the robot's own; the others are things of the scene, such as a drawer. */
function robotJoints(facts: EpisodeFacts): readonly string[] {
  const { robot, joints } = facts;
  if (robot?.kind === 'arm') return [...(armFacts(facts)?.joints ?? []), ...robot.fingers];
  if (robot?.kind === 'joints') return robot.joints;
  if (robot?.kind === 'base') return [...robot.leftWheels, ...robot.rightWheels];
  return joints.map(({ name }) => name);
}

/** What is asked of an episode. */
export type RobotQuestion = {
  /** Names of the bodies that move freely in any of the episodes. */
  readonly bodies: readonly string[];
  readonly hasTask: boolean;
  readonly rows: Rows;
};

/**
 * What any robot's episode tells: its joints (of one without joints, its bodies), where all else is, what it was told
 * to do and, where it has a task, what it earned.
 */
export function robotValues(
  facts: EpisodeFacts,
  steps: EpisodeSteps,
  { bodies, hasTask, rows }: RobotQuestion,
): RobotValues {
  const features: Feature[] = [];
  const values: Record<string, ArrayLike<number>> = {};
  const add = (
    key: string,
    names: readonly string[],
    data: ArrayLike<number>,
    dtype: Feature['dtype'] = 'float32',
  ): void => {
    if (names.length === 0) return;
    features.push({ key, dtype, width: names.length, names });
    values[key] = data;
  };
  const own = robotJoints(facts);
  const places = facts.joints.flatMap(({ kind }, i) => (kind === 'fixed' || kind === 'ball' ? [] : [i]));
  const ofRobot = places.filter((i) => own.includes(steps.joints[i] as string));
  const ofScene = places.filter((i) => !ofRobot.includes(i));
  const joints = (which: readonly number[]): readonly [readonly string[], Float32Array] => [
    which.map((i) => steps.joints[i] as string),
    takeRows(steps.jointPositions, steps.joints.length, which, rows),
  ];
  const body = robotBody(facts);
  const others = bodies.filter((name) => name !== body);
  const bodyPoses = (names: readonly string[]): readonly [readonly string[], Float32Array] => [
    names.flatMap((name) => POSE.map((part) => `${name}.${part}`)),
    poses(steps, names, rows),
  ];
  add('observation.state', ...(body === null ? joints(ofRobot) : bodyPoses([body])));
  add('observation.environment_state', ...bodyPoses(others));
  add('observation.environment_joints', ...joints(ofScene));
  if (steps.action !== null && facts.robot !== null) {
    const elements = actionElements(facts.robot, armFacts(facts)?.joints ?? []);
    const names = elements.map(({ name }) => name);
    add('action', names, mergeActions(steps.action, elements, rows.stride, rows.count));
  }
  if (!hasTask) return { features, values };
  add('next.reward', ['reward'], nextRewards(steps, rows));
  const isLast = Array.from({ length: rows.count }, (_, k) => +(k === rows.count - 1));
  add('next.done', ['done'], isLast, 'bool');
  return { features, values };
}
