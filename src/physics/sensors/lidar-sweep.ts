import type { Episode, WorldState } from '../../core/episode.ts';
import { cos, sin } from '../../core/exact-math.ts';
import { add, rotate, scale, type Vec3 } from '../../core/pose.ts';
import type { Lidar } from '../../core/sensor.ts';
import { createFanCaster } from './fan-caster.ts';
import { lidarElevations } from './lidar-table.ts';
import { carrierIndex, sensorPose } from './sensor-pose.ts';

/** Where the rays of a LiDAR meet the world at one moment. */
export type LidarSweep = {
  readonly sensor: string;
  /** World frame, metres. */
  readonly origin: Vec3;
  /** [returns, 3], world frame, metres. */
  readonly points: Float32Array;
};

/** Columns that are cast at most, to be looked at. */
const MOST_COLUMNS = 360;

/** A whole turn at once, without noise, loss and motion: what a LiDAR would see if it were infinitely fast. */
export function createLidarSweep(sensor: Lidar, episode: Episode): (state: WorldState) => LidarSweep {
  const { place, name, minRange, maxRange } = sensor;
  const carrier = place.body === null ? -1 : carrierIndex(episode, name, place.body);
  const bodies = [...episode.bodies, ...episode.decor];
  const elevations = lidarElevations(sensor);
  const cast = createFanCaster(bodies, elevations, maxRange, (i) => i !== carrier);
  const columns = Math.min(sensor.columns, MOST_COLUMNS);
  const decor = {
    positions: episode.decor.flatMap(({ position }) => [...position]),
    orientations: episode.decor.flatMap(({ orientation }) => [...orientation]),
  };
  return (state) => {
    const poses = {
      positions: Float64Array.of(...state.positions, ...decor.positions),
      orientations: Float64Array.of(...state.orientations, ...decor.orientations),
    };
    const { position, orientation } = sensorPose(place, carrier, poses);
    const up = rotate(orientation, [0, 0, 1]);
    const points: number[] = [];
    for (let column = 0; column < columns; column++) {
      const azimuth = (2 * Math.PI * column) / columns;
      const forward = rotate(orientation, [cos(azimuth), sin(azimuth), 0]);
      const { distances } = cast(poses, { origin: position, forward, up });
      elevations.forEach((elevation, ring) => {
        const distance = distances[ring] as number;
        if (!(distance >= minRange && distance <= maxRange)) return;
        const direction = add(scale(forward, cos(elevation)), scale(up, sin(elevation)));
        points.push(...add(position, scale(direction, distance)));
      });
    }
    return { sensor: name, origin: position, points: Float32Array.from(points) };
  };
}
