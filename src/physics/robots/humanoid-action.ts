import type { ArraySpec } from '../../core/array-spec.ts';
import type { Vec3 } from '../../core/pose.ts';
import type { Humanoid } from '../../core/robot.ts';

/** What a humanoid is told, m. */
export type HumanoidCommand = {
  /** Of the body, over where it stands at rest. */
  readonly height: number;
  /** Of the centre of mass from the middle between the feet, ahead and to the left. */
  readonly lean: readonly [ahead: number, left: number];
  /** Of the left and the right palm from where they rest: ahead, to the left, up. */
  readonly hands: readonly [Vec3, Vec3];
};

/** Nothing is wanted but to stand. */
export const AT_EASE: HumanoidCommand = {
  height: 0,
  lean: [0, 0],
  hands: [
    [0, 0, 0],
    [0, 0, 0],
  ],
};

const ELEMENTS = [
  ...['height', 'lean_ahead', 'lean_left'],
  ...['left', 'right'].flatMap((side) => ['ahead', 'left', 'up'].map((way) => `${side}_hand_${way}`)),
];

/** Squat, lean and where the two hands should be. */
export function humanoidActionSpec({ maxSquat, maxLean, maxReach }: Humanoid): ArraySpec {
  const reach = Array(6).fill(maxReach) as readonly number[];
  return {
    name: 'humanoid_posture',
    shape: [ELEMENTS.length],
    dtype: 'float32',
    low: [-maxSquat, -maxLean, -maxLean, ...reach.map((x) => -x)],
    high: [0, maxLean, maxLean, ...reach],
    unit: 'm',
    elements: ELEMENTS,
  };
}

/** What an action that keeps to the spec says. */
export function readCommand(action: ArrayLike<number>): HumanoidCommand {
  const at = (i: number): number => action[i] as number;
  const hand = (i: number): Vec3 => [at(i), at(i + 1), at(i + 2)];
  return { height: at(0), lean: [at(1), at(2)], hands: [hand(3), hand(6)] };
}
