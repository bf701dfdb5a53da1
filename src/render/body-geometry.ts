import { mergeVertices } from 'three/addons/utils/BufferGeometryUtils.js';
import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  CylinderGeometry,
  IcosahedronGeometry,
  PlaneGeometry,
} from 'three/webgpu';
import type { Mesh, SimpleShape } from '../core/shape.ts';
import { triangleCorners, triangleNormal } from '../core/triangle-normal.ts';

/**
 * The triangles that bodies are drawn with: unit shapes, each body with a scale of its own, or meshes
 * as they are, by name. Curved
 * ones are inscribed, so that every ray that meets the triangles meets the true surface, which
 * the truth material then finds exactly; how fine they are only shows in silhouettes.
 */
export type GeometryKey =
  | 'box'
  | 'plane'
  | `round ${number}`
  | `cylinder ${number}`
  | `capsule ${number}`
  | `mesh ${string}`;

/** Kinds of surface, in the attribute `surface`: (kind, end). */
const FLAT = 0;
const CYLINDER = 1;
const SPHERE = 2;

/**
 * Attributes of every geometry: `position` and `normal` in the unit shape, and `surface`: its kind,
 * and +1 or −1 for what belongs to the upper or lower end of a capsule, which moves with its height.
 */
function withSurface(
  geometry: BufferGeometry,
  kind: number | ((z: number) => number),
  ends: boolean,
): BufferGeometry {
  geometry.deleteAttribute('uv');
  const { array, count } = geometry.getAttribute('position') as BufferAttribute;
  const surface = new Float32Array(count * 2);
  for (let i = 0; i < count; i++) {
    const z = array[3 * i + 2] as number;
    surface[2 * i] = typeof kind === 'number' ? kind : kind(i);
    surface[2 * i + 1] = ends ? Math.sign(z) : 0;
  }
  geometry.setAttribute('surface', new BufferAttribute(surface, 2));
  return geometry;
}

function unitSphere(splits: number): BufferGeometry {
  const loose = new IcosahedronGeometry(1, splits - 1);
  loose.deleteAttribute('uv');
  return mergeVertices(loose);
}

function unitCylinder(facets: number): BufferGeometry {
  const geometry = new CylinderGeometry(1, 1, 1, facets).rotateX(Math.PI / 2);
  const normal = geometry.getAttribute('normal');
  return withSurface(geometry, (i) => (Math.abs(normal.getZ(i)) > 0.5 ? FLAT : CYLINDER), false);
}

/** Two half spheres of radius 1 at the origin and the side between them, which has no height of its own. */
function unitCapsule(facets: number): BufferGeometry {
  const rings = facets / 4;
  const positions: number[] = [];
  const surface: number[] = [];
  const indices: number[] = [];
  const ring = (elevation: number, kind: number, end: number): number => {
    const first = positions.length / 3;
    for (let i = 0; i <= facets; i++) {
      const angle = (2 * Math.PI * i) / facets;
      const radius = Math.cos(elevation);
      positions.push(radius * Math.cos(angle), radius * Math.sin(angle), Math.sin(elevation));
      surface.push(kind, end);
    }
    return first;
  };
  const join = (low: number, high: number): void => {
    for (let i = 0; i < facets; i++) {
      indices.push(low + i, low + i + 1, high + i + 1, low + i, high + i + 1, high + i);
    }
  };
  const half = (end: 1 | -1): void => {
    let below = -1;
    for (let k = 0; k <= rings; k++) {
      const elevation = (Math.PI / 2) * (end === 1 ? k / rings : k / rings - 1);
      const next = ring(elevation, SPHERE, end);
      if (below >= 0) join(below, next);
      below = next;
    }
  };
  half(-1);
  join(ring(0, CYLINDER, -1), ring(0, CYLINDER, 1));
  half(1);
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
  geometry.setAttribute('normal', new BufferAttribute(Float32Array.from(positions), 3));
  geometry.setAttribute('surface', new BufferAttribute(Float32Array.from(surface), 2));
  geometry.setIndex(indices);
  return geometry;
}

/** Every triangle has corners of its own, and the normal of its plane: one without an area has none. */
function meshGeometry(mesh: Mesh): BufferGeometry {
  const corners = mesh.indices.length;
  const positions = new Float32Array(3 * corners);
  const normals = new Float32Array(3 * corners);
  for (let triangle = 0; triangle < corners / 3; triangle++) {
    const normal = triangleNormal(mesh, triangle);
    triangleCorners(mesh, triangle).forEach((corner, i) => {
      positions.set(corner, 9 * triangle + 3 * i);
      if (Number.isFinite(normal[0])) normals.set(normal, 9 * triangle + 3 * i);
    });
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('normal', new BufferAttribute(normals, 3));
  return withSurface(geometry, FLAT, false);
}

/** Makes the triangles of a key, which is that of the shape. */
export function createGeometry(key: GeometryKey, shape: SimpleShape): BufferGeometry {
  if (shape.kind === 'mesh') return meshGeometry(shape.mesh);
  const [kind, count] = key.split(' ');
  switch (kind) {
    case 'box':
      return withSurface(new BoxGeometry(), FLAT, false);
    case 'plane':
      return withSurface(new PlaneGeometry(), FLAT, false);
    case 'round':
      return withSurface(unitSphere(Number(count)), SPHERE, false);
    case 'cylinder':
      return unitCylinder(Number(count));
    default:
      return unitCapsule(Number(count));
  }
}
