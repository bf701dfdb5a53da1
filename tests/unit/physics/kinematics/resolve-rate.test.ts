import { expect, it } from 'vitest';
import { IDENTITY_FRAME } from '#src/core/frame-transform.ts';
import { createRng } from '#src/core/rng.ts';
import { forwardKinematics } from '#src/physics/kinematics/forward-kinematics.ts';
import { geometricJacobian } from '#src/physics/kinematics/geometric-jacobian.ts';
import { resolveRate } from '#src/physics/kinematics/resolve-rate.ts';
import { solveSpd } from '#src/physics/kinematics/solve-spd.ts';
import { armChain } from './arm-chain.ts';

const HOME = [0, 0.5, 0, 1, 0, 0.9, 0];
const chain = armChain();

it('solves a positive definite system', () => {
  const rng = createRng(1);
  const b = Array.from({ length: 36 }, () => rng.uniform(-1, 1));
  const a = Float64Array.from({ length: 36 }, (_, k) => {
    const [i, j] = [Math.floor(k / 6), k % 6];
    let sum = i === j ? 0.1 : 0;
    for (let m = 0; m < 6; m++) sum += (b[i * 6 + m] as number) * (b[j * 6 + m] as number);
    return sum;
  });
  const x = Array.from({ length: 6 }, () => rng.uniform(-1, 1));
  const right = Float64Array.from(x, (_, i) =>
    x.reduce((sum, value, j) => sum + (a[i * 6 + j] as number) * value, 0),
  );
  solveSpd(a, right);
  x.forEach((value, i) => {
    expect(right[i]).toBeCloseTo(value, 9);
  });
});

it('moves the tool at the wanted rate, and home only where the tool does not feel it', () => {
  const pose = forwardKinematics(chain, IDENTITY_FRAME, HOME);
  const jacobian = geometricJacobian(chain, pose);
  const move = (twist: readonly number[], pull: readonly number[]) => {
    const rates = resolveRate(chain, jacobian, HOME, twist, pull, 1 / 240);
    return Array.from({ length: 6 }, (_, row) =>
      rates.reduce((sum, rate, i) => sum + (jacobian[row * 7 + i] as number) * rate, 0),
    );
  };
  const twist = [0.1, -0.05, 0.08, 0.2, 0.1, -0.1];
  const nothing = new Array(7).fill(0);
  move(twist, nothing).forEach((rate, i) => {
    expect(Math.abs(rate - (twist[i] as number))).toBeLessThan(0.01);
  });
  move([0, 0, 0, 0, 0, 0], [0.5, -0.5, 0.5, 0.5, -0.5, 0.5, 0.5]).forEach((rate) => {
    expect(Math.abs(rate)).toBeLessThan(1e-4);
  });
});

it('stops joints at their limits and slows all to the greatest speed', () => {
  const positions = [0, 1.999, 0, 1.999, 0, 1.999, 0];
  const pose = forwardKinematics(chain, IDENTITY_FRAME, positions);
  const jacobian = geometricJacobian(chain, pose);
  for (const twist of [
    [0, 0, -5, 0, 0, 0],
    [5, 0, 0, 0, 5, 0],
    [0, 0, 0, 0, 9, 0],
  ]) {
    const dt = 1 / 240;
    const rates = resolveRate(chain, jacobian, positions, twist, new Array(7).fill(0), dt);
    rates.forEach((rate, i) => {
      expect(Math.abs(rate)).toBeLessThanOrEqual(2 + 1e-12);
      const joint = chain.joints[i];
      expect((positions[i] as number) + rate * dt).toBeLessThanOrEqual((joint?.high ?? 0) + 1e-12);
    });
  }
});
