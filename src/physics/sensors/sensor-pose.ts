import { bodyIndex, type Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import { add, multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '../../core/pose.ts';
import type { SensorPlace } from '../../core/sensor.ts';
import type { Poses } from './interpolate-poses.ts';

/**
 * The place among the episode's bodies of the one that a sensor rides on.
 *
 * @throws {@link ToolkitError} `argument/invalid` where there is none of that name.
 */
export function carrierIndex(episode: Episode, sensor: string, body: string): number {
  const index = bodyIndex(episode, body);
  if (index < 0) {
    throw new ToolkitError(
      'argument/invalid',
      `Sensor "${sensor}" must ride on a body of the episode, got "${body}".`,
      'Correct the episode or its scene.',
    );
  }
  return index;
}

/** Where a sensor's frame is, world frame; `carrier` is −1 for one that is fixed in the world. */
export function sensorPose(
  place: SensorPlace,
  carrier: number,
  { positions, orientations }: Poses,
): { readonly position: Vec3; readonly orientation: Quaternion } {
  if (carrier < 0) return place;
  const p = positions.subarray(3 * carrier, 3 * carrier + 3) as unknown as Vec3;
  const q = orientations.subarray(4 * carrier, 4 * carrier + 4) as unknown as Quaternion;
  return {
    position: add(p, rotate(q, place.position)),
    orientation: multiplyQuaternions(q, place.orientation),
  };
}
