import {
  cross,
  dot,
  length,
  normalize,
  scale,
  subtract,
  transformPoint,
  type Vec3,
} from '../../../core/pose.ts';
import { type PlacedCamera, pointOnPlane, type WorldPlane } from '../../../metrics/laws/point-on-plane.ts';
import type { BodyTrack } from '../../../metrics/laws/track-bodies.ts';
import type { BodyState, ClipScene } from './clip-scene.ts';

/** A plane that is seen at a smaller sine than this is not measured in: pixels say too little of it. */
const LEAST_SINE = 0.3;

/** Slower sideways, m/s, a body in flight stays on its vertical for as long as clips last. */
const LEAST_SPEED = 0.05;

/** A vector's part across a unit direction. */
export const across = (vector: Vec3, unit: Vec3): Vec3 => subtract(vector, scale(unit, dot(vector, unit)));

/** A plane, where the camera looks at it and not along it. */
export function facing({ worldFromCamera }: PlacedCamera, plane: WorldPlane): WorldPlane | null {
  const sight = normalize(subtract(plane.point, transformPoint(worldFromCamera, [0, 0, 0])));
  return Math.abs(dot(sight, plane.normal)) >= LEAST_SINE ? plane : null;
}

/**
 * The vertical plane in which a body flies on from a state: through its centre, along its velocity; of one that
 * hardly moves sideways, the one that faces the camera. null where the camera looks along it.
 */
export function flightPlane({ camera, up }: ClipScene, { position, velocity }: BodyState): WorldPlane | null {
  const sideways = across(velocity, up);
  if (length(sideways) >= LEAST_SPEED) {
    return facing(camera, { point: position, normal: normalize(cross(sideways, up)) });
  }
  const sight = subtract(position, transformPoint(camera.worldFromCamera, [0, 0, 0]));
  const level = across(sight, up);
  return length(level) > 0 ? facing(camera, { point: position, normal: normalize(level) }) : null;
}

/** The plane along a line that faces the camera most; null where the camera looks along the line. */
export function planeAlong(camera: PlacedCamera, point: Vec3, line: Vec3): WorldPlane | null {
  const sight = subtract(point, transformPoint(camera.worldFromCamera, [0, 0, 0]));
  const normal = across(sight, normalize(line));
  return length(normal) > 0 ? facing(camera, { point, normal: normalize(normal) }) : null;
}

/** A law is read only where a body is wholly seen in this share of the frames in question. */
const SEEN_SHARE = 0.75;

/**
 * Points of a track in a plane, world frame, metres; null where the body is not wholly seen. None at all where
 * that is so in more than a quarter of the frames.
 */
export function placesOf(camera: PlacedCamera, track: BodyTrack, plane: WorldPlane): (Vec3 | null)[] {
  const places = track.map((point) =>
    point?.whole === true ? pointOnPlane(camera, point.u, point.v, plane) : null,
  );
  const seen = places.filter((place) => place !== null).length;
  return seen >= SEEN_SHARE * places.length ? places : [];
}
