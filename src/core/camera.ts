import { ToolkitError } from './error.ts';
import { cross, type Mat4, normalize, subtract, type Vec3 } from './pose.ts';

/**
 * Pinhole intrinsics, in pixels. Pixel (0, 0) is the top-left *corner* of the image, so the centre
 * of the first pixel is (0.5, 0.5).
 */
export type CameraIntrinsics = {
  readonly width: number;
  readonly height: number;
  /** Focal lengths. */
  readonly fx: number;
  readonly fy: number;
  /** Principal point. */
  readonly cx: number;
  readonly cy: number;
};

/** Intrinsics of a camera with square pixels whose image is `fovDeg` high (degrees, 0 < fov < 180). */
export function intrinsicsFromFov(fovDeg: number, width: number, height: number): CameraIntrinsics {
  const focal = height / 2 / Math.tan((fovDeg * Math.PI) / 360);
  return { width, height, fx: focal, fy: focal, cx: width / 2, cy: height / 2 };
}

/**
 * The pose of a camera at `position` that looks at `target`, level with the horizon (+Z up).
 *
 * @returns `worldFromCamera`, camera axes OpenCV: x right, y down, z forward.
 */
export function lookAt(position: Vec3, target: Vec3): Mat4 {
  const forward = normalize(subtract(target, position));
  const straight = Math.abs(forward[2]) > 0.999999;
  const right = normalize(cross(forward, straight ? [0, 1, 0] : [0, 0, 1]));
  const down = cross(forward, right);
  return [
    ...[right[0], down[0], forward[0], position[0]],
    ...[right[1], down[1], forward[1], position[1]],
    ...[right[2], down[2], forward[2], position[2]],
    ...[0, 0, 0, 1],
  ];
}

/**
 * Projects a point from the camera frame (OpenCV axes) to the image.
 *
 * @returns Pixel coordinates `[u, v]`; outside the image if the point is out of view.
 * @throws {@link ToolkitError} `argument/invalid` when the point is not in front of the camera.
 */
export function projectPoint(k: CameraIntrinsics, [x, y, z]: Vec3): [u: number, v: number] {
  if (!(z > 0)) {
    throw new ToolkitError(
      'argument/invalid',
      `A point must lie in front of the camera (z > 0 m), got z = ${z} m.`,
      'Check that the point is in the camera frame, not in the world frame.',
    );
  }
  return [k.cx + (k.fx * x) / z, k.cy + (k.fy * y) / z];
}

/** The point of the camera frame (OpenCV axes, metres) seen at `(u, v)` at Z-depth `depthZ` metres. */
export function unprojectPixel(k: CameraIntrinsics, u: number, v: number, depthZ: number): Vec3 {
  return [((u - k.cx) / k.fx) * depthZ, ((v - k.cy) / k.fy) * depthZ, depthZ];
}
