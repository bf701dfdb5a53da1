import type { Body, Shape } from '../../core/episode.ts';
import { atan2, cos, sin } from '../../core/exact-math.ts';
import { conjugate, cross, dot, type Quaternion, rotate, subtract, type Vec3 } from '../../core/pose.ts';
import type { Poses } from './interpolate-poses.ts';
import { meetingCosine, meetShape } from './meet-shape.ts';

/** What each ray of a fan met; overwritten by the next cast. */
export type FanHits = {
  /** Metres; infinity where nothing was met. */
  readonly distances: Float64Array;
  /** Its place among the bodies, or −1. */
  readonly bodies: Int32Array;
  /** Between the ray, backwards, and the surface's normal, radians 0…π/2; 0 where nothing was met. */
  readonly incidences: Float64Array;
};

/** Where a fan of rays begins and how it stands, world frame; unit vectors at right angles. */
export type Fan = { readonly origin: Vec3; readonly forward: Vec3; readonly up: Vec3 };

const boundingRadius = (shape: Shape): number => {
  switch (shape.kind) {
    case 'box':
      return Math.sqrt(dot(shape.size, shape.size)) / 2;
    case 'sphere':
      return shape.radius;
    case 'cylinder':
      return Math.sqrt(shape.radius ** 2 + shape.height ** 2 / 4);
    case 'capsule':
      return shape.radius + shape.height / 2;
    case 'plane':
      return shape.size * Math.SQRT1_2;
  }
};

/**
 * Casts fans of rays that leave one point in one half plane: the ray of elevation e (−π/2…π/2) points
 * along cos e · forward + sin e · up. Few bodies reach the half plane of a fan, and a fan is turned
 * into a body's frame once for all of its rays: that makes it ten times as fast as the engine's rays.
 */
export function createFanCaster(
  bodies: readonly Body[],
  elevations: readonly number[],
  maxRange: number,
  isSeen: (body: number) => boolean,
): (poses: Poses, fan: Fan) => FanHits {
  const shapes = bodies.map(({ shape }) => shape);
  const radii = shapes.map(boundingRadius);
  const seen = bodies.map((_, i) => i).filter(isSeen);
  const cosines = elevations.map(cos);
  const sines = elevations.map(sin);
  const rays = elevations.length;
  const distances = new Float64Array(rays);
  const hits = new Int32Array(rays);
  const incidences = new Float64Array(rays);
  const ray = new Float64Array(6);

  const castAt = (index: number, [fx, fy, fz]: Vec3, [ux, uy, uz]: Vec3): void => {
    const shape = shapes[index] as Shape;
    for (let i = 0; i < rays; i++) {
      const c = cosines[i]!;
      const s = sines[i]!;
      ray[3] = c * fx + s * ux;
      ray[4] = c * fy + s * uy;
      ray[5] = c * fz + s * uz;
      const distance = meetShape(shape, ray);
      if (distance < distances[i]!) {
        distances[i] = distance;
        hits[i] = index;
        const cosine = meetingCosine(shape, ray, distance);
        incidences[i] = atan2(Math.sqrt(1 - cosine * cosine), cosine);
      }
    }
  };

  return ({ positions, orientations }, { origin, forward, up }) => {
    distances.fill(Number.POSITIVE_INFINITY);
    hits.fill(-1);
    incidences.fill(0);
    const sideways = cross(up, forward);
    for (const i of seen) {
      const radius = radii[i]!;
      const p: Vec3 = [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!];
      const toBody = subtract(p, origin);
      if (Math.abs(dot(toBody, sideways)) > radius || dot(toBody, forward) < -radius) continue;
      if (dot(toBody, toBody) > (maxRange + radius) ** 2) continue;
      const q: Quaternion = [
        orientations[4 * i]!,
        orientations[4 * i + 1]!,
        orientations[4 * i + 2]!,
        orientations[4 * i + 3]!,
      ];
      const inverse = conjugate(q);
      const from = rotate(inverse, toBody);
      ray[0] = -from[0];
      ray[1] = -from[1];
      ray[2] = -from[2];
      castAt(i, rotate(inverse, forward), rotate(inverse, up));
    }
    return { distances, bodies: hits, incidences };
  };
}
