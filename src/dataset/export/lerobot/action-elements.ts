import type { Robot } from '../../../core/robot.ts';

/** An element of an action: what it is called, and how those of several frames become one. */
export type ActionElement = {
  readonly name: string;
  /** A speed or a force is what it was on average; a place to be is the last one that was told. */
  readonly merge: 'mean' | 'last';
};

const rates = (...names: readonly string[]): ActionElement[] =>
  names.map((name) => ({ name, merge: 'mean' }));
const places = (...names: readonly string[]): ActionElement[] =>
  names.map((name) => ({ name, merge: 'last' }));

const HUMANOID = ['height', 'lean_ahead', 'lean_left'].concat(
  ['left', 'right'].flatMap((side) => ['ahead', 'left', 'up'].map((way) => `${side}_hand_${way}`)),
);

/**
 * The elements of a robot's actions, in order.
 *
 * @param joints - Of an arm: the names of its joints from base to hand.
 */
export function actionElements(robot: Robot, joints: readonly string[]): readonly ActionElement[] {
  switch (robot.kind) {
    case 'pusher':
      return rates('velocity_x', 'velocity_y');
    case 'base':
      return rates('forward', 'turn');
    case 'car':
      return rates('throttle', 'brake', 'steering');
    case 'humanoid':
      return places(...HUMANOID);
    case 'joints':
      return robot.control === 'position' ? places(...robot.joints) : rates(...robot.joints);
    case 'arm': {
      const gripper = places(...(robot.fingers.length === 0 ? [] : ['gripper_opening']));
      if (robot.control === 'joint_position') return [...places(...joints), ...gripper];
      if (robot.control === 'joint_velocity') return [...rates(...joints), ...gripper];
      const ways = ['x', 'y', 'z', 'turn_x', 'turn_y', 'turn_z'].map((way) => `tool_${way}`);
      return [...rates(...ways), ...gripper];
    }
  }
}

/**
 * The actions of every `stride` frames as one.
 *
 * @param actions - [frames, elements]
 * @param count - How many come out; the last ones may be of fewer frames.
 * @returns [count, elements]
 */
export function mergeActions(
  actions: ArrayLike<number>,
  elements: readonly ActionElement[],
  stride: number,
  count: number,
): Float32Array {
  const width = elements.length;
  const frames = actions.length / width;
  const merged = new Float32Array(count * width);
  for (let k = 0; k < count; k++) {
    const end = Math.min((k + 1) * stride, frames);
    elements.forEach(({ merge }, i) => {
      let sum = 0;
      for (let frame = k * stride; frame < end; frame++) sum += actions[frame * width + i] as number;
      const last = actions[(end - 1) * width + i] as number;
      merged[k * width + i] = merge === 'last' ? last : sum / (end - k * stride);
    });
  }
  return merged;
}
