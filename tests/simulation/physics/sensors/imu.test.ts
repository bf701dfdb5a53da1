import { beforeAll, describe, expect, it } from 'vitest';
import { loadPhysics } from '#src/physics/rapier.ts';
import { minimalBall, minimalGround, minimalScene } from '../../../fixtures/minimal-scene.ts';
import { column, episodeOf, sense } from './sensed-episode.ts';

beforeAll(loadPhysics);

const imuScene = (body: Record<string, unknown>, imu: Record<string, unknown> = {}) =>
  minimalScene({
    bodies: [minimalGround(), minimalBall(body)],
    sensors: [{ kind: 'imu', name: 'imu', on: 'ball', rate_hz: 120, ...imu }],
  });

/** The greatest difference from what each reading should be. */
function worst(scene: Record<string, unknown>, steps: number, force: number[], turn: number[], from = 0) {
  const { imu } = sense(episodeOf(scene), steps).tables;
  const error = (name: string, truth: number[]): number =>
    column(imu, name)
      .slice(3 * from)
      .reduce((most, value, i) => Math.max(most, Math.abs(value - (truth[i % 3] as number))), 0);
  const found = { force: error('specific_force', force), turn: error('angular_rate', turn), rows: imu?.rows };
  return found;
}

const G = 9.81;

describe('an IMU', () => {
  it('reads 0 in free fall, turning or not', () => {
    const fall = { position: [0, 0, 9], linear_velocity: [1, 0, 2] };
    const still = worst(imuScene(fall, { position: [0.1, 0.2, 0.3] }), 240, [0, 0, 0], [0, 0, 0]);
    expect(still.rows).toBe(120);
    expect(still.force).toBeLessThan(1e-3);
    expect(still.turn).toBe(0);
    const turning = worst(imuScene({ ...fall, angular_velocity: [0, 0, 5] }), 240, [0, 0, 0], [0, 0, 5]);
    expect(turning.force).toBeLessThan(1e-3);
    // The engine lets a spin itself drift by 1e-4 of it a second.
    expect(turning.turn).toBeLessThan(1e-3);
  });

  it('reads +g upwards at rest', () => {
    const found = worst(imuScene({ position: [0, 0, 0.2] }), 480, [0, 0, G], [0, 0, 0], 100);
    expect(found.force).toBeLessThan(0.01);
    expect(found.turn).toBeLessThan(0.01);
  });

  it('reads ω²r inwards on a turntable', () => {
    const turntable = { motion: 'kinematic', position: [0, 0, 1], angular_velocity: [0, 0, 3] };
    const found = worst(
      imuScene(turntable, { position: [0.5, 0, 0.1] }),
      480,
      [-9 * 0.5, 0, G],
      [0, 0, 3],
      1,
    );
    expect(found.force).toBeLessThan(1e-3);
    expect(found.turn).toBeLessThan(1e-5);
  });

  it('is turned with its frame: on its side it reads g along its own axis', () => {
    const sideways = { motion: 'fixed', position: [0, 0, 1] };
    // x forward turned up: a quarter turn about −y.
    const imu = { orientation: [0, -Math.SQRT1_2, 0, Math.SQRT1_2] };
    expect(worst(imuScene(sideways, imu), 24, [G, 0, 0], [0, 0, 0]).force).toBeLessThan(1e-5);
  });

  it('fixed in the world reads +g and no turn', () => {
    const found = worst(imuScene({}, { on: undefined }), 24, [0, 0, G], [0, 0, 0]);
    expect([found.force < 1e-6, found.turn]).toEqual([true, 0]);
  });
});
