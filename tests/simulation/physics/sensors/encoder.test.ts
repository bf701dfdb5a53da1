import { beforeAll, describe, expect, it } from 'vitest';
import { bodyIndex, type WorldState } from '#src/core/episode.ts';
import { rotate } from '#src/core/pose.ts';
import type { DriveBase } from '#src/core/robot.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createSensorSuite } from '#src/physics/sensors/sensor-suite.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { minimalGround, minimalScene } from '../../../fixtures/minimal-scene.ts';
import { orientationOf, positionOf } from '../../../fixtures/play-episode.ts';
import { readScene } from '../../../fixtures/read-scene.ts';
import { column, episodeOf, idsOf, sense } from './sensed-episode.ts';

beforeAll(loadPhysics);

/** A pendulum in the xz plane, on a post, let go at 40°. */
const pendulum = (sensor: object) =>
  minimalScene({
    bodies: [
      minimalGround(),
      {
        ...{ name: 'post', shape: { kind: 'box', size: [0.05, 0.05, 0.1] }, material: 'clay' },
        ...{ motion: 'fixed', position: [0, 0, 2] },
      },
      { name: 'bob', shape: { kind: 'sphere', radius: 0.05 }, material: 'clay', position: [0, 0, 1] },
    ],
    joints: [
      {
        ...{ name: 'hinge', kind: 'continuous', parent: 'post', child: 'bob' },
        ...{ anchor: [0, 0, 2], axis: [0, 1, 0], start_deg: 40 },
      },
    ],
    sensors: [sensor],
  });

describe('an encoder', () => {
  it('reads where the joint is from the start on, and how fast it moves', () => {
    const { turn } = sense(episodeOf(pendulum({ kind: 'encoder', name: 'turn', rate_hz: 60 })), 240).tables;
    expect(turn?.rows).toBe(61);
    const [position, velocity] = [column(turn, 'position'), column(turn, 'velocity')];
    expect(position[0]).toBeCloseTo((40 * Math.PI) / 180, 4);
    expect(position).toEqual(column(turn, 'position_clean'));
    for (let i = 1; i < 60; i++) {
      const slope = ((position[i + 1] as number) - (position[i - 1] as number)) * 30;
      expect(Math.abs((velocity[i] as number) - slope)).toBeLessThan(0.02);
    }
  });

  it('errs as it is told to, and keeps the truth beside it', () => {
    const noisy = { kind: 'encoder', name: 'turn', rate_hz: 240, position_noise: 0.01 };
    const { turn } = sense(episodeOf(pendulum(noisy)), 960).tables;
    const truth = column(turn, 'position_clean');
    const errors = column(turn, 'position').map((value, i) => value - (truth[i] as number));
    const deviation = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    expect(Math.abs(deviation / 0.01 - 1)).toBeLessThan(0.1);
  });

  it('refuses joints that are not there, with the nearest that is', () => {
    expect(() =>
      episodeOf(pendulum({ kind: 'encoder', name: 'turn', rate_hz: 60, joints: ['hing'] })),
    ).toThrow('sensors[0].joints[0] must read joints of the scene, got "hing".');
    expect(() => episodeOf(minimalScene({ sensors: [{ kind: 'encoder', name: 'e', rate_hz: 60 }] }))).toThrow(
      'must read joints',
    );
  });
});

describe('odometry', () => {
  it.each([
    [0.4, 0],
    [0.3, 0.8],
  ])('knows where the base has gone at %s m/s and %s rad/s, as long as no wheel slips', (forward, turn) => {
    const episode = sampleEpisode(readScene('robots/mobile-navigate'), 3);
    const world = createPhysicsWorld(episode);
    const suite = createSensorSuite(episode, world, idsOf(episode));
    suite.collect();
    const base = bodyIndex(episode, (episode.robot as DriveBase).body);
    const start = world.state();
    world.setAction(Float32Array.of(forward, turn));
    for (let step = 0; step < 300; step++) {
      world.step();
      suite.collect();
    }
    const end = world.state();
    world.dispose();
    const { wheels } = suite.tables();
    const [x, y, yaw] = ['x', 'y', 'yaw'].map((name) => column(wheels, name).at(-1) as number);
    const headingOf = (state: WorldState): number => {
      const [ahead, left] = rotate(orientationOf(state, base), [1, 0, 0]);
      return Math.atan2(left, ahead);
    };
    const from = headingOf(start);
    const [dx, dy] = [0, 1].map(
      (k) => (positionOf(end, base)[k] as number) - (positionOf(start, base)[k] as number),
    ) as [number, number];
    expect(x).toBeCloseTo(dx * Math.cos(from) + dy * Math.sin(from), 1);
    expect(y).toBeCloseTo(dy * Math.cos(from) - dx * Math.sin(from), 1);
    expect(yaw).toBeCloseTo(headingOf(end) - from, 1);
    expect(Math.hypot(dx, dy)).toBeGreaterThan(0.2);
  });
});
