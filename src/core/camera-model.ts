import { type CameraIntrinsics, intrinsicsFromFov } from './camera.ts';
import type { EpisodeCamera } from './episode.ts';
import { distort, foldsWithin, type Lens, undistort } from './lens.ts';
import type { Vec3 } from './pose.ts';

/** Where a camera's image has which direction: its intrinsics and what its lens does to them. */
export type CameraModel = { readonly intrinsics: CameraIntrinsics; readonly lens: Lens };

/** The model of a camera whose image has that size (its own `size` wins), pixels. */
export function cameraModel(camera: EpisodeCamera, width: number, height: number): CameraModel {
  const [w, h] = camera.size ?? [width, height];
  return { intrinsics: intrinsicsFromFov(camera.fovDeg, w, h), lens: camera.lens };
}

/**
 * Projects a point of the camera frame (OpenCV axes, metres) to the image.
 *
 * @returns Pixel coordinates `[u, v]`, outside the image if the point is out of view; `null` where the
 * point is not in front of the camera or the lens does not show its direction.
 */
export function projectToImage(
  { intrinsics: k, lens }: CameraModel,
  [x, y, z]: Vec3,
): readonly [number, number] | null {
  if (!(z > 0)) return null;
  const bent = distort(lens, [x / z, y / z]);
  return bent === null ? null : [k.cx + k.fx * bent[0], k.cy + k.fy * bent[1]];
}

/**
 * The direction seen at pixel coordinates `(u, v)`, as `[X/Z, Y/Z]` in the camera frame (OpenCV axes);
 * `null` where the lens shows nothing.
 */
export function directionAt(
  { intrinsics: k, lens }: CameraModel,
  u: number,
  v: number,
): readonly [number, number] | null {
  return undistort(lens, [(u - k.cx) / k.fx, (v - k.cy) / k.fy]);
}

/** `directionAt` of every pixel's centre: [height, width, 2]; NaN where the lens shows nothing. */
export function directionTable(model: CameraModel): Float32Array {
  const { width, height } = model.intrinsics;
  const table = new Float32Array(width * height * 2).fill(Number.NaN);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 2) {
      const direction = directionAt(model, x + 0.5, y + 0.5);
      if (direction === null) continue;
      table[at] = direction[0];
      table[at + 1] = direction[1];
    }
  }
  return table;
}

/** Whether the lens shows two directions at one point within the circle through the image's corners. */
export function lensFolds({ intrinsics: k, lens }: CameraModel): boolean {
  const across = Math.max(k.cx, k.width - k.cx) / k.fx;
  const down = Math.max(k.cy, k.height - k.cy) / k.fy;
  return foldsWithin(lens, Math.sqrt(across * across + down * down));
}
