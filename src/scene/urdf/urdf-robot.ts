import type { Joint, JointFrame } from '../../core/joint.ts';
import type { Vec3 } from '../../core/pose.ts';
import type { Primitive } from '../../core/shape.ts';

/** A robot as its URDF says it, checked; names are those of the file. */
export type UrdfRobot = {
  readonly name: string;
  /** In the file's order. */
  readonly links: readonly UrdfLink[];
  readonly joints: readonly UrdfJoint[];
  /** Name of the one link without a parent. */
  readonly root: string;
  /** What was ignored or taken differently, one sentence each. */
  readonly warnings: readonly string[];
};

export type UrdfLink = {
  readonly name: string;
  /** `null` where nothing is said: no mass. */
  readonly inertial: UrdfInertial | null;
  readonly visuals: readonly UrdfShape[];
  readonly collisions: readonly UrdfShape[];
  /** Coulomb coefficient, where `<gazebo>` or `<contact>` say one. */
  readonly friction: number | null;
};

export type UrdfInertial = {
  /** kg, ≥ 0. */
  readonly mass: number;
  /** Of the centre of mass, and of the axes of the inertia, in the link's frame. */
  readonly linkFromInertia: JointFrame;
  /** `[ixx, ixy, ixz, iyy, iyz, izz]`, kg·m²; `null` where nothing is said. */
  readonly inertia: readonly number[] | null;
};

export type UrdfShape = {
  readonly linkFromShape: JointFrame;
  readonly geometry: Primitive | UrdfMesh;
  /** sRGB `#rrggbb`, or `null` where nothing is said. */
  readonly color: string | null;
};

/** A mesh file, under the name by which the URDF calls it. */
export type UrdfMesh = { readonly kind: 'mesh'; readonly file: string; readonly scale: Vec3 };

/** A joint as the file has it: a mimic follows one that follows none itself. */
export type UrdfJoint = Omit<Joint, 'kind' | 'parentFromJoint' | 'childFromJoint'> & {
  /** A floating joint holds nothing: its child begins where the joint says and is free. */
  readonly kind: 'fixed' | 'revolute' | 'continuous' | 'prismatic' | 'floating';
  /** Of the joint, and of the child link's frame when it is at 0, in the parent link's frame. */
  readonly parentFromChild: JointFrame;
};
