import { describe, expect, it } from 'vitest';
import type { Vec3 } from '#src/core/pose.ts';
import { createRng, type Rng } from '#src/core/rng.ts';
import { energyDrift } from '#src/metrics/laws/energy-drift.ts';
import { estimateGravity } from '#src/metrics/laws/estimate-gravity.ts';
import { estimateRestitution, FIXED } from '#src/metrics/laws/estimate-restitution.ts';
import { fitImpact } from '#src/metrics/laws/fit-impact.ts';
import { fitSlowing } from '#src/metrics/laws/fit-slowing.ts';
import { fitSwing, pendulumPeriod } from '#src/metrics/laws/fit-swing.ts';
import { momentumDrift } from '#src/metrics/laws/momentum-drift.ts';

const FPS = 12;

/** Metres that a twentieth of a pixel is at 45 pixels a metre. */
const NOISE = 0.05 / 45;

const times = (count: number): number[] => Array.from({ length: count }, (_, k) => k / FPS);

/** A draw of mean 0 and standard deviation 1, as the sum of twelve even ones. */
const normal = (rng: Rng): number => Array.from({ length: 12 }, () => rng.next()).reduce((a, b) => a + b, -6);

const noisy = (values: readonly number[], rng: Rng): number[] => values.map((v) => v + NOISE * normal(rng));

describe('g from heights', () => {
  const fall = (g: number, count: number, lag = 0): number[] =>
    times(count).map((t) => 1.5 - 0.7 * t - (g * t * (t + lag)) / 2);

  it('is exact without noise, with and without a known start', () => {
    expect(estimateGravity({ times: times(5), heights: fall(9.81, 5) }, null)).toBeCloseTo(9.81, 8);
    const start = { velocity: -0.7, lag: 1 / 960 };
    expect(estimateGravity({ times: times(3), heights: fall(6.5, 3, 1 / 960) }, start)).toBeCloseTo(6.5, 8);
  });

  it('is right to 2 % in the median of clips with noise of a twentieth of a pixel', () => {
    const rng = createRng(3);
    const errors = Array.from({ length: 101 }, () => {
      const g = 6 + 7 * rng.next();
      const heights = noisy(fall(g, 5), rng);
      return Math.abs(
        (estimateGravity({ times: times(5), heights }, { velocity: -0.7, lag: 0 }) as number) / g - 1,
      );
    }).sort((a, b) => a - b);
    expect(errors[50]).toBeLessThan(0.02);
  });

  it('is 0 of what goes on evenly, and of what stands still tells of the speed that it had', () => {
    const even = times(5).map((t) => 1.5 - 0.7 * t);
    expect(estimateGravity({ times: times(5), heights: even }, { velocity: -0.7, lag: 0 })).toBeCloseTo(0, 8);
    const still = times(5).map(() => 1.5);
    expect(estimateGravity({ times: times(5), heights: still }, { velocity: -3, lag: 0 })).toBeLessThan(-10);
  });

  it('is not told of too few heights', () => {
    expect(estimateGravity({ times: times(3), heights: fall(9.81, 3) }, null)).toBeNull();
    expect(estimateGravity({ times: times(2), heights: fall(9.81, 2) }, { velocity: 0, lag: 0 })).toBeNull();
  });
});

describe('an impact', () => {
  const G: Vec3 = [0, 0, -9.81];
  /** A ball that falls from 1.2 m onto a floor and keeps a share of its speed. */
  const bounce = (e: number, frames: number): { places: Vec3[]; time: number } => {
    const time = Math.sqrt((2 * 1.2) / 9.81);
    const speed = 9.81 * time;
    const places = times(frames).map((t): Vec3 => {
      const after = t - time;
      const height = after < 0 ? 1.2 - (9.81 * t * t) / 2 : e * speed * after - (9.81 * after * after) / 2;
      return [0.3 * t, 0, height];
    });
    return { places, time };
  };

  it.each([0.3, 0.55, 0.9])('of restitution %f is found with its time and its speeds', (e) => {
    const { places, time } = bounce(e, 9);
    const impact = fitImpact([{ places, acceleration: G }], 1 / FPS);
    expect(impact?.time).toBeCloseTo(time, 6);
    expect(estimateRestitution(impact?.bodies[0] ?? FIXED, FIXED, [0, 0, 1])).toBeCloseTo(e, 6);
  });

  it('is found to 0.03 of restitution and a tenth of a frame with noise', () => {
    const rng = createRng(5);
    for (let i = 0; i < 40; i++) {
      const e = 0.3 + 0.6 * rng.next();
      const { places, time } = bounce(e, 10);
      const seen = places.map((place) => noisy(place, rng) as unknown as Vec3);
      const impact = fitImpact([{ places: seen, acceleration: G }], 1 / FPS);
      expect(Math.abs((impact?.time ?? 9) - time) * FPS).toBeLessThan(0.1);
      expect(
        Math.abs((estimateRestitution(impact?.bodies[0] ?? FIXED, FIXED, [0, 0, 1]) ?? 9) - e),
      ).toBeLessThan(0.03);
    }
  });

  it('is not found of what stands still or flies on', () => {
    const still = times(9).map((): Vec3 => [0, 0, 1]);
    expect(fitImpact([{ places: still, acceleration: [0, 0, 0] }], 1 / FPS)).toBeNull();
    // Held up against gravity is no flight: the courses that there are with gravity leave too much.
    expect(fitImpact([{ places: still, acceleration: G }], 1 / FPS)).toBeNull();
  });

  it('of two tells their restitution along the blow, and whether momentum is kept', () => {
    const [m, n, e] = [2, 3, 0.6];
    // One of 1 m/s meets one at rest, head on: the law of momentum and of restitution give both speeds.
    const a = ((m - e * n) / (m + n)) * 1;
    const b = ((m * (1 + e)) / (m + n)) * 1;
    const at = 0.4;
    const course = (start: number, before: number, after: number): Vec3[] =>
      times(11).map((t) => [t < at ? start + before * t : start + before * at + after * (t - at), 0.2, 0.1]);
    const tracks = [course(-0.4, 1, a), course(0.2, 0, b)].map((places) => ({
      places,
      acceleration: [0, 0, 0] as Vec3,
    }));
    const bodies = fitImpact(tracks, 1 / FPS)?.bodies ?? [];
    expect(estimateRestitution(bodies[0] ?? FIXED, bodies[1] ?? FIXED, null)).toBeCloseTo(e, 6);
    expect(momentumDrift(bodies, [m, n])).toBeCloseTo(0, 6);
    expect(momentumDrift([bodies[0] ?? FIXED, FIXED], [m, n])).toBeCloseTo(1 - a, 6);
  });
});

describe('an even slowing', () => {
  const slide = (mu: number, count: number): number[] => {
    const stop = 1.6 / (mu * 9.81);
    return times(count).map((t) => 1.6 * Math.min(t, stop) - (mu * 9.81 * Math.min(t, stop) ** 2) / 2);
  };

  it.each([0.1, 0.3, 0.5])('of friction %f is found whether it stops or not', (mu) => {
    const slowing = fitSlowing(times(12), slide(mu, 12));
    expect((slowing?.deceleration ?? 0) / 9.81).toBeCloseTo(mu, 2);
    expect(slowing?.speed).toBeCloseTo(1.6, 2);
  });

  it('is found to 0.02 with noise', () => {
    const rng = createRng(7);
    for (let i = 0; i < 40; i++) {
      const mu = 0.1 + 0.3 * rng.next();
      const slowing = fitSlowing(times(14), noisy(slide(mu, 14), rng));
      expect(Math.abs((slowing?.deceleration ?? 9) / 9.81 - mu)).toBeLessThan(0.02);
    }
  });

  it('of what speeds up is negative, of what goes on evenly none, and time reversed has the other sign', () => {
    const down = times(10).map((t) => t * t);
    expect(fitSlowing(times(10), down)?.deceleration).toBeCloseTo(-2, 6);
    expect(fitSlowing(times(10), times(10))?.deceleration).toBeCloseTo(0, 6);
    const back = slide(0.1, 10).reverse();
    expect(fitSlowing(times(10), back)?.speed).toBeLessThan(0);
  });
});

describe('a swing', () => {
  /** The angle of a pendulum by small steps: slow, and obviously right. */
  function swing(length: number, start: number, count: number): number[] {
    const steps = 2000;
    let [angle, rate] = [start, 0];
    const angles: number[] = [];
    for (let i = 0; i < count * steps; i++) {
      if (i % steps === 0) angles.push(angle);
      rate -= ((9.81 / length) * Math.sin(angle)) / (FPS * steps);
      angle += rate / (FPS * steps);
    }
    return angles;
  }

  it.each([
    [0.45, 0.9],
    [0.75, 0.6],
    [1.1, 0.25],
  ])('of %f m and %f rad has the period of its length to 1 % from less than one of them', (length, start) => {
    const period = pendulumPeriod(length, 9.81, start);
    const count = Math.ceil(0.7 * period * FPS) + 1;
    const found = fitSwing(times(count), swing(length, start, count), [period / 2, 2 * period]);
    expect(Math.abs((found?.period ?? 0) / period - 1)).toBeLessThan(0.01);
    expect(Math.abs((found?.amplitude ?? 0) / start - 1)).toBeLessThan(0.02);
  });

  it('has the exact period of its amplitude', () => {
    const angles = swing(1, 1.2, 40);
    // The time between the first two moments at the vertical is half a period.
    const zero = angles.flatMap((angle, k) => {
      const next = angles[k + 1] ?? angle;
      return angle * next < 0 ? [(k + angle / (angle - next)) / FPS] : [];
    });
    expect(2 * ((zero[1] ?? 0) - (zero[0] ?? 0))).toBeCloseTo(pendulumPeriod(1, 9.81, 1.2), 2);
  });

  it('is none of what stands still off the vertical', () => {
    const found = fitSwing(
      times(16),
      times(16).map(() => 0.4),
      [0.7, 2.8],
    );
    expect(found).toBeNull();
  });
});

describe('the energy of a ball', () => {
  const UP: Vec3 = [0, 0, 1];
  const options = { up: UP, gravity: 9.81, inertia: 1 };
  const flight = (g: number): Vec3[] => times(10).map((t) => [2 * t, 0, 1 + 4 * t - (g * t * t) / 2]);

  it('is kept in flight and in a swing, whatever the frames', () => {
    expect(energyDrift(flight(9.81), 1 / FPS, options)).toBeCloseTo(0, 6);
    const places = times(12).map((t): Vec3 => {
      const angle = 0.3 * Math.cos(Math.sqrt(9.81) * t);
      return [Math.sin(angle), 0, -Math.cos(angle)];
    });
    expect(Math.abs(energyDrift(places, 1 / FPS, options) ?? 1)).toBeLessThan(0.02);
  });

  it('changes where g is not what it is, or where speed is lost', () => {
    expect(Math.abs(energyDrift(flight(0), 1 / FPS, options) ?? 0)).toBeGreaterThan(0.5);
    const slowed = times(10).map((t): Vec3 => [2 * t - 0.8 * t * t, 0, 0]);
    expect(energyDrift(slowed, 1 / FPS, options)).toBeLessThan(-0.3);
  });

  it('is not told of what stands still', () => {
    expect(
      energyDrift(
        times(10).map((): Vec3 => [0, 0, 1]),
        1 / FPS,
        options,
      ),
    ).toBeNull();
  });
});
