import type { Shape } from '../../core/episode.ts';
import { firstCrossing } from '../../core/mesh-crossing.ts';
import {
  invertRigid,
  length,
  type Mat4,
  multiplyTransforms,
  poseMatrix,
  transformPoint,
} from '../../core/pose.ts';
import type { Mesh, SimpleShape } from '../../core/shape.ts';
import { shapeExtent } from '../../core/shape-extent.ts';
import { shapeParts } from '../../core/shape-parts.ts';
import { meetsShape, type Ray } from './ray-shape.ts';

/**
 * What is seen of a body, in its own frame, where the camera is in that, and a ball around it in the camera's frame:
 * its centre, and the square of the way from the camera to where it touches the ball; < 0 within.
 */
export type SeenPart = {
  readonly shape: SimpleShape;
  readonly partFromCamera: Float64Array;
  readonly ball: Float64Array;
};

/** The seen parts of a shape. */
export const seenParts = (shape: Shape, bodyFromCamera: Mat4): readonly SeenPart[] =>
  shapeParts(shape, 'seen').map((part) => {
    const partFromCamera =
      shape.kind === 'compound'
        ? multiplyTransforms(invertRigid(poseMatrix(part.position, part.orientation)), bodyFromCamera)
        : bodyFromCamera;
    return {
      shape: part.shape,
      partFromCamera: Float64Array.from(partFromCamera),
      ball: ballAround(part.shape, partFromCamera),
    };
  });

/** A ball that is a little larger than it must be: by more than rounding can make of a line that touches it. */
function ballAround(shape: SimpleShape, partFromCamera: Mat4): Float64Array {
  const { center, size } = shapeExtent(shape);
  const [x, y, z] = transformPoint(invertRigid(partFromCamera), center);
  const squared = x * x + y * y + z * z;
  const radius = (length(size) / 2) * (1 + 1e-6) + Math.sqrt(squared) * 1e-7;
  return Float64Array.of(x, y, z, squared - radius * radius);
}

/** Whether the ray through a point of the camera's frame passes by a part's ball: most parts are met by few rays. */
function passesBy({ ball }: SeenPart, x: number, y: number, z: number): boolean {
  const touching = ball[3]!;
  if (touching < 0) return false;
  const along = ball[0]! * x + ball[1]! * y + ball[2]! * z;
  return along <= 0 || along * along < touching * (x * x + y * y + z * z);
}

const ray: Ray = new Float64Array(6);
const span = new Float64Array(2);

/** Writes the ray from the camera through a point of the camera's frame, as the part has it. */
function aim({ partFromCamera: m }: SeenPart, x: number, y: number, z: number): void {
  for (let axis = 0, row = 0; axis < 3; axis++, row += 4) {
    ray[axis] = m[row + 3]!;
    ray[axis + 3] = m[row]! * x + m[row + 1]! * y + m[row + 2]! * z;
  }
}

/** Whether the camera sees one of the parts in a direction of its frame; from within, a shape shows nothing. */
export function showsPart(parts: readonly SeenPart[], x: number, y: number, z: number): boolean {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (passesBy(part, x, y, z)) continue;
    aim(part, x, y, z);
    const { shape } = part;
    if (shape.kind === 'mesh') {
      if (firstCrossing(shape.mesh, ray, 'front', 0, Number.POSITIVE_INFINITY) >= 0) return true;
    } else if (meetsShape(shape, ray, span) && span[0]! > 0) return true;
  }
  return false;
}

/**
 * Whether one of the parts stands before a point of the camera's frame: nearer by more than the share
 * `margin`, or, if the point is of the same body, with the point on a part's far side (drawn facets lie
 * a little inside a round shape, so how far a point is behind its own surface says nothing).
 */
export function hidesPoint(
  parts: readonly SeenPart[],
  point: Float64Array,
  isOwn: boolean,
  margin: number,
): boolean {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (passesBy(part, point[0]!, point[1]!, point[2]!)) continue;
    aim(part, point[0]!, point[1]!, point[2]!);
    const { shape } = part;
    if (shape.kind === 'mesh') {
      if (meshHides(shape.mesh, isOwn, margin)) return true;
    } else if (meetsShape(shape, ray, span) && span[0]! > 0) {
      const hides = isOwn ? Math.abs(1 - span[0]!) > Math.abs(span[1]! - 1) : span[0]! < 1 - margin;
      if (hides) return true;
    }
  }
  return false;
}

/** A point of the mesh's own is hidden as well where its triangle is turned away. */
function meshHides(mesh: Mesh, isOwn: boolean, margin: number): boolean {
  if (firstCrossing(mesh, ray, 'front', 0, 1 - margin) >= 0) return true;
  if (!isOwn) return false;
  const isThere = (side: 'front' | 'back'): boolean =>
    firstCrossing(mesh, ray, side, 1 - margin, 1 + margin) >= 0;
  return isThere('back') && !isThere('front');
}
