import type { Quaternion, Vec3 } from './pose.ts';

/** A frame within a body. */
export type JointFrame = { readonly position: Vec3; readonly orientation: Quaternion };

/**
 * What holds two bodies together. Its frame lies in both of them, and the two coincide at position 0;
 * positions count in rad, or in m for a prismatic joint.
 */
export type Joint = {
  /** Stable and unique within the scene. */
  readonly name: string;
  /** A revolute joint has limits, a continuous one turns for ever; a ball turns every way. */
  readonly kind: 'fixed' | 'revolute' | 'continuous' | 'prismatic' | 'ball';
  /** Names of the bodies. */
  readonly parent: string;
  readonly child: string;
  readonly parentFromJoint: JointFrame;
  readonly childFromJoint: JointFrame;
  /** In the joint's frame, unit length; the child turns or slides along it. */
  readonly axis: Vec3;
  /** Where the child may be, rad or m; `null` for anywhere. */
  readonly limits: readonly [low: number, high: number] | null;
  /** Resists motion: N·m·s/rad or N·s/m. */
  readonly damping: number;
  /** Resists motion whatever its speed: N·m or N. */
  readonly friction: number;
  /** Most that a motor may exert: N·m or N; infinite where nothing is said. */
  readonly maxEffort: number;
  /** rad/s or m/s; infinite where nothing is said. */
  readonly maxVelocity: number;
  /** Follows another: multiplier × its position + offset. */
  readonly mimic: { readonly joint: string; readonly multiplier: number; readonly offset: number } | null;
};

/** How the joints are at one moment; one row a joint, in the episode's order; 0 for fixed and ball joints. */
export type JointState = {
  /** [joints], rad or m; a continuous joint's within ±π. */
  readonly positions: Float64Array;
  /** [joints], rad/s or m/s. */
  readonly velocities: Float64Array;
  /** [joints], what motors exerted in the last step, N·m or N. */
  readonly efforts: Float64Array;
};

/** The fields of a joint state, each with its unit for every joint. */
export const jointUnits = (
  joints: readonly Pick<Joint, 'kind'>[],
): readonly (readonly [field: keyof JointState, units: readonly string[]])[] => {
  const units = (turning: string, sliding: string): readonly string[] =>
    joints.map(({ kind }) => (kind === 'prismatic' ? sliding : turning));
  return [
    ['positions', units('rad', 'm')],
    ['velocities', units('rad/s', 'm/s')],
    ['efforts', units('N·m', 'N')],
  ];
};
