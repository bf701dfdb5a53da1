import type { Material } from './episode.ts';
import type { Quaternion, Vec3 } from './pose.ts';

/** Triangles of a surface. */
export type Mesh = {
  /** Follows from the content (a hash, say): meshes of one name are the same. */
  readonly name: string;
  /** [vertices, 3], metres, in the shape's frame. */
  readonly positions: Float32Array;
  /** [triangles, 3], places in `positions`, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
};

/** A shape that formulas describe, centred on the origin of its frame. */
export type Primitive =
  | { readonly kind: 'box'; readonly size: Vec3 }
  | { readonly kind: 'sphere'; readonly radius: number }
  | { readonly kind: 'cylinder'; readonly radius: number; readonly height: number }
  | { readonly kind: 'capsule'; readonly radius: number; readonly height: number };

/** The ground: the half space below z = 0 of its frame, drawn as a square of `size`, metres. */
export type Plane = { readonly kind: 'plane'; readonly size: number };

/** Triangles, as they are seen, and what of them is solid; a triangle is seen from its outside alone. */
export type MeshShape = {
  readonly kind: 'mesh';
  readonly mesh: Mesh;
  /**
   * What bodies meet: the convex hull, convex pieces that follow its hollows, or, for fixed bodies, the
   * surface itself.
   */
  readonly solid: 'hull' | 'pieces' | 'surface';
};

/** A shape that is all one piece. */
export type SimpleShape = Primitive | Plane | MeshShape;

/** One piece of a compound. */
export type Part = {
  readonly shape: Primitive | MeshShape;
  /** Of the part's frame in the body's, metres. */
  readonly position: Vec3;
  readonly orientation: Quaternion;
  /** What it is made of; `null` for the body's own material. Without friction, it slides on everything. */
  readonly material: Material | null;
  /** Whether it is drawn (and met by LiDAR), met by other bodies, or both. */
  readonly role: 'seen' | 'solid' | 'both';
};

/** Several shapes that move as one. */
export type CompoundShape = { readonly kind: 'compound'; readonly parts: readonly Part[] };
