import {
  add,
  conjugate,
  multiplyQuaternions,
  normalize,
  type Quaternion,
  scale,
  subtract,
  type Vec3,
} from '../../../core/pose.ts';
import type { Humanoid } from '../../../core/robot.ts';
import { type Bulk, type Sole, soleOf } from './balance.ts';
import type { TreeMotion } from './link-tree.ts';

/** Both feet, and the frame in which it stands: x ahead, y to the left, its origin between the soles. */
export type Stance = {
  readonly soles: readonly [Sole, Sole];
  readonly middle: Vec3;
  /** Horizontal, unit length. */
  readonly ahead: Vec3;
};

/** Where the feet stand. */
export function stanceOf(
  motion: Pick<TreeMotion, 'positions' | 'orientations'>,
  robot: Humanoid,
  feet: readonly [number, number],
): Stance {
  const one = (side: 0 | 1): Sole => {
    const { sole, half } = robot.feet[side];
    return soleOf(at(motion.positions, feet[side]), at(motion.orientations, feet[side]), sole, half);
  };
  const soles = [one(0), one(1)] as const;
  const middle = scale(add(soles[0].center, soles[1].center), 0.5);
  return { soles, middle, ahead: normalize(add(soles[0].ahead, soles[1].ahead)) };
}

/** A point of the stance's frame in the world. */
export const outOfStance = ({ middle, ahead: [x, y] }: Stance, [a, l, up]: Vec3): Vec3 =>
  add(middle, [a * x - l * y, a * y + l * x, up]);
/** A point of the world in the stance's frame. */
export function intoStance({ middle, ahead: [x, y] }: Stance, point: Vec3): Vec3 {
  const [dx, dy, dz] = subtract(point, middle);
  return [dx * x + dy * y, dy * x - dx * y, dz];
}

/** How the pelvis is turned from upright and straight ahead, and how the whole moves. */
export function bulkOf(motion: TreeMotion, { ahead: [x, y] }: Stance): Omit<Bulk, 'mass' | 'wanted'> {
  // Half of the heading's angle by the half-angle formulas.
  const w = Math.sqrt(Math.max(0, (1 + x) / 2));
  const heading: Quaternion = w < 1e-6 ? [0, 0, 1, 0] : [0, 0, y / (2 * w), w];
  const turned = multiplyQuaternions(at(motion.orientations, 0), conjugate(heading));
  const twice = turned[3] < 0 ? -2 : 2;
  const tilt: Vec3 = [twice * turned[0], twice * turned[1], twice * turned[2]];
  return { center: motion.center, velocity: motion.velocity, tilt, turning: at(motion.angularVelocities, 0) };
}

const at = <T>(items: readonly T[], i: number): T => items[i] as T;
