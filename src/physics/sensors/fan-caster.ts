import type { Body } from '../../core/episode.ts';
import { atan2, cos, sin } from '../../core/exact-math.ts';
import { conjugate, cross, type Quaternion, rotate, scale, subtract, type Vec3 } from '../../core/pose.ts';
import type { SimpleShape } from '../../core/shape.ts';
import type { Poses } from './interpolate-poses.ts';
import { meetingCosine, meetShape } from './meet-shape.ts';
import { type SeenBody, seenBody } from './seen-body.ts';

/** What each ray of a fan met; overwritten by the next cast. */
export type FanHits = {
  /** Metres; infinity where nothing was met. */
  readonly distances: Float64Array;
  /** Its place among the bodies, or −1. */
  readonly bodies: Int32Array;
  /** Between the ray, backwards, and the surface's normal, radians 0…π/2; 0 where nothing was met. */
  readonly incidences: Float64Array;
};

/** Where a fan of rays begins and how it stands, in the world's frame or a body's; unit vectors at right angles. */
export type Fan = { readonly origin: Vec3; readonly forward: Vec3; readonly up: Vec3 };

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
  const described = bodies.map(seenBody);
  const seen = bodies.map((_, i) => i).filter(isSeen);
  const cosines = elevations.map(cos);
  const sines = elevations.map(sin);
  const rays = elevations.length;
  const distances = new Float64Array(rays);
  const hits = new Int32Array(rays);
  const incidences = new Float64Array(rays);
  const ray = new Float64Array(6);

  /** The fan stands in the frame of one of the body's parts. */
  const castAt = (index: number, shape: SimpleShape, fan: Fan): void => {
    const [fx, fy, fz] = fan.forward;
    const [ux, uy, uz] = fan.up;
    ray.set(fan.origin);
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

  /** The fan stands in the body's frame; its parts are sought out as bodies are. */
  const castAtParts = (index: number, { parts, balls }: SeenBody, fan: Fan): void => {
    const [ox, oy, oz] = fan.origin;
    const sideways = cross(fan.up, fan.forward);
    for (let k = 0; k < parts.length; k++) {
      const x = balls[4 * k]! - ox;
      const y = balls[4 * k + 1]! - oy;
      const z = balls[4 * k + 2]! - oz;
      if (!reaches(fan, sideways, maxRange, x, y, z, balls[4 * k + 3]!)) continue;
      const { shape, position, orientation } = parts[k]!;
      castAt(index, shape, fanWithin(fan, subtract(position, fan.origin), orientation));
    }
  };

  return ({ positions, orientations }, fan) => {
    distances.fill(Number.POSITIVE_INFINITY);
    hits.fill(-1);
    incidences.fill(0);
    const [ox, oy, oz] = fan.origin;
    const sideways = cross(fan.up, fan.forward);
    for (const i of seen) {
      const body = described[i]!;
      const x = positions[3 * i]! - ox;
      const y = positions[3 * i + 1]! - oy;
      const z = positions[3 * i + 2]! - oz;
      if (!reaches(fan, sideways, maxRange, x, y, z, body.reach)) continue;
      const q: Quaternion = [
        orientations[4 * i]!,
        orientations[4 * i + 1]!,
        orientations[4 * i + 2]!,
        orientations[4 * i + 3]!,
      ];
      const within = fanWithin(fan, [x, y, z], q);
      if (body.isCompound) castAtParts(i, body, within);
      else castAt(i, body.parts[0]!.shape, within);
    }
    return { distances, bodies: hits, incidences };
  };
}

/** Whether a fan of that range may meet a ball whose centre lies (x, y, z) from its origin; `sideways` is its normal. */
function reaches(
  { forward: [fx, fy, fz] }: Fan,
  [sx, sy, sz]: Vec3,
  range: number,
  x: number,
  y: number,
  z: number,
  radius: number,
): boolean {
  if (Math.abs(x * sx + y * sy + z * sz) > radius || x * fx + y * fy + z * fz < -radius) return false;
  return x * x + y * y + z * z <= (range + radius) * (range + radius);
}

/** A fan seen from a frame that is turned by `q` and lies `toFrame` from the fan's origin. */
function fanWithin({ forward, up }: Fan, toFrame: Vec3, q: Quaternion): Fan {
  const inverse = conjugate(q);
  const origin = scale(rotate(inverse, toFrame), -1);
  return { origin, forward: rotate(inverse, forward), up: rotate(inverse, up) };
}
