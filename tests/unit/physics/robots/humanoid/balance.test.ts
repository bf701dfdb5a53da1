import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, cross, dot, subtract, type Vec3 } from '#src/core/pose.ts';
import { type Bulk, balanceForces, type Sole } from '#src/physics/robots/humanoid/balance.ts';

const MASS = 60;
const AT_REST: Bulk = {
  mass: MASS,
  center: [0, 0, 0.85],
  velocity: [0, 0, 0],
  tilt: [0, 0, 0],
  turning: [0, 0, 0],
  wanted: [0, 0, 0.85],
};
const sole = (y: number): Sole => ({
  center: [0, y, 0],
  ahead: [1, 0, 0],
  left: [0, 1, 0],
  half: [0.13, 0.06],
});
const SOLES = [sole(0.12), sole(-0.12)] as const;

const total = (bulk: Bulk): { readonly force: Vec3; readonly moment: Vec3 } => {
  const [a, b] = balanceForces(bulk, SOLES);
  const about = (f: typeof a): Vec3 => add(cross(subtract(f.point, bulk.center), f.force), f.moment);
  return { force: add(a.force, b.force), moment: add(about(a), about(b)) };
};

test('At rest over the middle each foot carries half of the weight, straight up', () => {
  for (const { force, point } of balanceForces(AT_REST, SOLES)) {
    expect(force[0]).toBeCloseTo(0, 9);
    expect(force[1]).toBeCloseTo(0, 9);
    expect(force[2]).toBeCloseTo((MASS * 9.81) / 2, 9);
    expect(point[0]).toBeCloseTo(0, 9);
  }
});

test('A small push is answered by a force back that turns nothing', () => {
  const { force, moment } = total({ ...AT_REST, velocity: [0.05, 0.04, 0] });
  expect(force[0]).toBeLessThan(0);
  expect(force[1]).toBeLessThan(0);
  for (const x of moment) expect(x).toBeCloseTo(0, 9);
});

test('A tilt is answered by a moment back while the soles can bear it', () => {
  const { moment } = total({ ...AT_REST, tilt: [0.02, 0.03, 0] });
  expect(moment[0]).toBeCloseTo(-10, 6);
  expect(moment[1]).toBeCloseTo(-15, 6);
});

test('However it moves, the feet push, and inside of their soles', () => {
  const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  const vector = (most: number) => fc.tuple(number(most), number(most), number(most));
  fc.assert(
    fc.property(vector(2), vector(1), vector(5), vector(0.3), (velocity, tilt, turning, [x, y, z]) => {
      const center: Vec3 = [x, y, 0.85 + z];
      balanceForces({ ...AT_REST, velocity, tilt, turning, center }, SOLES).forEach(({ force, point }, i) => {
        const { center: middle, half } = SOLES[i] as Sole;
        expect(force[2]).toBeGreaterThanOrEqual(0);
        expect(Math.abs(dot(subtract(point, middle), [1, 0, 0]))).toBeLessThanOrEqual(half[0]);
        expect(Math.abs(dot(subtract(point, middle), [0, 1, 0]))).toBeLessThanOrEqual(half[1]);
      });
    }),
  );
});
