import { expect, it } from 'vitest';
import type { MassProperties } from '#src/core/episode.ts';
import { composeFrames, IDENTITY_FRAME, invertFrame } from '#src/core/frame-transform.ts';
import type { JointFrame } from '#src/core/joint.ts';
import { dot, length, type Vec3 } from '#src/core/pose.ts';
import { createRng } from '#src/core/rng.ts';
import { createChainFrames, fillJacobian } from '#src/physics/kinematics/chain-frames.ts';
import { forwardKinematics } from '#src/physics/kinematics/forward-kinematics.ts';
import { geometricJacobian } from '#src/physics/kinematics/geometric-jacobian.ts';
import { createInverseDynamics } from '#src/physics/kinematics/inverse-dynamics.ts';
import { poseError } from '#src/physics/kinematics/pose-error.ts';
import { type SerialChain, serialChain } from '#src/physics/kinematics/serial-chain.ts';
import { anyChain, armChain, armJoints, quaternion, vector } from './arm-chain.ts';

const SEEDS = Array.from({ length: 40 }, (_, i) => i);

const nudged = (positions: ArrayLike<number>, joint: number, by: number): number[] =>
  Array.from(positions, (q, i) => (i === joint ? q + by : q));

it('finds the joints from base to link, and what branches off them', () => {
  const chain = armChain();
  expect(chain.joints.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5, 6, 7].map((i) => `joint_${i}`));
  expect(chain.riders.map(({ body, after }) => `${body} ${after}`).slice(-3)).toEqual([
    'link_7 7',
    'left 7',
    'right 7',
  ]);
  expect(serialChain({ joints: armJoints() }, 'link_0', 'nowhere')).toBeNull();
});

it('stands upright when every joint is at 0', () => {
  const { worldFromTool } = forwardKinematics(armChain(), IDENTITY_FRAME, new Float64Array(7));
  expect(worldFromTool.position[2]).toBeCloseTo(1.29, 12);
  expect(worldFromTool.orientation).toEqual([0, 0, 0, 1]);
});

it('undoes a frame by its inverse', () => {
  const rng = createRng(3);
  const frame = { position: vector(rng, 1), orientation: quaternion(rng) };
  const error = poseError(composeFrames(frame, invertFrame(frame)), IDENTITY_FRAME);
  expect(length(error.linear) + length(error.angular)).toBeLessThan(1e-14);
});

it('gives the Jacobian that central differences of the pose give', () => {
  let worst = 0;
  for (const seed of SEEDS) {
    const rng = createRng(seed);
    const chain = anyChain(seed);
    const base: JointFrame = { position: vector(rng, 1), orientation: quaternion(rng) };
    const positions = chain.joints.map(() => rng.uniform(-1, 1));
    const jacobian = geometricJacobian(chain, forwardKinematics(chain, base, positions));
    const h = 1e-5;
    chain.joints.forEach((_, i) => {
      const at = (by: number) => forwardKinematics(chain, base, nudged(positions, i, by)).worldFromTool;
      const { linear, angular } = poseError(at(-h), at(h));
      [...linear, ...angular].forEach((change, row) => {
        const entry = jacobian[row * chain.joints.length + i] as number;
        worst = Math.max(worst, Math.abs(entry - change / (2 * h)));
      });
    });
  }
  expect(worst).toBeLessThan(1e-9);
});

it('is where forward kinematics puts it, with the same Jacobian, in arrays that are written anew', () => {
  let worst = 0;
  for (const seed of SEEDS) {
    const rng = createRng(seed);
    const chain = anyChain(seed);
    const n = chain.joints.length;
    const base: JointFrame = { position: vector(rng, 1), orientation: quaternion(rng) };
    const frames = createChainFrames(chain, base);
    const jacobian = new Float64Array(6 * n);
    for (let again = 0; again < 2; again++) {
      const positions = chain.joints.map(() => rng.uniform(-1, 1));
      const pose = forwardKinematics(chain, base, positions);
      frames.place(positions);
      fillJacobian(chain, frames, jacobian);
      const { position, orientation } = pose.worldFromTool;
      for (const [got, want] of [
        [frames.origins, pose.joints.flatMap((joint) => joint.position)],
        [frames.turns, pose.joints.flatMap((joint) => joint.orientation)],
        [frames.toolOrigin, position],
        [frames.toolTurn, orientation],
        [jacobian, geometricJacobian(chain, pose)],
      ] as const) {
        expect(got.length).toBe(want.length);
        got.forEach((x, i) => {
          worst = Math.max(worst, Math.abs(x - (want[i] as number)));
        });
      }
    }
  }
  expect(worst).toBeLessThan(1e-14);
});

it("gives the torques that the potential energy's slope gives", () => {
  const rng = createRng(7);
  const weights = new Map<string, MassProperties>();
  const weightOf = (body: string): MassProperties => {
    const known = weights.get(body) ?? {
      ...{ mass: rng.uniform(0.1, 3), centerOfMass: vector(rng, 0.2) },
      ...{ principalInertia: [0.01, 0.02, 0.02], principalAxes: quaternion(rng) },
    };
    weights.set(body, known);
    return known;
  };
  const gravity: Vec3 = [0.7, -0.4, -9.81];
  let worst = 0;
  for (const [chain, seed] of [
    ...SEEDS.map((seed) => [anyChain(seed), seed] as const),
    [armChain(), 99] as const,
  ]) {
    const own = createRng(seed).fork('pose');
    const base: JointFrame = { position: vector(own, 1), orientation: quaternion(own) };
    const positions = chain.joints.map(() => own.uniform(-1.5, 1.5));
    const energy = (q: readonly number[]) => potentialEnergy(chain, base, q, weightOf, gravity);
    const masses = chain.riders.map(({ body }) => weightOf(body));
    const frames = createChainFrames(chain, base);
    frames.place(positions);
    const still = new Float64Array(chain.joints.length);
    const { solve, efforts } = createInverseDynamics(chain, masses, gravity);
    solve(frames, still, still);
    const h = 1e-5;
    efforts.forEach((torque, i) => {
      const slope = (energy(nudged(positions, i, h)) - energy(nudged(positions, i, -h))) / (2 * h);
      worst = Math.max(worst, Math.abs(torque - slope));
    });
  }
  expect(worst).toBeLessThan(1e-7);
});

/** −m g·c of every body beyond the base, each where forward kinematics puts it. */
function potentialEnergy(
  chain: SerialChain,
  base: JointFrame,
  positions: readonly number[],
  weightOf: (body: string) => { mass: number; centerOfMass: Vec3 },
  gravity: Vec3,
): number {
  const { joints } = forwardKinematics(chain, base, positions);
  let energy = 0;
  for (const { body, after, frame } of chain.riders) {
    if (after === 0) continue;
    const { mass, centerOfMass } = weightOf(body);
    const worldFromBody = composeFrames(joints[after - 1] as JointFrame, frame);
    const center = composeFrames(worldFromBody, { ...IDENTITY_FRAME, position: centerOfMass }).position;
    energy -= mass * dot(gravity, center);
  }
  return energy;
}
