import type { MeshShape, SimpleShape } from '../../core/shape.ts';

/** A line in a body's frame: an origin, then a direction of any length but 0 (metres). */
export type Ray = Float64Array;

/** Where a line enters and leaves a shape, in lengths of its direction; behind the origin is negative. */
export type Span = Float64Array;

/**
 * Meets a line with a shape, exactly, and writes `span`. A plane is its drawn square, which has one side:
 * from below it is not met, and it is left where it is entered.
 *
 * @returns Whether they meet; `span` is of use only then.
 */
export function meetsShape(shape: Exclude<SimpleShape, MeshShape>, ray: Ray, span: Span): boolean {
  span[0] = Number.NEGATIVE_INFINITY;
  span[1] = Number.POSITIVE_INFINITY;
  switch (shape.kind) {
    case 'box':
      for (let axis = 0; axis < 3; axis++) clipToSlab(ray, axis, shape.size[axis]! / 2, span);
      break;
    case 'sphere':
      clipToBall(ray, 0, shape.radius, span);
      break;
    case 'cylinder':
      clipToTube(ray, shape.radius, span);
      clipToSlab(ray, 2, shape.height / 2, span);
      break;
    case 'capsule':
      clipToCapsule(ray, shape.radius, shape.height / 2, span);
      break;
    case 'plane':
      if (!(ray[2]! > 0)) return false;
      clipToSlab(ray, 2, 0, span);
      for (let axis = 0; axis < 2; axis++) clipToSlab(ray, axis, shape.size / 2, span);
      break;
  }
  return span[0]! <= span[1]!;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Keeps what lies within ±half along an axis. */
function clipToSlab(ray: Ray, axis: number, half: number, span: Span): void {
  const origin = ray[axis]!;
  const direction = ray[axis + 3]!;
  if (direction === 0) {
    if (Math.abs(origin) > half) clip(span, NEVER, -NEVER);
    return;
  }
  const a = (-half - origin) / direction;
  const b = (half - origin) / direction;
  clip(span, Math.min(a, b), Math.max(a, b));
}

/** Keeps what lies within `radius` of the z axis. */
function clipToTube(ray: Ray, radius: number, span: Span): void {
  const [x, y, dx, dy] = [ray[0]!, ray[1]!, ray[3]!, ray[4]!];
  clipToQuadratic(dx * dx + dy * dy, x * dx + y * dy, x * x + y * y - radius * radius, span);
}

/** Keeps what lies within `radius` of the point at `center` on the z axis. */
function clipToBall(ray: Ray, center: number, radius: number, span: Span): void {
  const [x, y, z] = [ray[0]!, ray[1]!, ray[2]! - center];
  const [dx, dy, dz] = [ray[3]!, ray[4]!, ray[5]!];
  const a = dx * dx + dy * dy + dz * dz;
  clipToQuadratic(a, x * dx + y * dy + z * dz, x * x + y * y + z * z - radius * radius, span);
}

/** Keeps what lies in the tube or in one of the two balls; as their union is convex, the outermost ends count. */
function clipToCapsule(ray: Ray, radius: number, half: number, span: Span): void {
  clipToTube(ray, radius, span);
  clipToSlab(ray, 2, half, span);
  let enter = span[0]! <= span[1]! ? span[0]! : Number.POSITIVE_INFINITY;
  let leave = span[0]! <= span[1]! ? span[1]! : Number.NEGATIVE_INFINITY;
  for (let end = -1; end <= 1; end += 2) {
    span[0] = Number.NEGATIVE_INFINITY;
    span[1] = Number.POSITIVE_INFINITY;
    clipToBall(ray, end * half, radius, span);
    if (!(span[0]! <= span[1]!)) continue;
    enter = Math.min(enter, span[0]!);
    leave = Math.max(leave, span[1]!);
  }
  span[0] = enter;
  span[1] = leave;
}

/** Below this square of a direction, its products leave the range of float64: the line runs along the axis. */
const ALONG = 1e-290;

/** Keeps t where a t² + 2 b t + c ≤ 0; a ≥ 0, and with a = 0 goes b = 0. */
function clipToQuadratic(a: number, b: number, c: number, span: Span): void {
  const squared = b * b - a * c;
  if (a < ALONG ? c > 0 : squared < 0) {
    clip(span, NEVER, -NEVER);
  } else if (a >= ALONG) {
    const root = Math.sqrt(squared);
    clip(span, (-b - root) / a, (-b + root) / a);
  }
}

function clip(span: Span, enter: number, leave: number): void {
  if (enter > span[0]!) span[0] = enter;
  if (leave < span[1]!) span[1] = leave;
}
