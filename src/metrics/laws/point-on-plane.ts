import { type CameraModel, directionAt } from '../../core/camera-model.ts';
import {
  add,
  dot,
  type Mat4,
  normalize,
  scale,
  subtract,
  transformPoint,
  type Vec3,
} from '../../core/pose.ts';

/** A camera that stands still, with its place in the world; OpenCV camera axes. */
export type PlacedCamera = CameraModel & { readonly worldFromCamera: Mat4 };

/** A plane in the world: a point on it, metres, and its unit normal. */
export type WorldPlane = { readonly point: Vec3; readonly normal: Vec3 };

/** Where a camera stands, world frame, metres. */
const placeOf = (camera: PlacedCamera): Vec3 => transformPoint(camera.worldFromCamera, [0, 0, 0]);

/** The unit direction seen at pixel coordinates, world frame; null where the lens shows nothing. */
function sightAt(camera: PlacedCamera, u: number, v: number): Vec3 | null {
  const direction = directionAt(camera, u, v);
  if (direction === null) return null;
  const ahead = transformPoint(camera.worldFromCamera, [direction[0], direction[1], 1]);
  return normalize(subtract(ahead, placeOf(camera)));
}

/**
 * The point of a plane that a camera sees at pixel coordinates, world frame, metres.
 *
 * @returns null where the plane lies behind the camera or along the sight.
 */
export function pointOnPlane(camera: PlacedCamera, u: number, v: number, plane: WorldPlane): Vec3 | null {
  const sight = sightAt(camera, u, v);
  if (sight === null) return null;
  const place = placeOf(camera);
  const far = dot(subtract(plane.point, place), plane.normal) / dot(sight, plane.normal);
  return far > 0 && Number.isFinite(far) ? add(place, scale(sight, far)) : null;
}
