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
import type { Vec3 } from '../core/pose.ts';

/**
 * Triangles that several bodies can share, each with a scale of its own: cylinders and capsules stand
 * along Z, as in `Shape`.
 */
export type SharedGeometry = {
  /** Bodies of one key are drawn together. */
  readonly key: string;
  /** Body coordinates (metres) = scale × the geometry's. */
  readonly scale: Vec3;
  readonly create: () => BufferGeometry;
};

/** Greatest distance between a curved surface and the facets that stand for it, metres. */
const SAGITTA = 0.0005;

/** Facet counts are rounded up to multiples of this, so that bodies of like size share triangles. */
const COUNT_STEP = 8;

const roundUp = (count: number, step: number): number => Math.max(step, Math.ceil(count / step) * step);

/** Facets around a circle of `radius` metres: a sagitta of half of {@link SAGITTA}, as caps bend twice. */
const facets = (radius: number): number =>
  roundUp(Math.PI / Math.acos(Math.max(1 - SAGITTA / 2 / radius, 0)), COUNT_STEP);

/** The angle from an icosahedron's face to its corner, and how far freely split faces exceed the mean. */
const ICOSAHEDRON_FACE = 0.6524;
const WIDEST_FACE = 1.17;

/** Splits of an icosahedron's edge: for one sagitta a sphere of even triangles takes the fewest. */
const splits = (radius: number): number =>
  roundUp((ICOSAHEDRON_FACE * WIDEST_FACE) / Math.sqrt((2 * SAGITTA) / radius), COUNT_STEP / 2);

function unitSphere(edgeSplits: number): BufferGeometry {
  const loose = new IcosahedronGeometry(1, edgeSplits - 1);
  loose.deleteAttribute('uv');
  return mergeVertices(loose);
}

/** The geometry of a shape, and the scale that makes it that shape. */
export function sharedGeometry(shape: Shape): SharedGeometry {
  switch (shape.kind) {
    case 'box':
      return { key: 'box', scale: shape.size, create: () => new BoxGeometry() };
    case 'plane':
      return { key: 'plane', scale: [shape.size, shape.size, 1], create: () => new PlaneGeometry() };
    case 'sphere': {
      const { radius } = shape;
      const count = splits(radius);
      return { key: `sphere ${count}`, scale: [radius, radius, radius], create: () => unitSphere(count) };
    }
    case 'cylinder': {
      const { radius, height } = shape;
      const count = facets(radius);
      return {
        key: `cylinder ${count}`,
        scale: [radius, radius, height],
        create: () => new CylinderGeometry(1, 1, 1, count).rotateX(Math.PI / 2),
      };
    }
    case 'capsule': {
      const { radius, height } = shape;
      const count = facets(radius);
      return {
        key: `capsule ${radius} ${height}`,
        scale: [1, 1, 1],
        create: () => new CapsuleGeometry(radius, height, count / 4, count).rotateX(Math.PI / 2),
      };
    }
  }
}
