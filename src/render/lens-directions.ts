import { type CameraModel, directionAt, directionTable } from '../core/camera-model.ts';

/** Where a lens looks, `[X/Z, Y/Z]` in the camera frame (OpenCV axes); NaN where it shows nothing. */
export type LensDirections = {
  readonly width: number;
  readonly height: number;
  /** Of the pixels' centres. [height, width, 2]. */
  readonly centres: Float32Array;
  /** Of the pixels' corners. [height + 1, width + 1, 2]. */
  readonly corners: Float32Array;
};

/** The directions of a camera's pixels and of their corners. */
export function lensDirections(model: CameraModel): LensDirections {
  const { width, height } = model.intrinsics;
  const corners = new Float32Array((width + 1) * (height + 1) * 2).fill(Number.NaN);
  let at = 0;
  for (let v = 0; v <= height; v++) {
    for (let u = 0; u <= width; u++, at += 2) {
      const direction = directionAt(model, u, v);
      if (direction === null) continue;
      corners[at] = direction[0];
      corners[at + 1] = direction[1];
    }
  }
  return { width, height, centres: directionTable(model), corners };
}

/** Where the corners of the pixel `(x, y)` begin in `corners`: top left, top right, bottom left, bottom right. */
export function cornersOf(width: number, x: number, y: number): readonly [number, number, number, number] {
  const top = 2 * (y * (width + 1) + x);
  const bottom = top + 2 * (width + 1);
  return [top, top + 2, bottom, bottom + 2];
}
