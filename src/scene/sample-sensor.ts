import { composeFrames } from '../core/frame-transform.ts';
import type { Joint, JointFrame } from '../core/joint.ts';
import { IDENTITY_QUATERNION, type Quaternion } from '../core/pose.ts';
import type { Sensor, SensorPlace } from '../core/sensor.ts';
import { carrierFrame } from './carrier.ts';
import type { DrawnScene } from './draw-scene.ts';

/** What `min_range` of a LiDAR means where a scene does not say, m. */
export const LIDAR_MIN_RANGE = 0.1;

/** Whether a joint has a position to read. */
export const isMovable = ({ kind }: Joint): boolean => kind !== 'fixed' && kind !== 'ball';

type DrawnSensor = DrawnScene['sensors'][number];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const unit = ([x, y, z, w]: Quaternion): Quaternion => {
  const inverse = 1 / Math.sqrt(x * x + y * y + z * z + w * w);
  return [x * inverse, y * inverse, z * inverse, w * inverse];
};

const placeOf = (
  { on, position = [0, 0, 0], orientation }: Extract<DrawnSensor, { kind: 'lidar' | 'imu' }>,
  scene: Pick<DrawnScene, 'robotParts'>,
): SensorPlace => {
  const frame: JointFrame = { position, orientation: unit(orientation ?? IDENTITY_QUATERNION) };
  if (on === undefined) return { body: null, ...frame };
  const { body, bodyFromLink } = carrierFrame(on, scene);
  return { body, ...composeFrames(bodyFromLink, frame) };
};

/**
 * The sensor of a scene as the episode has it.
 *
 * @param movable - Names of the joints that can move.
 */
export function sampleSensor(
  sensor: DrawnSensor,
  scene: Pick<DrawnScene, 'robotParts'>,
  movable: readonly string[],
): Sensor {
  const { kind, name, rate_hz: rate } = sensor;
  if (kind === 'encoder') {
    const { joints = movable, position_noise: positionNoise = 0, velocity_noise: velocityNoise = 0 } = sensor;
    return { kind, name, rate, joints, positionNoise, velocityNoise };
  }
  if (kind === 'odometry') {
    const { left, right, wheel_radius: wheelRadius, track, noise = 0 } = sensor;
    return { kind, name, rate, left, right, wheelRadius, track, noise };
  }
  if (kind === 'contact') return { kind, name, rate, body: carrierFrame(sensor.on, scene).body };
  if (kind === 'imu') {
    return {
      ...{ kind, name, rate, place: placeOf(sensor, scene) },
      accelerometerNoise: sensor.accelerometer_noise ?? 0,
      gyroscopeNoise: sensor.gyroscope_noise ?? 0,
      accelerometerWalk: sensor.accelerometer_walk ?? 0,
      gyroscopeWalk: sensor.gyroscope_walk ?? 0,
    };
  }
  const [low, high] = sensor.elevation_deg;
  return {
    ...{ kind, name, rate, place: placeOf(sensor, scene), rings: sensor.rings, columns: sensor.columns },
    elevation: [radians(low), radians(high)],
    minRange: sensor.min_range ?? LIDAR_MIN_RANGE,
    maxRange: sensor.max_range,
    motionDistorted: sensor.motion_distorted ?? true,
    rangeNoise: sensor.range_noise ?? 0,
    dropout: sensor.dropout ?? 0,
  };
}
