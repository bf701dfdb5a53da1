import type { Quaternion, Vec3 } from './pose.ts';

/** An upright rectangle of the image, pixels; the first pixel spans 0…1. */
export type Rectangle = readonly [uMin: number, vMin: number, uMax: number, vMax: number];

/** Where a body is in one camera's frame: its boxes and how much of it is seen. */
export type BodyBox = {
  readonly instanceId: number;
  /** The edges of the pixels that show the body; `null` where none does. */
  readonly visibleBox: Rectangle | null;
  /**
   * Around the whole body as if nothing stood before it, beyond the image's edges too; `null` where some
   * of it is behind the camera or where the lens does not reach.
   */
  readonly amodalBox: Rectangle | null;
  /** Half the edges of the body's box, along its own axes, metres; a plane's third is 0. */
  readonly halfSize: Vec3;
  /** The box's centre and turn in the world frame, metres. */
  readonly worldCenter: Vec3;
  readonly worldOrientation: Quaternion;
  /** The same in the camera frame (OpenCV axes). */
  readonly cameraCenter: Vec3;
  readonly cameraOrientation: Quaternion;
  readonly visiblePixels: number;
  /** Pixels of the image that would show the body if it were alone. */
  readonly unoccludedPixels: number;
  /** Visible ÷ unoccluded pixels, 0…1; 0 where the body is out of the image. */
  readonly visibility: number;
  /** Share of the amodal box's area that lies outside the image, 0…1; `null` without an amodal box. */
  readonly truncation: number | null;
};
