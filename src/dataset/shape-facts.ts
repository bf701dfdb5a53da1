import type { Material, Shape } from '../core/episode.ts';
import type { Quaternion, Vec3 } from '../core/pose.ts';
import type { MeshShape, Part, Plane, Primitive, SimpleShape } from '../core/shape.ts';

/** A mesh as episode.json tells of it: which, but not its triangles. */
export type MeshFacts = {
  readonly kind: 'mesh';
  readonly mesh: string;
  readonly triangles: number;
  readonly solid: MeshShape['solid'];
};

type SimpleFacts = Primitive | Plane | MeshFacts;

/** A shape as episode.json tells of it. */
export type ShapeFacts =
  | SimpleFacts
  | {
      readonly kind: 'compound';
      readonly parts: readonly {
        readonly shape: SimpleFacts;
        readonly position: Vec3;
        readonly orientation: Quaternion;
        readonly material: Material | null;
        readonly role: Part['role'];
      }[];
    };

/** What episode.json tells of a shape. */
export const shapeFacts = (shape: Shape): ShapeFacts =>
  shape.kind === 'compound'
    ? { kind: 'compound', parts: shape.parts.map((part) => ({ ...part, shape: simpleFacts(part.shape) })) }
    : simpleFacts(shape);

const simpleFacts = (shape: SimpleShape): SimpleFacts =>
  shape.kind === 'mesh'
    ? { kind: 'mesh', mesh: shape.mesh.name, triangles: shape.mesh.indices.length / 3, solid: shape.solid }
    : shape;
