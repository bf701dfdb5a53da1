import { IDENTITY_FRAME } from '#src/core/frame-transform.ts';
import type { Joint } from '#src/core/joint.ts';
import { IDENTITY_QUATERNION, normalize, type Quaternion, type Vec3 } from '#src/core/pose.ts';
import { createRng, type Rng } from '#src/core/rng.ts';
import { type SerialChain, serialChain } from '#src/physics/kinematics/serial-chain.ts';

const joint = (index: number, part: Partial<Joint>): Joint => ({
  name: `joint_${index}`,
  kind: 'revolute',
  parent: `link_${index - 1}`,
  child: `link_${index}`,
  parentFromJoint: IDENTITY_FRAME,
  childFromJoint: IDENTITY_FRAME,
  axis: [0, 0, 1],
  limits: [-2.8, 2.8],
  damping: 0,
  friction: 0,
  maxEffort: 80,
  maxVelocity: 2,
  mimic: null,
  ...part,
});

/** Seven turning joints, alternately upright and level, 1.1 m from shoulder to tool, and two fingers. */
export function armJoints(): readonly Joint[] {
  const heights = [0.15, 0.15, 0.2, 0.2, 0.2, 0.15, 0.12];
  const arm = heights.map((height, i) =>
    joint(i + 1, {
      axis: i % 2 === 0 ? [0, 0, 1] : [0, 1, 0],
      limits: i % 2 === 0 ? [-2.8, 2.8] : [-2, 2],
      parentFromJoint: { position: [0, 0, height], orientation: IDENTITY_QUATERNION },
    }),
  );
  const finger = (name: string, y: number): Joint =>
    joint(8, {
      ...{ name, child: name, parent: 'link_7', kind: 'prismatic', axis: [0, Math.sign(y), 0] },
      ...{ limits: [0, 0.04], parentFromJoint: { position: [0, y, 0.1], orientation: IDENTITY_QUATERNION } },
    });
  return [...arm, finger('left', 0.01), finger('right', -0.01)];
}

/** The arm from its base to a point between its fingers. */
export const armChain = (): SerialChain =>
  serialChain({ joints: armJoints() }, 'link_0', 'link_7', {
    position: [0, 0, 0.12],
    orientation: IDENTITY_QUATERNION,
  }) as SerialChain;

export const vector = (rng: Rng, size: number): Vec3 => [
  rng.uniform(-size, size),
  rng.uniform(-size, size),
  rng.uniform(-size, size),
];

export function quaternion(rng: Rng): Quaternion {
  const q = [rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(-1, 1)];
  const size = Math.hypot(...q);
  return q.map((x) => x / size) as unknown as Quaternion;
}

/** Six joints of any kind, anyhow placed. */
export function anyChain(seed: number): SerialChain {
  const rng = createRng(seed);
  const joints = Array.from({ length: 6 }, (_, i) =>
    joint(i + 1, {
      kind: rng.choice(['revolute', 'continuous', 'prismatic', 'fixed']),
      axis: normalize(vector(rng, 1)),
      parentFromJoint: { position: vector(rng, 0.3), orientation: quaternion(rng) },
      childFromJoint: { position: vector(rng, 0.3), orientation: quaternion(rng) },
    }),
  );
  const tool = { position: vector(rng, 0.1), orientation: quaternion(rng) };
  return serialChain({ joints }, 'link_0', 'link_6', tool) as SerialChain;
}
