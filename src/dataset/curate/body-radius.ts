import { length } from '../../core/pose.ts';
import type { ShapeFacts, SimpleFacts } from '../../core/recorded-episode.ts';

function simpleRadius(shape: SimpleFacts): number {
  switch (shape.kind) {
    case 'box':
      return length(shape.size) / 2;
    case 'sphere':
      return shape.radius;
    case 'cylinder':
      return Math.hypot(shape.radius, shape.height / 2);
    case 'capsule':
      return shape.radius + shape.height / 2;
    case 'plane':
    case 'mesh':
      return 0;
  }
}

/**
 * How far a body reaches from its origin, its corners taken in, metres. 0 for the ground, which reaches everywhere, and
 * for a mesh, of which episode.json has no triangles: those count by their origins. The verifier's `reachOf` is another
 * measure: along the axes alone, and endless for those.
 */
export function bodyRadius(shape: ShapeFacts): number {
  if (shape.kind !== 'compound') return simpleRadius(shape);
  return Math.max(0, ...shape.parts.map((part) => length(part.position) + simpleRadius(part.shape)));
}
