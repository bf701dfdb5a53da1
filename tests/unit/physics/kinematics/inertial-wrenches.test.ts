import { expect, it } from 'vitest';
import type { MassProperties } from '#src/core/episode.ts';
import { composeFrames } from '#src/core/frame-transform.ts';
import type { JointFrame } from '#src/core/joint.ts';
import { add, conjugate, multiplyQuaternions, rotate, scale, subtract, type Vec3 } from '#src/core/pose.ts';
import { createRng } from '#src/core/rng.ts';
import { forwardKinematics } from '#src/physics/kinematics/forward-kinematics.ts';
import { inertialWrenches } from '#src/physics/kinematics/inertial-wrenches.ts';
import { poseError } from '#src/physics/kinematics/pose-error.ts';
import type { SerialChain } from '#src/physics/kinematics/serial-chain.ts';
import { anyChain, armChain, quaternion, vector } from './arm-chain.ts';

const h = 1e-3;

it('gives the forces and torques by which momenta change, told by differences of poses', () => {
  let worst = 0;
  for (const [chain, seed] of [
    [armChain(), 1],
    ...[2, 3, 4, 5, 6, 7].map((s) => [anyChain(s), s]),
  ] as const) {
    const rng = createRng(seed as number);
    const base: JointFrame = { position: vector(rng, 1), orientation: quaternion(rng) };
    const [start, rates, accelerations] = [1, 1.5, 4].map((size) =>
      (chain as SerialChain).joints.map(() => rng.uniform(-size, size)),
    ) as [number[], number[], number[]];
    const masses = (chain as SerialChain).riders.map(
      (): MassProperties => ({
        mass: rng.uniform(0.5, 3),
        centerOfMass: vector(rng, 0.1),
        principalInertia: [rng.uniform(0.01, 0.03), rng.uniform(0.01, 0.03), rng.uniform(0.01, 0.03)],
        principalAxes: quaternion(rng),
      }),
    );
    const at = (t: number) =>
      forwardKinematics(
        chain as SerialChain,
        base,
        start.map((q, i) => q + (rates[i] as number) * t + ((accelerations[i] as number) * t * t) / 2),
      );
    const bodyAt = (rider: number, t: number): JointFrame => {
      const { after, frame } = (chain as SerialChain).riders[rider] as SerialChain['riders'][number];
      return composeFrames(at(t).joints[after - 1] as JointFrame, frame);
    };
    inertialWrenches(chain as SerialChain, at(0), rates, accelerations, masses).forEach((wrench, rider) => {
      if (((chain as SerialChain).riders[rider]?.after ?? 0) === 0) return;
      const mass = masses[rider] as MassProperties;
      const centre = (t: number): Vec3 => {
        const body = bodyAt(rider, t);
        return add(body.position, rotate(body.orientation, mass.centerOfMass));
      };
      const spin = (t: number): Vec3 => {
        const turn = scale(poseError(bodyAt(rider, t - h), bodyAt(rider, t + h)).angular, 1 / (2 * h));
        const axes = multiplyQuaternions(bodyAt(rider, t).orientation, mass.principalAxes);
        const local = rotate(conjugate(axes), turn);
        return rotate(axes, local.map((x, i) => x * (mass.principalInertia[i] as number)) as unknown as Vec3);
      };
      const force = scale(subtract(add(centre(h), centre(-h)), scale(centre(0), 2)), mass.mass / (h * h));
      const torque = scale(subtract(spin(h), spin(-h)), 1 / (2 * h));
      for (const [got, want] of [
        [wrench.force, force],
        [wrench.torque, torque],
      ] as const) {
        got.forEach((x, i) => {
          worst = Math.max(worst, Math.abs(x - (want[i] as number)));
        });
      }
    });
  }
  expect(worst).toBeLessThan(2e-3);
});
