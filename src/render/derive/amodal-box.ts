import type { Rectangle } from '../../core/body-box.ts';
import { type CameraModel, projectToImage } from '../../core/camera-model.ts';
import type { Shape } from '../../core/episode.ts';
import { invertRigid, type Mat4, multiplyTransforms, poseMatrix, type Vec3 } from '../../core/pose.ts';
import type { SimpleShape } from '../../core/shape.ts';
import { shapeReach } from '../../core/shape-extent.ts';
import { shapeParts } from '../../core/shape-parts.ts';
import { CURVE_SAMPLES, type Curve, shapeOutline } from './shape-outline.ts';

const COSINES = Float64Array.from({ length: CURVE_SAMPLES }, (_, i) =>
  Math.cos((2 * Math.PI * i) / CURVE_SAMPLES),
);
const SINES = Float64Array.from({ length: CURVE_SAMPLES }, (_, i) =>
  Math.sin((2 * Math.PI * i) / CURVE_SAMPLES),
);

type Bounds = { uMin: number; vMin: number; uMax: number; vMax: number };

/**
 * The upright rectangle around a shape's whole image, beyond the image's edges too, pixels. Between the
 * points that are looked at, a curve's extremes are found by parabolas.
 *
 * @returns `null` where some of the shape is behind the camera, or where the lens does not show it.
 */
export function amodalBox(model: CameraModel, shape: Shape, cameraFromBody: Mat4): Rectangle | null {
  const [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const bounds = { uMin: low, vMin: low, uMax: high, vMax: high };
  for (const part of shapeParts(shape, 'seen')) {
    const cameraFromPart = multiplyTransforms(cameraFromBody, poseMatrix(part.position, part.orientation));
    if (!widenByPart(bounds, model, part.shape, cameraFromPart)) return null;
  }
  return [bounds.uMin, bounds.vMin, bounds.uMax, bounds.vMax];
}

/** Widens the bounds by a shape's image; false where some of it is not seen. */
function widenByPart(bounds: Bounds, model: CameraModel, shape: SimpleShape, cameraFromPart: Mat4): boolean {
  const at = (i: number): number => cameraFromPart[i] as number;
  if (!(at(11) - shapeReach(shape, [-at(8), -at(9), -at(10)]) > 0)) return false;
  const partFromCamera = invertRigid(cameraFromPart);
  const camera = [partFromCamera[3], partFromCamera[7], partFromCamera[11]] as unknown as Vec3;
  const outline = shapeOutline(shape, camera, model.lens.kind !== 'pinhole');
  if (outline === null) return false;
  const us = new Float64Array(CURVE_SAMPLES);
  const vs = new Float64Array(CURVE_SAMPLES);
  for (const curve of outline) {
    if (!projectCurve(model, curve, cameraFromPart, us, vs)) return false;
    widen(bounds, us, vs, curve.samples);
  }
  return true;
}

/** Writes where the points of a curve are seen, pixels; false if one of them is not. */
function projectCurve(
  model: CameraModel,
  { center, a, b, samples }: Curve,
  m: Mat4,
  us: Float64Array,
  vs: Float64Array,
): boolean {
  for (let i = 0; i < samples; i++) {
    const cos = COSINES[(i * CURVE_SAMPLES) / samples]!;
    const sin = SINES[(i * CURVE_SAMPLES) / samples]!;
    const x = center[0] + cos * a[0] + sin * b[0];
    const y = center[1] + cos * a[1] + sin * b[1];
    const z = center[2] + cos * a[2] + sin * b[2];
    const seen = projectToImage(model, [
      m[0]! * x + m[1]! * y + m[2]! * z + m[3]!,
      m[4]! * x + m[5]! * y + m[6]! * z + m[7]!,
      m[8]! * x + m[9]! * y + m[10]! * z + m[11]!,
    ]);
    if (seen === null) return false;
    us[i] = seen[0];
    vs[i] = seen[1];
  }
  return true;
}

function widen(bounds: Bounds, us: Float64Array, vs: Float64Array, samples: number): void {
  for (let i = 0; i < samples; i++) {
    const before = i === 0 ? samples - 1 : i - 1;
    const after = i === samples - 1 ? 0 : i + 1;
    const u = peak(us[before]!, us[i]!, us[after]!);
    const v = peak(vs[before]!, vs[i]!, vs[after]!);
    if (u < bounds.uMin) bounds.uMin = u;
    if (v < bounds.vMin) bounds.vMin = v;
    if (u > bounds.uMax) bounds.uMax = u;
    if (v > bounds.vMax) bounds.vMax = v;
  }
}

/** The middle one of three samples, or the top of the parabola through them where it is near the middle. */
function peak(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  if (bend === 0 || (before - middle) * (after - middle) < 0) return middle;
  return middle - (after - before) ** 2 / (8 * bend);
}
