import { describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import type { Imu, Lidar } from '#src/core/sensor.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { sensorScene, sensors } from '../../fixtures/sensor-scene.ts';

const [LIDAR, , IMU, CONTACT] = sensors() as [object, object, object, object];
const withSensor = (sensor: object, more: Record<string, unknown> = {}) =>
  sensorScene({ sensors: [sensor], ...more });

const wrong: [what: string, scene: unknown, message: string, hint: string][] = [
  [
    'a ring count that no sensor has',
    withSensor({ ...LIDAR, rings: 20 }),
    'sensors[0].rings must be 16 or 32 or 64 or 128, got 20.',
    'Set sensors[0].rings to a value within the rule.',
  ],
  [
    'a rate that does not divide the physics rate',
    withSensor({ ...IMU, rate_hz: 100 }),
    'sensors[0].rate_hz must divide the physics rate (240 Hz), got 100 Hz.',
    'Take 80 or 120.',
  ],
  [
    'a rate above the physics rate',
    withSensor({ ...CONTACT, rate_hz: 480 }),
    'sensors[0].rate_hz must divide the physics rate (240 Hz), got 480 Hz.',
    'Take 240.',
  ],
  [
    'a rate between readings',
    withSensor({ ...IMU, rate_hz: 0.5 }),
    'sensors[0].rate_hz must be a whole number, got 0.5 Hz.',
    'Set sensors[0].rate_hz to a value within the rule.',
  ],
  [
    'a body that is not there',
    withSensor({ ...IMU, on: 'car' }),
    'sensors[0].on must name a body, got "car".',
    'Did you mean "cart"?',
  ],
  [
    'a contact sensor on nothing',
    withSensor({ ...CONTACT, on: undefined }),
    'sensors[0].on must be text, got nothing.',
    'Add sensors[0].on.',
  ],
  [
    'two sensors of one name',
    sensorScene({ sensors: [IMU, { ...CONTACT, name: 'imu' }] }),
    'sensors[1].name must be unique, got "imu" twice.',
    'Rename one of them.',
  ],
  [
    'rings from high to low',
    withSensor({ ...LIDAR, elevation_deg: [10, -10] }),
    'sensors[0].elevation_deg must be written lowest ring first, got [10,-10] °.',
    'Swap its ends, or set them apart.',
  ],
  [
    'rings beyond straight up',
    withSensor({ ...LIDAR, elevation_deg: [-10, 95] }),
    'sensors[0].elevation_deg[1] must be ≤ 90 °, got 95 °.',
    'Set sensors[0].elevation_deg[1] to a value within the rule.',
  ],
  [
    'a greatest range below the least',
    withSensor({ ...LIDAR, max_range: 0.05 }),
    'sensors[0].max_range must be > min_range (0.1 m), got 0.05 m.',
    'Set max_range beyond min_range.',
  ],
  [
    'bounds that cross at one end of a range only',
    withSensor({ ...LIDAR, min_range: '$near', max_range: 2 }, { random: { near: { uniform: [1, 3] } } }),
    'sensors[0].max_range must be > min_range (3 m), got 2 m.',
    'Set max_range beyond min_range.',
  ],
  [
    'a quaternion of length 2',
    withSensor({ ...IMU, orientation: [1, 1, 1, 1] }),
    'sensors[0].orientation must be a unit quaternion [x, y, z, w] (length 1 ± 0.001), got length 2.',
    'Divide it by its length.',
  ],
  [
    'noise below 0',
    withSensor({ ...LIDAR, range_noise: -0.01 }),
    'sensors[0].range_noise must be ≥ 0 m, got -0.01 m.',
    'Set sensors[0].range_noise to a value within the rule.',
  ],
  [
    'more losses than returns',
    withSensor({ ...LIDAR, dropout: 1.5 }),
    'sensors[0].dropout must be ≤ 1, got 1.5.',
    'Set sensors[0].dropout to a value within the rule.',
  ],
  [
    'noise that is no number',
    withSensor({ ...IMU, accelerometer_noise: Number.NaN }),
    'sensors[0].accelerometer_noise must be a finite number, got NaN m/s²/√Hz.',
    'Set sensors[0].accelerometer_noise to a value within the rule.',
  ],
  [
    'a kind that does not exist',
    withSensor({ ...IMU, kind: 'radar' }),
    'sensors[0].kind must be "lidar" or "imu" or "contact" or "encoder" or "odometry", got "radar".',
    'Set sensors[0].kind to a value within the rule.',
  ],
  [
    'a misspelt field',
    withSensor({ ...LIDAR, max_rnage: 3 }),
    'sensors[0].max_rnage is not a field of a scene file.',
    'Did you mean "max_range"?',
  ],
];

describe('a scene’s sensors', () => {
  it.each(wrong)('refuse %s', (_, scene, message, hint) => {
    let error: unknown;
    try {
      parseScene(scene, 'a.json');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ToolkitError);
    const { message: said, hint: advised, exitCode } = error as ToolkitError;
    expect([said, advised, exitCode]).toEqual([`a.json: ${message}`, hint, 2]);
  });

  it('become those of the episode, in radians, with defaults and unit quaternions', () => {
    const episode = sampleEpisode(parseScene(sensorScene(), 'a.json'), 0);
    expect(episode.sensors.map(({ kind, name }) => [kind, name])).toEqual([
      ['lidar', 'lidar'],
      ['lidar', 'still_lidar'],
      ['imu', 'imu'],
      ['contact', 'ball_contact'],
      ['contact', 'ground_contact'],
    ]);
    const [lidar, still, imu] = episode.sensors as unknown as [Lidar, Lidar, Imu];
    expect(lidar).toMatchObject({ rings: 16, columns: 90, rate: 10, minRange: 0.1, motionDistorted: true });
    expect(lidar.elevation[0]).toBeCloseTo((-40 * Math.PI) / 180, 12);
    expect(Math.abs(Math.hypot(...lidar.place.orientation) - 1)).toBeLessThan(1e-15);
    expect(still.place).toEqual({ body: null, position: [3, -2, 0.7], orientation: [0, 0, 0, 1] });
    expect(still).toMatchObject({ rangeNoise: 0, dropout: 0, motionDistorted: false });
    expect(imu).toMatchObject({ place: { body: 'cart' }, rate: 120, gyroscopeWalk: 0.0005 });
  });

  it('may draw their numbers', () => {
    const scene = withSensor(
      { ...LIDAR, range_noise: '$noise' },
      { random: { noise: { uniform: [0.01, 0.05] } } },
    );
    const { sensors: drawn, parameters } = sampleEpisode(parseScene(scene, 'a.json'), 3);
    expect(drawn[0]).toMatchObject({ rangeNoise: parameters['noise'] });
  });
});
