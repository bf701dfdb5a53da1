import type { Episode } from '../../core/episode.ts';
import { cos, sin } from '../../core/exact-math.ts';
import { rotate } from '../../core/pose.ts';
import { createRng, deriveSeed } from '../../core/rng.ts';
import type { Lidar } from '../../core/sensor.ts';
import { createFanCaster } from './fan-caster.ts';
import { growingArray } from './growing-array.ts';
import { interpolatePoses } from './interpolate-poses.ts';
import { type LidarReturns, lidarElevations, lidarTable } from './lidar-table.ts';
import { createGaussian } from './noise.ts';
import { carrierIndex, sensorPose } from './sensor-pose.ts';
import type { SensorRecorder, SensorStep } from './sensor-recorder.ts';

/**
 * A spinning LiDAR. Column c of a turn points at azimuth 2π c / columns about the sensor's z, from its
 * +x counter-clockwise, and is fired c / columns of a turn after the turn's begin; its rings all at
 * once, from the lowest elevation to the highest in equal steps.
 *
 * With motion distortion a column sees the world, and stands in it, as it is when it is fired: between
 * two physics steps the poses are interpolated (`interpolatePoses` states the bound). Without, a whole
 * turn is cast at its begin. The beam is a line without width, which leaves a point: one return a ray,
 * by the nearest surface, of the exact shapes, decor included. The body that carries the sensor is not
 * seen. A surface nearer than the least range, and whatever is behind it, gives no return.
 *
 * Noise: independent Gaussian errors of the range, as data sheets state them (σ, "range precision"),
 * and independent loss of returns. A range that the noise takes out of bounds is lost as well. Each
 * ray draws its noise whether it meets something or not, so nothing in the scene shifts the noise of
 * the other rays.
 */
export function createLidar(
  sensor: Lidar,
  episode: Episode,
  ids: Readonly<Record<string, number>>,
): SensorRecorder {
  const { columns, rate, motionDistorted } = sensor;
  const { physicsRate } = episode;
  const fire = createHead(sensor, episode, ids);
  const returns = {
    ranges: growingArray(Float32Array),
    cleanRanges: growingArray(Float32Array),
    ids: growingArray(Int32Array),
    incidences: growingArray(Float32Array),
  };
  const columnsASecond = columns * rate;
  let fired = 0;
  return {
    collect(step) {
      const { state } = step;
      if (!motionDistorted) {
        // A turn's begin falls on a step, as the rate divides the physics rate.
        if ((state.step * rate) % physicsRate !== 0) return;
        for (let column = 0; column < columns; column++) fire(step, 1, column, returns);
        fired += columns;
        return;
      }
      // In whole numbers, so that no column is ever early or late by a rounding.
      while (fired * physicsRate <= state.step * columnsASecond) {
        const share = (fired * physicsRate) / columnsASecond - (state.step - 1);
        fire(step, share, fired % columns, returns);
        fired += 1;
      }
    },
    table: () =>
      lidarTable(sensor, {
        ranges: returns.ranges.values(),
        cleanRanges: returns.cleanRanges.values(),
        ids: returns.ids.values(),
        incidences: returns.incidences.values(),
      }),
  };
}

type Sink = { readonly [K in keyof LidarReturns]: { push(value: number): void } };

/** Fires one column of the head, `share` of the way into a physics step. */
function createHead(sensor: Lidar, episode: Episode, ids: Readonly<Record<string, number>>) {
  const { place, columns, minRange, maxRange, rangeNoise, dropout } = sensor;
  const carrier = place.body === null ? -1 : carrierIndex(episode, sensor.name, place.body);
  const bodies = [...episode.bodies, ...episode.decor];
  const instanceIds = bodies.map(({ name }) => ids[name] ?? 0);
  const elevations = lidarElevations(sensor);
  const cast = createFanCaster(bodies, elevations, maxRange, (i) => i !== carrier);
  const gaussian = createGaussian(deriveSeed(episode.seed, `sensor/${sensor.name}/range`));
  const chance = createRng(deriveSeed(episode.seed, `sensor/${sensor.name}/dropout`));
  const poses = {
    positions: Float64Array.from(bodies.flatMap(({ position }) => position)),
    orientations: Float64Array.from(bodies.flatMap(({ orientation }) => orientation)),
  };
  return ({ previous, state }: SensorStep, share: number, column: number, sink: Sink): void => {
    interpolatePoses(previous, state, share, poses);
    const { position, orientation } = sensorPose(place, carrier, poses);
    const azimuth = (2 * Math.PI * column) / columns;
    const forward = rotate(orientation, [cos(azimuth), sin(azimuth), 0]);
    const hits = cast(poses, { origin: position, forward, up: rotate(orientation, [0, 0, 1]) });
    for (let ring = 0; ring < elevations.length; ring++) {
      const distance = hits.distances[ring]!;
      const isMet = distance >= minRange && distance <= maxRange;
      const noisy = rangeNoise === 0 ? distance : distance + rangeNoise * gaussian();
      const isLost = dropout > 0 && chance.next() < dropout;
      const isReturned = isMet && !isLost && noisy >= minRange && noisy <= maxRange;
      sink.ranges.push(isReturned ? noisy : 0);
      sink.cleanRanges.push(isMet ? distance : 0);
      sink.ids.push(isMet ? instanceIds[hits.bodies[ring]!]! : 0);
      sink.incidences.push(isMet ? hits.incidences[ring]! : 0);
    }
  };
}
