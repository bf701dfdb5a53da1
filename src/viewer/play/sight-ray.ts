import { cameraModel, directionAt, projectToImage } from '../../core/camera-model.ts';
import { worldFromCameraAt } from '../../core/camera-mount.ts';
import type { Episode, EpisodeCamera, WorldState } from '../../core/episode.ts';
import { add, invertRigid, type Mat4, scale, transformPoint, type Vec3 } from '../../core/pose.ts';

/** A line of sight, world frame; `direction` is one metre along the camera's axis. */
export type SightRay = { readonly origin: Vec3; readonly direction: Vec3 };

/** The ray through a point of a camera's image, pixels; `null` where its lens shows nothing. */
export function sightRay(
  episode: Episode,
  camera: EpisodeCamera,
  state: WorldState,
  size: readonly [width: number, height: number],
  u: number,
  v: number,
): SightRay | null {
  const seen = directionAt(cameraModel(camera, ...size), u, v);
  if (seen === null) return null;
  const m = worldFromCameraAt(episode, camera, state);
  const row = (i: number): number =>
    (m[4 * i] as number) * seen[0] + (m[4 * i + 1] as number) * seen[1] + (m[4 * i + 2] as number);
  return { origin: [m[3] as number, m[7] as number, m[11] as number], direction: [row(0), row(1), row(2)] };
}

/** The point of a ray at that Z-depth, metres. */
export const rayPoint = ({ origin, direction }: SightRay, depthZ: number): Vec3 =>
  add(origin, scale(direction, depthZ));

/** Where points of the world are in an image, pixels; `null` for what is behind it. */
export function projector(
  episode: Episode,
  camera: EpisodeCamera,
  state: WorldState,
  size: readonly [width: number, height: number],
): (point: Vec3) => readonly [number, number] | null {
  const model = cameraModel(camera, ...size);
  const cameraFromWorld: Mat4 = invertRigid(worldFromCameraAt(episode, camera, state));
  return (point) => projectToImage(model, transformPoint(cameraFromWorld, point));
}
