import { add, rotate, type Vec3 } from '../../core/pose.ts';
import type { BodyFacts, FrameBoxes, ShapeFacts, SimpleFacts } from '../../core/recorded-episode.ts';

/** A box along the axes of a body's frame: its centre there, and half its edges, metres. */
export type BodyExtent = { readonly center: Vec3; readonly halfSize: Vec3 };

const ORIGIN: Vec3 = [0, 0, 0];

function simpleHalf(shape: SimpleFacts): Vec3 | null {
  switch (shape.kind) {
    case 'box':
      return [shape.size[0] / 2, shape.size[1] / 2, shape.size[2] / 2];
    case 'sphere':
      return [shape.radius, shape.radius, shape.radius];
    case 'cylinder':
      return [shape.radius, shape.radius, shape.height / 2];
    case 'capsule':
      return [shape.radius, shape.radius, shape.height / 2 + shape.radius];
    case 'plane':
      return [shape.size / 2, shape.size / 2, 0];
    case 'mesh':
      return null;
  }
}

const CORNERS: readonly Vec3[] = [-1, 1].flatMap((x) =>
  [-1, 1].flatMap((y) => [-1, 1].map((z): Vec3 => [x, y, z])),
);

/** The box around what is seen of a shape; `null` where episode.json does not tell it: of meshes. */
export function extentOf(shape: ShapeFacts): BodyExtent | null {
  if (shape.kind !== 'compound') {
    const half = simpleHalf(shape);
    return half === null ? null : { center: ORIGIN, halfSize: half };
  }
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = low.map((value) => -value);
  for (const part of shape.parts) {
    if (part.role === 'solid') continue;
    const half = simpleHalf(part.shape);
    if (half === null) return null;
    for (const corner of CORNERS) {
      const turned = rotate(part.orientation, [
        corner[0] * half[0],
        corner[1] * half[1],
        corner[2] * half[2],
      ]);
      for (const [axis, value] of add(part.position, turned).entries()) {
        low[axis] = Math.min(low[axis]!, value);
        high[axis] = Math.max(high[axis]!, value);
      }
    }
  }
  const combine = (of: (high: number, low: number) => number): Vec3 =>
    high.map((value, axis) => of(value, low[axis]!)) as unknown as Vec3;
  return { center: combine((h, l) => (h + l) / 2), halfSize: combine((h, l) => (h - l) / 2) };
}

/** Extents of bodies by name, those of meshes as recorded boxes tell them. */
export function bodyExtents(
  bodies: readonly BodyFacts[],
  recorded: readonly FrameBoxes[],
): ReadonlyMap<string, BodyExtent> {
  const halves = new Map(
    recorded.flatMap(({ boxes }) => boxes.map((box) => [box.instanceId, box.halfSize] as const)),
  );
  return new Map(
    bodies.flatMap(({ name, id, shape }) => {
      const half = halves.get(id);
      const extent = extentOf(shape) ?? (half === undefined ? null : { center: ORIGIN, halfSize: half });
      return extent === null ? [] : [[name, extent] as const];
    }),
  );
}
