import type { Pedestrian } from '../../core/actor.ts';
import { cos, sin } from '../../core/exact-math.ts';

/** Lengths of a body as shares of its height. Source: Drillis and Contini 1966, rounded. */
export const PROPORTIONS = {
  /** From the hip to the knee, from there to the ankle, and of that over the ground. */
  thigh: 0.245,
  shin: 0.246,
  ankle: 0.04,
  /** Between the hips' joints, and of the shoulders' over the hips. */
  hips: 0.1,
  trunk: 0.29,
  /** Between the shoulders' joints; from shoulder to elbow, from there to the wrist. */
  shoulders: 0.23,
  upperArm: 0.186,
  forearm: 0.146,
} as const;

/** How the limbs hang at one moment: angles ahead of the vertical, rad, left and right. */
export type Gait = {
  readonly thighs: readonly [number, number];
  readonly shins: readonly [number, number];
  readonly upperArms: readonly [number, number];
  readonly forearms: readonly [number, number];
  /** Of the hips over the ground, so that the lower foot stands on it, m. */
  readonly hipHeight: number;
};

/** Length of a stride of two steps, in heights, and the swing of the legs at it, rad. */
const STRIDE = 0.8;
const SWING = 0.42;

/**
 * How somebody walks who has come `distance` m: thighs swing as sines half a stride apart, knees bend while their leg
 * swings ahead, arms swing against the legs. Within its first and last half stride the swing grows and fades.
 *
 * @param left - m that are still to go.
 */
export function gaitAt({ height, phase }: Pedestrian, distance: number, left: number): Gait {
  const stride = STRIDE * height;
  const share = Math.min(distance / (stride / 2), left / (stride / 2), 1);
  const turn = 2 * Math.PI * (phase + distance / stride);
  const leg = (shift: number): readonly [thigh: number, shin: number] => {
    const thigh = share * SWING * sin(turn + shift);
    // Bent most as the leg passes the other on its way ahead.
    const forward = Math.max(cos(turn + shift), 0);
    return [thigh, thigh - share * (0.12 + 0.9 * forward * forward)];
  };
  const arm = (shift: number): readonly [upper: number, fore: number] => {
    const upper = -share * 0.8 * SWING * sin(turn + shift);
    return [upper, upper + 0.2 + share * 0.25];
  };
  const legs = [leg(0), leg(Math.PI)] as const;
  const arms = [arm(0), arm(Math.PI)] as const;
  const reaches = legs.map(
    ([thigh, shin]) =>
      height * (PROPORTIONS.thigh * cos(thigh) + PROPORTIONS.shin * cos(shin) + PROPORTIONS.ankle),
  );
  return {
    thighs: [legs[0][0], legs[1][0]],
    shins: [legs[0][1], legs[1][1]],
    upperArms: [arms[0][0], arms[1][0]],
    forearms: [arms[0][1], arms[1][1]],
    hipHeight: Math.max(...reaches),
  };
}

/** A limb in the trunk's frame: where its upper joint is, m, and its angle ahead of the vertical, rad. */
export type LimbPose = { readonly x: number; readonly y: number; readonly z: number; readonly angle: number };

/** The limbs' poses: thighs, shins, upper arms, forearms, each left then right. */
export function limbPoses({ height }: Pedestrian, gait: Gait): readonly LimbPose[] {
  const hip = (PROPORTIONS.hips * height) / 2;
  const shoulder = (PROPORTIONS.shoulders * height) / 2;
  const poses: LimbPose[] = [];
  const pair = (
    upper: readonly [number, number],
    lower: readonly [number, number],
    y: number,
    z: number,
    length: number,
  ): void => {
    for (const side of [0, 1] as const) {
      poses.push({ x: 0, y: side === 0 ? y : -y, z, angle: upper[side] });
    }
    for (const side of [0, 1] as const) {
      const angle = upper[side];
      const joint = { x: length * sin(angle), y: side === 0 ? y : -y, z: z - length * cos(angle) };
      poses.push({ ...joint, angle: lower[side] });
    }
  };
  pair(gait.thighs, gait.shins, hip, 0, PROPORTIONS.thigh * height);
  pair(gait.upperArms, gait.forearms, shoulder, PROPORTIONS.trunk * height, PROPORTIONS.upperArm * height);
  return poses;
}
