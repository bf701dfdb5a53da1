import type { Shape } from '../../core/episode.ts';
import type { Vec3 } from '../../core/pose.ts';

/** Edges of the box around a shape along the axes of its frame, metres; a plane has no height. */
export function shapeSize(shape: Shape): Vec3 {
  switch (shape.kind) {
    case 'box':
      return shape.size;
    case 'sphere':
      return [2 * shape.radius, 2 * shape.radius, 2 * shape.radius];
    case 'cylinder':
      return [2 * shape.radius, 2 * shape.radius, shape.height];
    case 'capsule':
      return [2 * shape.radius, 2 * shape.radius, shape.height + 2 * shape.radius];
    case 'plane':
      return [shape.size, shape.size, 0];
  }
}

/** How far a shape reaches from its centre along a unit direction of its frame, metres. */
export function shapeReach(shape: Shape, [x, y, z]: Vec3): number {
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
  }
}
