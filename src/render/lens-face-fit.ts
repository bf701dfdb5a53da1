import { cross, type Mat4, normalize, type Vec3 } from '../core/pose.ts';
import { cornersOf, type LensDirections } from './lens-directions.ts';

/** What some pixels of a lens need of a pinhole view, in the view's plane at Z = 1. */
export type FaceFit = {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  /** Least focal length, pixels: a pixel of the view then spans at most half a pixel of the lens. */
  readonly focal: number;
  /** Least Z in the view's frame of a direction whose Z in the camera's is 1. */
  readonly depthScale: number;
};

/** Face pixels along a pixel of the lens: the nearest then lies within a quarter of a lens pixel. */
const OVERSAMPLING = 2;

/** Measures `pixels` (indices into the lens's image) in the view turned by `cameraFromFace`. */
export function fitFace(lens: LensDirections, pixels: Int32Array, cameraFromFace: Mat4): FaceFit {
  const seen = new Float64Array(10);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  let [narrowest, depthScale] = [Infinity, Infinity];
  for (let i = 0; i < pixels.length; i++) {
    depthScale = Math.min(depthScale, seePixel(lens, pixels[i]!, cameraFromFace, seen));
    for (let k = 0; k < 10; k += 2) {
      const x = seen[k]!;
      const y = seen[k + 1]!;
      // A corner that the lens does not show is NaN and compares as neither.
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    const across = leastStretch(seen);
    if (across < narrowest) narrowest = across;
  }
  return { x: [left, right], y: [top, bottom], focal: OVERSAMPLING / narrowest, depthScale };
}

/**
 * Writes the four corners and the centre of a pixel in the view's plane to `out`.
 *
 * @returns The least Z among them.
 */
function seePixel(lens: LensDirections, pixel: number, r: Mat4, out: Float64Array): number {
  const x = pixel % lens.width;
  const corners = cornersOf(lens.width, x, (pixel - x) / lens.width);
  let least = Infinity;
  for (let k = 0; k < 5; k++) {
    const from = k < 4 ? lens.corners : lens.centres;
    const at = k < 4 ? corners[k]! : 2 * pixel;
    const a = from[at]!;
    const b = from[at + 1]!;
    const z = r[2]! * a + r[6]! * b + r[10]!;
    out[2 * k] = (r[0]! * a + r[4]! * b + r[8]!) / z;
    out[2 * k + 1] = (r[1]! * a + r[5]! * b + r[9]!) / z;
    if (z < least) least = z;
  }
  return least;
}

/** How little a step of one lens pixel moves in the plane: the smaller singular value; NaN without corners. */
function leastStretch(c: Float64Array): number {
  const a = (c[2]! + c[6]! - c[0]! - c[4]!) / 2;
  const b = (c[4]! + c[6]! - c[0]! - c[2]!) / 2;
  const d = (c[3]! + c[7]! - c[1]! - c[5]!) / 2;
  const e = (c[5]! + c[7]! - c[1]! - c[3]!) / 2;
  const sum = a * a + b * b + d * d + e * e;
  const area = Math.abs(a * e - b * d);
  return Math.sqrt(Math.max(0, (sum - Math.sqrt(Math.max(0, sum * sum - 4 * area * area))) / 2));
}

/** The rotation of a view that looks along `forward` (camera frame, forwards) and keeps the camera's up. */
export function turnTo(forward: Vec3): Mat4 {
  const z = normalize(forward);
  const x = normalize(cross([0, 1, 0], z));
  const y = cross(z, x);
  return [...[x[0], y[0], z[0], 0], ...[x[1], y[1], z[1], 0], ...[x[2], y[2], z[2], 0], ...[0, 0, 0, 1]];
}

/** The rotation of a view that looks at the middle, by angle, of what was measured in the view `r`. */
export function turnToMiddle({ x, y }: FaceFit, r: Mat4): Mat4 {
  const middle = ([low, high]: readonly [number, number]): number =>
    Math.tan((Math.atan(low) + Math.atan(high)) / 2);
  const [a, b] = [middle(x), middle(y)];
  const row = (k: number): number => r[k]! * a + r[k + 1]! * b + r[k + 2]!;
  return turnTo([row(0), row(4), row(8)]);
}
