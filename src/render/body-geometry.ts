import { mergeVertices } from 'three/addons/utils/BufferGeometryUtils.js';
import {
  BoxGeometry,
  type BufferGeometry,
  CapsuleGeometry,
  CylinderGeometry,
  IcosahedronGeometry,
  PlaneGeometry,
} from 'three/webgpu';
import type { Shape } from '../core/episode.ts';

/** Greatest distance between a curved surface and the facets that stand for it, metres. */
const SAGITTA = 0.0005;

/** Facets around a circle of `radius` metres whose sagitta stays under half of {@link SAGITTA}: a capsule's cap bends twice. */
function facets(radius: number): number {
  const count = Math.ceil(Math.PI / Math.acos(Math.max(1 - SAGITTA / 2 / radius, 0)));
  return Math.max(16, Math.ceil(count / 4) * 4);
}

/** The angle from an icosahedron's face to its corner, and how far freely split faces exceed the mean. */
const ICOSAHEDRON_FACE = 0.6524;
const WIDEST_FACE = 1.17;

/** A sphere of even triangles: for one sagitta it takes 40 % fewer than rings and segments do. */
function sphere(radius: number): BufferGeometry {
  const corner = Math.sqrt((2 * SAGITTA) / radius);
  const splits = Math.max(3, Math.ceil((ICOSAHEDRON_FACE * WIDEST_FACE) / corner));
  const loose = new IcosahedronGeometry(radius, splits - 1);
  loose.deleteAttribute('uv');
  return mergeVertices(loose);
}

/** The triangles of a shape, in its own frame (metres; cylinders and capsules along Z). */
export function bodyGeometry(shape: Shape): BufferGeometry {
  switch (shape.kind) {
    case 'box':
      return new BoxGeometry(...shape.size);
    case 'sphere':
      return sphere(shape.radius);
    case 'cylinder':
      return new CylinderGeometry(shape.radius, shape.radius, shape.height, facets(shape.radius)).rotateX(
        Math.PI / 2,
      );
    case 'capsule': {
      const around = facets(shape.radius);
      return new CapsuleGeometry(shape.radius, shape.height, around / 4, around).rotateX(Math.PI / 2);
    }
    case 'plane':
      return new PlaneGeometry(shape.size, shape.size);
  }
}
