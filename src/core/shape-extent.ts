import type { Shape } from './episode.ts';
import { conjugate, dot, rotate, type Vec3 } from './pose.ts';
import type { Mesh } from './shape.ts';
import { shapeParts } from './shape-parts.ts';

/** A box along the axes of a shape's frame, metres. */
export type Extent = { readonly center: Vec3; readonly size: Vec3 };

/** The box around what is seen of a shape; a plane has no height. */
export function shapeExtent(shape: Shape): Extent {
  const center: Vec3 = [0, 0, 0];
  switch (shape.kind) {
    case 'box':
      return { center, size: shape.size };
    case 'sphere':
      return { center, size: [2 * shape.radius, 2 * shape.radius, 2 * shape.radius] };
    case 'cylinder':
      return { center, size: [2 * shape.radius, 2 * shape.radius, shape.height] };
    case 'capsule':
      return { center, size: [2 * shape.radius, 2 * shape.radius, shape.height + 2 * shape.radius] };
    case 'plane':
      return { center, size: [shape.size, shape.size, 0] };
    case 'mesh':
      return once(shape.mesh, () => extentByReach(shape));
    case 'compound':
      return once(shape, () => extentByReach(shape));
  }
}

const extents = new WeakMap<object, Extent>();

/** Meshes have many corners, so their boxes are kept. */
function once(owner: object, make: () => Extent): Extent {
  const found = extents.get(owner) ?? make();
  extents.set(owner, found);
  return found;
}

function extentByReach(shape: Shape): Extent {
  const high: Vec3 = [
    shapeReach(shape, [1, 0, 0]),
    shapeReach(shape, [0, 1, 0]),
    shapeReach(shape, [0, 0, 1]),
  ];
  const low = [shapeReach(shape, [-1, 0, 0]), shapeReach(shape, [0, -1, 0]), shapeReach(shape, [0, 0, -1])];
  const of = (combine: (high: number, low: number) => number): Vec3 =>
    high.map((reach, k) => combine(reach, -(low[k] as number))) as unknown as Vec3;
  return { center: of((h, l) => (h + l) / 2), size: of((h, l) => h - l) };
}

/** How far what is seen of a shape reaches from its frame's origin along a unit direction, metres. */
export function shapeReach(shape: Shape, direction: Vec3): number {
  const [x, y, z] = direction;
  switch (shape.kind) {
    case 'box':
      return (Math.abs(x) * shape.size[0] + Math.abs(y) * shape.size[1] + Math.abs(z) * shape.size[2]) / 2;
    case 'sphere':
      return shape.radius;
    case 'cylinder':
      return Math.sqrt(x * x + y * y) * shape.radius + (Math.abs(z) * shape.height) / 2;
    case 'capsule':
      return shape.radius + (Math.abs(z) * shape.height) / 2;
    case 'plane':
      return ((Math.abs(x) + Math.abs(y)) * shape.size) / 2;
    case 'mesh':
      return meshReach(shape.mesh, direction);
    case 'compound':
      return shapeParts(shape, 'seen').reduce(
        (most, part) =>
          Math.max(
            most,
            dot(direction, part.position) +
              shapeReach(part.shape, rotate(conjugate(part.orientation), direction)),
          ),
        Number.NEGATIVE_INFINITY,
      );
  }
}

function meshReach({ positions }: Mesh, [x, y, z]: Vec3): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < positions.length; i += 3) {
    const along = x * positions[i]! + y * positions[i + 1]! + z * positions[i + 2]!;
    if (along > most) most = along;
  }
  return most;
}
