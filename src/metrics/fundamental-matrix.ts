import type { CameraIntrinsics } from '../core/camera.ts';
import { ToolkitError } from '../core/error.ts';
import { invertRigid, length, type Mat4, multiplyTransforms, type Vec3 } from '../core/pose.ts';

/** Nine numbers, row by row. */
export type Mat3 = readonly number[];

/** A camera as geometry needs it. */
export type PosedCamera = {
  readonly intrinsics: CameraIntrinsics;
  /** Camera axes OpenCV. */
  readonly worldFromCamera: Mat4;
};

/** Nearer than this two cameras have no epipolar lines worth the name, metres. */
const MIN_BASELINE = 1e-6;

const multiply3 = (a: Mat3, b: Mat3): Mat3 =>
  Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3];
    return a[row]! * b[column]! + a[row + 1]! * b[3 + column]! + a[row + 2]! * b[6 + column]!;
  });

const transposed = (m: Mat3): Mat3 => [0, 3, 6, 1, 4, 7, 2, 5, 8].map((i) => m[i]!);

/** The matrix that takes pixels to directions in the camera frame: K⁻¹. */
const directions = ({ fx, fy, cx, cy }: CameraIntrinsics): Mat3 => [
  ...[1 / fx, 0, -cx / fx],
  ...[0, 1 / fy, -cy / fy],
  ...[0, 0, 1],
];

/**
 * The fundamental matrix of two cameras: where `a` sees a point at x and `b` at y, yᵀ F x = 0, with pixels
 * (u, v, 1). Its scale has no meaning.
 *
 * Source: Hartley and Zisserman 2004, eq. 9.12: F = K_b⁻ᵀ [t]ₓ R K_a⁻¹.
 *
 * @throws {@link ToolkitError} `argument/invalid` when the cameras stand in one place.
 */
export function fundamentalMatrix(a: PosedCamera, b: PosedCamera): Mat3 {
  const bFromA = multiplyTransforms(invertRigid(b.worldFromCamera), a.worldFromCamera);
  const [x, y, z]: Vec3 = [bFromA[3]!, bFromA[7]!, bFromA[11]!];
  const baseline = length([x, y, z]);
  if (!(baseline > MIN_BASELINE)) {
    throw new ToolkitError(
      'argument/invalid',
      `Two cameras must stand apart to be compared by epipolar lines, got ${baseline} m between them.`,
      'Choose cameras in two places.',
    );
  }
  const rotation = [0, 1, 2, 4, 5, 6, 8, 9, 10].map((i) => bFromA[i]!);
  const skew = [0, -z, y, z, 0, -x, -y, x, 0];
  const essential = multiply3(skew, rotation);
  return multiply3(transposed(directions(b.intrinsics)), multiply3(essential, directions(a.intrinsics)));
}
