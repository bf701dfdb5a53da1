import { expect, it } from 'vitest';
import type { Vec3 } from '#src/core/pose.ts';
import { physicsResidual, type VerifiedBody } from '#src/metrics/laws/physics-residual.ts';

const DT = 1 / 12;
const G: Vec3 = [0, 0, -9.81];
const COUNT = 8;

const flight = (h: number): Vec3 => [1.5 * h * DT, 0, 2 + 3 * h * DT - (9.81 * (h * DT) ** 2) / 2];
const slide = (h: number): Vec3 => [1.2 * h * DT - 0.5 * (h * DT) ** 2, 0, 0];

function body(places: readonly (Vec3 | null)[], rest: Partial<VerifiedBody> = {}): VerifiedBody {
  return {
    places,
    whole: places.map((place) => place !== null),
    ...{ velocity: [1.5, 0, 3], flies: true, slack: 0, nears: () => false, pixelsPerMetre: 40, diameter: 12 },
    ...rest,
  };
}

const places = (of: (h: number) => Vec3): Vec3[] => Array.from({ length: COUNT + 1 }, (_, h) => of(h));
const residual = (one: VerifiedBody): (number | null)[] => physicsResidual([one], COUNT, DT, G);

it('is 0 of a parabola, and of what is slowed by no more than its support can', () => {
  for (const value of residual(body(places(flight)))) expect(value).toBeCloseTo(0, 6);
  const slid = body(places(slide), { flies: false, slack: 1, velocity: [1.2, 0, 0] });
  for (const value of residual(slid)) expect(value).toBeCloseTo(0, 6);
});

it('is what gravity would have moved of what stands in the air, and more where it stops at once', () => {
  const still = residual(body(places(() => flight(0))));
  expect(still[0]).toBeCloseTo(40 * Math.hypot(1.5 * DT, 3 * DT - (9.81 * DT * DT) / 2), 6);
  for (const value of still.slice(1)) expect(value).toBeCloseTo(40 * 9.81 * DT * DT, 6);
});

it('grows with what a slide is slowed beyond its support', () => {
  const slow = { flies: false, slack: 1, velocity: [1.2, 0, 0] as Vec3 };
  const stopped = residual(
    body(
      places(() => [0, 0, 0]),
      slow,
    ),
  );
  expect(stopped[0]).toBeCloseTo(40 * (1.2 * DT - 0.5 * DT * DT), 6);
  expect(stopped[1]).toBeCloseTo(0, 6);
});

it('lets a blow turn a body near what can strike it, but not speed it up', () => {
  const bounced = (share: number) =>
    places((h) => (h < 4 ? [0, 0, 1 - h * 0.2] : [0, 0, 0.4 + share * (h - 3) * 0.2]));
  const near = { nears: () => true, velocity: [0, 0, -2.4] as Vec3 };
  const weightless: Vec3 = [0, 0, 0];
  expect(
    Math.max(...physicsResidual([body(bounced(0.7), near)], COUNT, DT, weightless).map(Number)),
  ).toBeCloseTo(0, 6);
  const [, , , gained] = physicsResidual([body(bounced(2), near)], COUNT, DT, weightless);
  expect(gained).toBeCloseTo(40 * 0.2, 6);
});

it('costs a body that was wholly seen and is gone its diameter, and nothing where it was half hidden', () => {
  const gone = places(flight).map((place, h) => (h < 3 ? place : null));
  expect(residual(body(gone)).slice(2)).toEqual(Array.from({ length: COUNT - 2 }, () => 12));
  const hidden = { whole: gone.map((_, h) => h < 2) };
  expect(residual(body(gone, hidden)).slice(2)).toEqual(Array.from({ length: COUNT - 2 }, () => null));
});

it('is the mean over bodies, and nothing without any', () => {
  const two = physicsResidual([body(places(flight)), body(places(() => flight(0)))], COUNT, DT, G);
  expect(two[3]).toBeCloseTo((40 * 9.81 * DT * DT) / 2, 6);
  expect(physicsResidual([], 2, DT, G)).toEqual([null, null]);
});
