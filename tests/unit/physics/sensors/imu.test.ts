import { describe, expect, it } from 'vitest';
import type { Episode, WorldState } from '#src/core/episode.ts';
import { conjugate, cross, multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '#src/core/pose.ts';
import type { Imu } from '#src/core/sensor.ts';
import type { Table } from '#src/core/table.ts';
import { createImu } from '#src/physics/sensors/imu.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { minimalBall, minimalScene } from '../../../fixtures/minimal-scene.ts';

const GRAVITY: Vec3 = [0, 0, -9.81];
const PLACE = { body: 'ball', position: [0.3, -0.2, 0.1], orientation: [0.5, 0.5, 0.5, 0.5] } as const;

const imu = (changes: Partial<Imu> = {}): Imu => ({
  kind: 'imu',
  name: 'imu',
  place: PLACE,
  rate: 240,
  accelerometerNoise: 0,
  gyroscopeNoise: 0,
  accelerometerWalk: 0,
  gyroscopeWalk: 0,
  ...changes,
});

const episode = (physicsRate: number, seed = 0): Episode => ({
  ...sampleEpisode(parseScene(minimalScene({ bodies: [minimalBall()] }), 'test'), seed),
  physicsRate,
});

/** A body that swings along x and z while it turns about a tilted axis ever faster, in closed form. */
const AXIS: Vec3 = [0.6, 0, 0.8];
const position = (t: number): Vec3 => [Math.sin(2 * t), 0.5 * t * t, 0.3 * Math.cos(3 * t)];
const turn = (t: number): Quaternion => {
  const half = (2 * t + 0.75 * t * t) / 2;
  return [AXIS[0] * Math.sin(half), 0, AXIS[2] * Math.sin(half), Math.cos(half)];
};
const spin = (t: number): Vec3 => [AXIS[0] * (2 + 1.5 * t), 0, AXIS[2] * (2 + 1.5 * t)];

const derivative = (f: (t: number) => Vec3, t: number, h: number): Vec3 => {
  const [a, b] = [f(t - h), f(t + h)];
  return [(b[0] - a[0]) / (2 * h), (b[1] - a[1]) / (2 * h), (b[2] - a[2]) / (2 * h)];
};

const state = (step: number, t: number): WorldState => ({
  step,
  positions: Float64Array.from(position(t)),
  orientations: Float64Array.from(turn(t)),
  linearVelocities: Float64Array.from(derivative(position, t, 1e-5)),
  angularVelocities: Float64Array.from(spin(t)),
});

function record(sensor: Imu, rate: number, steps: number, seed = 0, still = false): Table {
  const recorder = createImu(sensor, episode(rate, seed));
  const at = (step: number): WorldState => ({ ...state(0, still ? 0 : step / rate), step });
  for (let step = 0; step <= steps; step++) {
    recorder.collect({ previous: at(Math.max(0, step - 1)), state: at(step) });
  }
  return recorder.table();
}

const values = (table: Table, name: string): number[] =>
  Array.from(table.columns.find((column) => column.name === name)?.values ?? []);

/** By differences of the sensor's own path: slow, rough, and without a lever arm in it. */
function truth(t: number): { force: Vec3; turn: Vec3 } {
  const h = 1e-4;
  const at = (s: number): Vec3 => {
    const [p, r] = [position(s), rotate(turn(s), PLACE.position)];
    return [p[0] + r[0], p[1] + r[1], p[2] + r[2]];
  };
  const a = derivative((s) => derivative(at, s, h), t, h);
  const back = conjugate(multiplyQuaternions(turn(t), PLACE.orientation));
  return {
    force: rotate(back, [a[0] - GRAVITY[0], a[1] - GRAVITY[1], a[2] - GRAVITY[2]]),
    turn: rotate(back, spin(t)),
  };
}

describe('an IMU at a lever arm on a body that swings and spins up', () => {
  it.each([
    [240, 1e-4],
    [960, 1e-5],
  ])('at %i Hz keeps to the closed form of its path within %f', (rate, tolerance) => {
    const table = record(imu({ rate }), rate, rate);
    const [force, angular] = [values(table, 'specific_force'), values(table, 'angular_rate')];
    let worst = 0;
    for (let i = 0; i < rate; i++) {
      const exact = truth((i + 0.5) / rate);
      for (let axis = 0; axis < 3; axis++) {
        worst = Math.max(worst, Math.abs((force[3 * i + axis] as number) - (exact.force[axis] as number)));
        worst = Math.max(worst, Math.abs((angular[3 * i + axis] as number) - (exact.turn[axis] as number)));
      }
    }
    expect(worst).toBeLessThan(tolerance);
    // The lever arm matters here: this is not the force at the centre.
    expect(Math.hypot(...cross(spin(1), PLACE.position))).toBeGreaterThan(0.3);
  });

  it('gives the mean over each interval where it is slower than physics', () => {
    const [slow, fast] = [record(imu({ rate: 60 }), 240, 240), record(imu(), 240, 240)];
    const [means, all] = [values(slow, 'specific_force'), values(fast, 'specific_force')];
    expect(slow.rows).toBe(60);
    for (let i = 0; i < 60; i++) {
      const four = [0, 1, 2, 3].map((k) => all[3 * (4 * i + k)] as number);
      expect(means[3 * i]).toBeCloseTo(four.reduce((a, b) => a + b) / 4, 5);
    }
    expect(values(slow, 'time')[0]).toBe(4 / 240);
  });
});

describe('its noise', () => {
  const noisy = imu({ rate: 100, accelerometerNoise: 0.02, gyroscopeWalk: 0.05 });
  const deviation = (x: number[]): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);

  it('is white with σ = N √rate', () => {
    const table = record(noisy, 100, 20_000, 3, true);
    const clean = values(table, 'specific_force_clean');
    const errors = values(table, 'specific_force').map((value, i) => value - (clean[i] as number));
    expect(deviation(errors) / (0.02 * 10)).toBeCloseTo(1, 1);
    // Neighbours have nothing to do with each other.
    const lag = errors.slice(3).reduce((sum, value, i) => sum + value * (errors[i] as number), 0);
    expect(Math.abs(lag / errors.length) / deviation(errors) ** 2).toBeLessThan(0.02);
    expect(Math.max(...values(table, 'accelerometer_bias').map(Math.abs))).toBe(0);
  });

  it('walks by steps of σ = K / √rate, and says how far', () => {
    const table = record(noisy, 100, 20_000, 3, true);
    const bias = values(table, 'gyroscope_bias');
    const steps = bias.slice(3).map((value, i) => value - (bias[i] as number));
    expect(deviation(steps) / (0.05 / 10)).toBeCloseTo(1, 1);
    const [read, clean] = [values(table, 'angular_rate'), values(table, 'angular_rate_clean')];
    bias.forEach((value, i) => {
      expect((read[i] as number) - (clean[i] as number)).toBeCloseTo(value, 5);
    });
  });

  it('follows from the seed', () => {
    const bytes = (seed: number): number[] => values(record(noisy, 100, 200, seed, true), 'specific_force');
    expect(bytes(1)).toEqual(bytes(1));
    expect(bytes(1)).not.toEqual(bytes(2));
  });
});
