import type { Shape } from '../core/episode.ts';
import type { ShapeFacts, SimpleFacts } from '../core/recorded-episode.ts';
import type { SimpleShape } from '../core/shape.ts';

/** What episode.json tells of a shape. */
export const shapeFacts = (shape: Shape): ShapeFacts =>
  shape.kind === 'compound'
    ? { kind: 'compound', parts: shape.parts.map((part) => ({ ...part, shape: simpleFacts(part.shape) })) }
    : simpleFacts(shape);

const simpleFacts = (shape: SimpleShape): SimpleFacts =>
  shape.kind === 'mesh'
    ? { kind: 'mesh', mesh: shape.mesh.name, triangles: shape.mesh.indices.length / 3, solid: shape.solid }
    : shape;
