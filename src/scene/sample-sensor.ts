import { IDENTITY_QUATERNION, type Quaternion } from '../core/pose.ts';
import type { Sensor, SensorPlace } from '../core/sensor.ts';
import type { DrawnScene } from './draw-scene.ts';

/** What `min_range` of a LiDAR means where a scene does not say, m. */
export const LIDAR_MIN_RANGE = 0.1;

type DrawnSensor = DrawnScene['sensors'][number];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const unit = ([x, y, z, w]: Quaternion): Quaternion => {
  const inverse = 1 / Math.sqrt(x * x + y * y + z * z + w * w);
  return [x * inverse, y * inverse, z * inverse, w * inverse];
};

const placeOf = (sensor: Exclude<DrawnSensor, { kind: 'contact' }>): SensorPlace => ({
  body: sensor.on ?? null,
  position: sensor.position ?? [0, 0, 0],
  orientation: unit(sensor.orientation ?? IDENTITY_QUATERNION),
});

/** The sensor of a scene as the episode has it. */
export function sampleSensor(sensor: DrawnSensor): Sensor {
  const { kind, name, rate_hz: rate } = sensor;
  if (kind === 'contact') return { kind, name, rate, body: sensor.on };
  if (kind === 'imu') {
    return {
      ...{ kind, name, rate, place: placeOf(sensor) },
      accelerometerNoise: sensor.accelerometer_noise ?? 0,
      gyroscopeNoise: sensor.gyroscope_noise ?? 0,
      accelerometerWalk: sensor.accelerometer_walk ?? 0,
      gyroscopeWalk: sensor.gyroscope_walk ?? 0,
    };
  }
  const [low, high] = sensor.elevation_deg;
  return {
    ...{ kind, name, rate, place: placeOf(sensor), rings: sensor.rings, columns: sensor.columns },
    elevation: [radians(low), radians(high)],
    minRange: sensor.min_range ?? LIDAR_MIN_RANGE,
    maxRange: sensor.max_range,
    motionDistorted: sensor.motion_distorted ?? true,
    rangeNoise: sensor.range_noise ?? 0,
    dropout: sensor.dropout ?? 0,
  };
}
