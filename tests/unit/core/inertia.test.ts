import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTensor, pointTensor, principalAxes, type Tensor, turnTensor } from '#src/core/inertia.ts';
import type { Quaternion, Vec3 } from '#src/core/pose.ts';

const part = fc.double({ min: -1, max: 1, noNaN: true });
const rotation = fc
  .tuple(part, part, part, part)
  .filter((q) => Math.hypot(...q) > 0.1)
  .map((q) => q.map((x) => x / Math.hypot(...q)) as unknown as Quaternion);
const moment = fc.double({ min: 1e-4, max: 10, noNaN: true });

const close = (a: readonly number[], b: readonly number[], within: number): void =>
  a.forEach((x, i) => {
    expect(Math.abs(x - b[i]!)).toBeLessThan(within);
  });

describe('principalAxes', () => {
  it('gives moments and axes that make the tensor again', () => {
    fc.assert(
      fc.property(rotation, fc.tuple(moment, moment, moment), (turn, [a, b, c]) => {
        const tensor = turnTensor([a, 0, 0, b, 0, c], turn);
        const { moments, axes } = principalAxes(tensor);
        close([...moments].sort(), [a, b, c].sort(), 1e-12);
        expect(Math.abs(Math.hypot(...axes) - 1)).toBeLessThan(1e-12);
        close(turnTensor([moments[0], 0, 0, moments[1], 0, moments[2]], axes), tensor, 1e-12);
      }),
    );
  });

  it('leaves a diagonal tensor as it is', () => {
    expect(principalAxes([3, 0, 0, 1, 0, 2])).toEqual({ moments: [3, 1, 2], axes: [0, 0, 0, 1] });
  });
});

describe('turnTensor', () => {
  it('turns the inertia of points as it turns the points', () => {
    fc.assert(
      fc.property(
        rotation,
        fc.array(fc.tuple(part, part, part), { minLength: 1, maxLength: 5 }),
        (turn, points) => {
          const none: Tensor = [0, 0, 0, 0, 0, 0];
          const of = (all: readonly Vec3[]) =>
            all.reduce((sum, point) => addTensor(sum, pointTensor(2, point)), none);
          const [x, y, z, w] = turn;
          const rows = [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
          ];
          const turned = points.map(
            (p) => rows.map((row) => row.reduce((sum, r, k) => sum + r * p[k]!, 0)) as unknown as Vec3,
          );
          close(turnTensor(of(points), turn), of(turned), 1e-12);
        },
      ),
    );
  });
});
