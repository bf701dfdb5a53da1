import { expect, it } from 'vitest';
import { type Footprint, timeToCollision } from '#src/core/footprint.ts';
import { createRng } from '#src/core/rng.ts';

const rng = createRng(7);
const draw = (): Footprint => {
  const angle = rng.uniform(0, 2 * Math.PI);
  return {
    ...{ x: rng.uniform(-8, 8), y: rng.uniform(-8, 8), cos: Math.cos(angle), sin: Math.sin(angle) },
    ...{ halfLength: rng.uniform(0.2, 3), halfWidth: rng.uniform(0.2, 1.2) },
    ...{ velocityX: rng.uniform(-8, 8), velocityY: rng.uniform(-8, 8) },
  };
};

const corners = (f: Footprint, t: number): (readonly [number, number])[] =>
  [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
  ].map(([a, b]) => [
    f.x + t * f.velocityX + a! * f.halfLength * f.cos - b! * f.halfWidth * f.sin,
    f.y + t * f.velocityY + a! * f.halfLength * f.sin + b! * f.halfWidth * f.cos,
  ]);

/** Whether a corner of one lies in the other, or two edges cross: slow, and obviously right. */
function overlap(a: Footprint, b: Footprint, t: number): boolean {
  const [p, q] = [corners(a, t), corners(b, t)];
  const inside = (f: Footprint, [x, y]: readonly [number, number]): boolean => {
    const [dx, dy] = [x - f.x - t * f.velocityX, y - f.y - t * f.velocityY];
    return (
      Math.abs(dx * f.cos + dy * f.sin) <= f.halfLength && Math.abs(dy * f.cos - dx * f.sin) <= f.halfWidth
    );
  };
  if (p.some((corner) => inside(b, corner)) || q.some((corner) => inside(a, corner))) return true;
  type P = readonly [number, number];
  const side = (u: P, v: P, w: P): number => (v[0] - u[0]) * (w[1] - u[1]) - (v[1] - u[1]) * (w[0] - u[0]);
  return p.some((u, i) =>
    q.some((w, k) => {
      const [v, x] = [p[(i + 1) % 4] as P, q[(k + 1) % 4] as P];
      return side(u, v, w) * side(u, v, x) < 0 && side(w, x, u) * side(w, x, v) < 0;
    }),
  );
}

it('the time to collision of two footprints is when a search in small steps finds them to overlap', () => {
  const step = 0.004;
  let met = 0;
  for (let pair = 0; pair < 150; pair++) {
    const [a, b] = [draw(), draw()];
    let found = Number.POSITIVE_INFINITY;
    for (let t = 0; t <= 4 && found === Number.POSITIVE_INFINITY; t += step) if (overlap(a, b, t)) found = t;
    const time = timeToCollision(a, b);
    if (found === Number.POSITIVE_INFINITY) {
      // A corner may be brushed between two steps.
      if (time < 4) expect(overlap(a, b, time + 1e-7) || overlap(a, b, time + step / 2)).toBe(true);
      continue;
    }
    met++;
    expect(time).toBeLessThanOrEqual(found + 1e-9);
    expect(time).toBeGreaterThan(found - step - 1e-9);
  }
  expect(met).toBeGreaterThan(20);
});

it('who never meets has no time to collision, and who overlaps has none left', () => {
  const still = { x: 0, y: 0, cos: 1, sin: 0, halfLength: 2, halfWidth: 1, velocityX: 0, velocityY: 0 };
  expect(timeToCollision(still, { ...still, x: 10 })).toBe(Number.POSITIVE_INFINITY);
  expect(timeToCollision(still, { ...still, x: 10, velocityX: -3 })).toBe(2);
  expect(timeToCollision(still, { ...still, x: 1 })).toBe(0);
});
