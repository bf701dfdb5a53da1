import { beforeAll, expect, it } from 'vitest';
import { bodyIndex, type Episode, type WorldState } from '#src/core/episode.ts';
import { rotate } from '#src/core/pose.ts';
import type { DriveBase } from '#src/core/robot.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { orientationOf } from '../../../fixtures/play-episode.ts';
import { readScene } from '../../../fixtures/read-scene.ts';

beforeAll(loadPhysics);

/** The base of `robots/mobile-navigate` on its floor alone. */
function baseEpisode(): Episode {
  const episode = sampleEpisode(readScene('robots/mobile-navigate'), 3);
  const bodies = episode.bodies.filter(({ name, motion }) => motion === 'dynamic' || name === 'floor');
  return { ...episode, bodies, sensors: [], task: null };
}

/** Drives for so long and says how the base moved, frame of its start; the heading whatever its turns. */
function drive(forward: number, turn: number, seconds: number) {
  const episode = baseEpisode();
  const row = bodyIndex(episode, (episode.robot as DriveBase).body);
  const world = createPhysicsWorld(episode);
  const place = (state: WorldState) => {
    const [ahead, left] = rotate(orientationOf(state, row), [1, 0, 0]);
    const [x, y] = [state.positions[3 * row] as number, state.positions[3 * row + 1] as number];
    return { x, y, heading: Math.atan2(left, ahead) };
  };
  world.setAction(Float32Array.of(forward, turn));
  const start = place(world.state());
  let last = start;
  let [way, turned] = [0, 0];
  // The ramp of 0.4 s is no part of what is measured.
  for (let step = 1; step <= 240 * (0.5 + seconds); step++) {
    world.step();
    if (step % 4 !== 0) continue;
    const now = place(world.state());
    if (step > 120) {
      way += Math.hypot(now.x - last.x, now.y - last.y);
      const change = now.heading - last.heading;
      turned += change - 2 * Math.PI * Math.round(change / (2 * Math.PI));
    }
    last = now;
  }
  world.dispose();
  const [dx, dy] = [last.x - start.x, last.y - start.y];
  const aside = Math.cos(start.heading) * dy - Math.sin(start.heading) * dx;
  return { speed: way / seconds, turn: turned / seconds, aside };
}

it('goes straight on at its speed, less than 1 cm aside in 2 m', () => {
  const { speed, turn, aside } = drive(0.5, 0, 4);
  expect(Math.abs(speed / 0.5 - 1)).toBeLessThan(0.03);
  expect(Math.abs(turn)).toBeLessThan(0.002);
  expect(Math.abs(aside)).toBeLessThan(0.01);
});

it('turns in place and along an arc as fast as it is told', () => {
  const inPlace = drive(0, 0.8, 3);
  expect(inPlace.speed).toBeLessThan(0.003);
  expect(Math.abs(inPlace.turn / 0.8 - 1)).toBeLessThan(0.03);
  for (const [forward, turn] of [
    [0.3, 0.8],
    [0.5, -0.5],
    [-0.3, 0.4],
  ] as const) {
    const arc = drive(forward, turn, 3);
    expect(Math.abs(arc.speed / Math.abs(forward) - 1)).toBeLessThan(0.03);
    expect(Math.abs(arc.turn / turn - 1)).toBeLessThan(0.03);
  }
});
