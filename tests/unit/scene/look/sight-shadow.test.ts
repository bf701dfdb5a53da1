import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceToSight, type GroundPoint } from '#src/scene/look/sight-shadow.ts';

/** The nearest of many points of many lines of sight. */
function slowDistance(point: GroundPoint, eye: GroundPoint, low: GroundPoint, high: GroundPoint): number {
  const cuts = 60;
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= cuts; i++) {
    for (let j = 0; j <= cuts; j++) {
      const x = low[0] + ((high[0] - low[0]) * i) / cuts;
      const y = low[1] + ((high[1] - low[1]) * j) / cuts;
      for (let k = 0; k <= cuts; k++) {
        const t = k / cuts;
        const [px, py] = [eye[0] + t * (x - eye[0]), eye[1] + t * (y - eye[1])];
        best = Math.min(best, Math.hypot(px - point[0], py - point[1]));
      }
    }
  }
  return best;
}

describe('distanceToSight', () => {
  it('is the distance to the nearest line of sight', () => {
    const at = fc.double({ min: -3, max: 3, noNaN: true });
    const place = fc.tuple(at, at);
    const half = fc.double({ min: 0.1, max: 1, noNaN: true });
    fc.assert(
      fc.property(place, place, half, half, (point, eye, a, b) => {
        const [low, high] = [[-a, -b] as const, [a, b] as const];
        const got = distanceToSight(point, eye, { low: [...low, 0], high: [...high, 1] });
        const slow = slowDistance(point, eye, low, high);
        // The cuts lie at most 4.3 m ÷ 60 apart.
        expect(got).toBeLessThanOrEqual(slow + 1e-9);
        expect(slow - got).toBeLessThan(0.09);
      }),
      { numRuns: 40 },
    );
  });
});
