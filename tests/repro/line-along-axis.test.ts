import { expect, it } from 'vitest';
import { meetsShape } from '#src/render/derive/ray-shape.ts';

// A direction whose square is no longer a number of full precision was judged to leave a cylinder where it
// entered it: the line along its axis was taken to miss.
it.each([0, 1.6e-162, 1e-155, 1e-140])(
  'a line that leaves the axis by %f a metre passes the whole cylinder',
  (dx) => {
    const span = new Float64Array(2);
    const line = Float64Array.of(0, 0, 4, -dx, 0, -4);
    expect(meetsShape({ kind: 'cylinder', radius: 0.5, height: 1.2 }, line, span)).toBe(true);
    expect([...span]).toEqual([expect.closeTo(0.85, 12), expect.closeTo(1.15, 12)]);
  },
);
