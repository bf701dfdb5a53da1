import { beforeAll, expect, it } from 'vitest';
import { bodyIndex, type Episode } from '#src/core/episode.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { carOf } from '#src/scene/actors/car-bodies.ts';
import { carEpisode } from '../../../fixtures/car-episode.ts';
import { positionOf, velocityOf } from '../../../fixtures/play-episode.ts';

beforeAll(loadPhysics);

const car = (name: string, x: number, speed: number, driver?: object) => ({
  ...{ kind: 'car', name, position: [x, 8], speed },
  ...(driver === undefined ? {} : { driver }),
});

/** Gaps between bumpers and speeds of the two, ten times a second. */
function follow(episode: Episode, seconds: number) {
  const [rear, front] = ['rear', 'front'].map((name) => bodyIndex(episode, name)) as [number, number];
  const world = createPhysicsWorld(episode);
  const [length] = carOf('rear', 'sedan').footprint;
  const seen = [];
  for (let i = 0; i < seconds * 10; i++) {
    for (let step = 0; step < 24; step++) world.step();
    const state = world.state();
    seen.push({
      gap: positionOf(state, front)[0] - positionOf(state, rear)[0] - length,
      speed: velocityOf(state, rear)[0],
      aside: positionOf(state, rear)[1] - 8,
    });
  }
  world.dispose();
  return seen;
}

it('a driver behind a slower one settles at the distance of the intelligent driver model', () => {
  const actors = [car('rear', 0, 12, { speed: 14 }), car('front', 35, 7, { speed: 7 })];
  const seen = follow(carEpisode(0, { actors }), 25);
  const { gap, speed } = seen.at(-1) as (typeof seen)[number];
  // At rest against each other: (s0 + v T) / √(1 − (v/v0)⁴). Source: Treiber, Hennecke and Helbing 2000.
  const expected = (2.5 + 7 * 1.4) / Math.sqrt(1 - (7 / 14) ** 4);
  expect(speed).toBeCloseTo(7, 1);
  expect(Math.abs(gap / expected - 1)).toBeLessThan(0.06);
  expect(Math.min(...seen.map((one) => one.gap))).toBeGreaterThan(2);
});

it('a driver stops behind one who brakes hard, and behind a parked car, without touching it', () => {
  const brakes = [{ kind: 'speed', start: 1, speed: 0, rate: 8 }];
  const braking = [
    car('rear', 0, 12, { speed: 12 }),
    car('front', 24, 12, { speed: 12, manoeuvres: brakes }),
  ];
  const parked = [car('rear', 0, 12, { speed: 12 }), car('front', 60, 0)];
  for (const actors of [braking, parked]) {
    const seen = follow(carEpisode(0, { actors }), 10);
    expect(Math.min(...seen.map(({ gap }) => gap))).toBeGreaterThan(0.8);
    expect(seen.at(-1)?.speed).toBeCloseTo(0, 1);
  }
});

it('a driver keeps to the middle of its path, and a manoeuvre moves it aside', () => {
  const shift = [{ kind: 'shift', start: 2, duration: 2, offset: -3.5 }];
  const actors = [car('rear', 0, 12, { speed: 12, manoeuvres: shift }), car('front', 200, 12, { speed: 12 })];
  const seen = follow(carEpisode(0, { actors }), 8);
  expect(Math.max(...seen.slice(0, 19).map(({ aside }) => Math.abs(aside)))).toBeLessThan(0.02);
  expect(Math.max(...seen.slice(-15).map(({ aside }) => Math.abs(aside + 3.5)))).toBeLessThan(0.1);
});
