import { expect, it } from 'vitest';
import type { MassProperties } from '#src/core/episode.ts';
import { composeFrames } from '#src/core/frame-transform.ts';
import type { JointFrame } from '#src/core/joint.ts';
import {
  add,
  conjugate,
  dot,
  multiplyQuaternions,
  rotate,
  scale,
  subtract,
  type Vec3,
} from '#src/core/pose.ts';
import { createRng } from '#src/core/rng.ts';
import { createChainFrames } from '#src/physics/kinematics/chain-frames.ts';
import { forwardKinematics } from '#src/physics/kinematics/forward-kinematics.ts';
import { createInverseDynamics } from '#src/physics/kinematics/inverse-dynamics.ts';
import { poseError } from '#src/physics/kinematics/pose-error.ts';
import type { SerialChain } from '#src/physics/kinematics/serial-chain.ts';
import { anyChain, armChain, quaternion, vector } from './arm-chain.ts';

/** A chain somewhere, its joints moving anyhow, with what its dynamics say. */
function moving(chain: SerialChain, seed: number) {
  const rng = createRng(seed);
  const base: JointFrame = { position: vector(rng, 1), orientation: quaternion(rng) };
  const [start, rates, accelerations] = [1, 1.5, 4].map((size) =>
    Float64Array.from(chain.joints, () => rng.uniform(-size, size)),
  ) as [Float64Array, Float64Array, Float64Array];
  const masses = chain.riders.map(
    (): MassProperties => ({
      mass: rng.uniform(0.5, 3),
      centerOfMass: vector(rng, 0.1),
      principalInertia: [rng.uniform(0.01, 0.03), rng.uniform(0.01, 0.03), rng.uniform(0.01, 0.03)],
      principalAxes: quaternion(rng),
    }),
  );
  const gravity = vector(rng, 10);
  const frames = createChainFrames(chain, base);
  frames.place(start);
  const { solve, wrenches, efforts } = createInverseDynamics(chain, masses, gravity);
  solve(frames, rates, accelerations);
  /** A rider's frame where the joints are there. */
  const riderAt = (rider: number, positions: ArrayLike<number>): JointFrame => {
    const { after, frame } = chain.riders[rider] as SerialChain['riders'][number];
    return composeFrames(forwardKinematics(chain, base, positions).joints[after - 1] as JointFrame, frame);
  };
  const riders = chain.riders.flatMap(({ after }, row) => (after === 0 ? [] : [row]));
  return { start, rates, accelerations, masses, gravity, wrenches, efforts, riders, riderAt };
}

const CASES: readonly (readonly [SerialChain, number])[] = [
  [armChain(), 1],
  ...[2, 3, 4, 5, 6, 7].map((seed) => [anyChain(seed), seed] as const),
];

const vectorAt = (values: Float64Array, at: number): Vec3 =>
  Array.from(values.subarray(at, at + 3)) as unknown as Vec3;

const centerOf = ({ position, orientation }: JointFrame, { centerOfMass }: MassProperties): Vec3 =>
  add(position, rotate(orientation, centerOfMass));

it('gives the forces and torques by which momenta change, told by differences of poses', () => {
  const h = 1e-3;
  let worst = 0;
  for (const [chain, seed] of CASES) {
    const { start, rates, accelerations, masses, wrenches, riders, riderAt } = moving(chain, seed);
    for (const rider of riders) {
      const mass = masses[rider] as MassProperties;
      const bodyAt = (t: number): JointFrame =>
        riderAt(
          rider,
          start.map((q, i) => q + (rates[i] as number) * t + ((accelerations[i] as number) * t * t) / 2),
        );
      const centre = (t: number): Vec3 => centerOf(bodyAt(t), mass);
      const spin = (t: number): Vec3 => {
        const turn = scale(poseError(bodyAt(t - h), bodyAt(t + h)).angular, 1 / (2 * h));
        const axes = multiplyQuaternions(bodyAt(t).orientation, mass.principalAxes);
        const local = rotate(conjugate(axes), turn);
        return rotate(axes, local.map((x, i) => x * (mass.principalInertia[i] as number)) as unknown as Vec3);
      };
      const force = scale(subtract(add(centre(h), centre(-h)), scale(centre(0), 2)), mass.mass / (h * h));
      const torque = scale(subtract(spin(h), spin(-h)), 1 / (2 * h));
      [...force, ...torque].forEach((want, i) => {
        worst = Math.max(worst, Math.abs((wrenches[6 * rider + i] as number) - want));
      });
    }
  }
  expect(worst).toBeLessThan(2e-3);
});

it('gives the efforts whose virtual work is that of what its riders need, weight and all', () => {
  const h = 1e-5;
  let worst = 0;
  for (const [chain, seed] of CASES) {
    const { start, masses, gravity, wrenches, efforts, riders, riderAt } = moving(chain, seed);
    efforts.forEach((effort, joint) => {
      let work = 0;
      for (const rider of riders) {
        const mass = masses[rider] as MassProperties;
        const [before, after] = [-h, h].map((by) =>
          riderAt(
            rider,
            start.map((q, i) => (i === joint ? q + by : q)),
          ),
        ) as [JointFrame, JointFrame];
        const force = subtract(vectorAt(wrenches, 6 * rider), scale(gravity, mass.mass));
        const moved = subtract(centerOf(after, mass), centerOf(before, mass));
        work += dot(force, moved) + dot(vectorAt(wrenches, 6 * rider + 3), poseError(before, after).angular);
      }
      worst = Math.max(worst, Math.abs(effort - work / (2 * h)));
    });
  }
  expect(worst).toBeLessThan(1e-6);
});
