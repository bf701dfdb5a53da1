import {
  type BufferGeometry,
  Color,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
} from 'three/webgpu';
import { type Episode, type Material, PATTERNS, type WorldState } from '../core/episode.ts';
import { joinDecor, joinDecorState } from '../core/join-decor.ts';
import { add, multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '../core/pose.ts';
import type { SimpleShape } from '../core/shape.ts';
import { shapeParts } from '../core/shape-parts.ts';

/** Values an instance has: six groups of four. */
const STRIDE = 24;

/** The attributes of an instance, in the order of its values. */
export const INSTANCE = {
  /** World position, metres; instance id. */
  place: 'body_place',
  /** Orientation, xyzw. */
  turn: 'body_turn',
  /** Body coordinates = scale × the unit shape's; half the height of a capsule's side, in radii. */
  scale: 'body_scale',
  /** Linear colour; metalness. */
  color: 'body_color',
  /** The pattern's other colour, linear; its layer from 1, 0 for none. */
  pattern: 'body_pattern',
  /** Edge of a repeat, metres; offset (2), repeats; roughness. */
  surface: 'body_surface',
} as const;

/** Instances of one geometry: room for some, of which `count` are drawn. */
export type BodyInstances = {
  readonly geometry: InstancedBufferGeometry;
  readonly capacity: number;
  /** Writes where instance `i` is and what it looks like. */
  readonly write: (i: number, placed: PlacedPart, id: number) => void;
  /** Draws the first `count` as they were last written. */
  readonly show: (count: number) => void;
};

/** What is seen of a body, and where it is, world frame. */
export type PlacedPart = {
  /** The body's name. */
  readonly body: string;
  readonly shape: SimpleShape;
  readonly material: Material;
  readonly position: Vec3;
  readonly orientation: Quaternion;
};

/** All that is drawn of an episode in that state: its bodies, part by part, and the decor where it stands. */
export function placedParts(episode: Episode, state: WorldState): PlacedPart[] {
  const { positions, orientations } = joinDecorState(episode, state);
  return joinDecor(episode).bodies.flatMap(({ name: body, shape, material }, i) => {
    const position = positions.subarray(3 * i, 3 * i + 3) as unknown as Vec3;
    const orientation = orientations.subarray(4 * i, 4 * i + 4) as unknown as Quaternion;
    if (shape.kind !== 'compound') return [{ body, shape, material, position, orientation }];
    return shapeParts(shape, 'seen').map((part) => ({
      body,
      shape: part.shape,
      material: part.material ?? material,
      position: add(position, rotate(orientation, part.position)),
      orientation: multiplyQuaternions(orientation, part.orientation),
    }));
  });
}

function scaleOf(shape: SimpleShape): readonly [number, number, number, number] {
  switch (shape.kind) {
    case 'box':
      return [...shape.size, 0];
    case 'plane':
      return [shape.size, shape.size, 1, 0];
    case 'sphere':
      return [shape.radius, shape.radius, shape.radius, 0];
    case 'cylinder':
      return [shape.radius, shape.radius, shape.height, 0];
    case 'capsule':
      return [shape.radius, shape.radius, shape.radius, shape.height / 2 / shape.radius];
    case 'mesh':
      return [1, 1, 1, 0];
  }
}

/** Instances that share the triangles of `base`. */
export function createBodyInstances(base: BufferGeometry, capacity: number): BodyInstances {
  const values = new Float32Array(capacity * STRIDE);
  const buffer = new InstancedInterleavedBuffer(values, STRIDE, 1);
  const geometry = new InstancedBufferGeometry();
  for (const name of ['position', 'normal', 'surface']) geometry.setAttribute(name, base.getAttribute(name));
  geometry.setIndex(base.getIndex());
  Object.values(INSTANCE).forEach((name, group) => {
    geometry.setAttribute(name, new InterleavedBufferAttribute(buffer, 4, 4 * group));
  });
  geometry.instanceCount = 0;
  const color = new Color();
  return {
    geometry,
    capacity,
    write(i, { shape, material, position, orientation }, id) {
      const at = i * STRIDE;
      values.set(position, at);
      values[at + 3] = id;
      values.set(orientation, at + 4);
      values.set(scaleOf(shape), at + 8);
      color.set(material.color).toArray(values, at + 12);
      values[at + 15] = material.metalness;
      const { texture } = material;
      color.set(texture?.color ?? material.color).toArray(values, at + 16);
      values[at + 19] = texture === null ? 0 : PATTERNS.indexOf(texture.pattern) + 1;
      values.set([texture?.size ?? 1, ...(texture?.offset ?? [0, 0]), material.roughness], at + 20);
    },
    show(count) {
      geometry.instanceCount = count;
      buffer.needsUpdate = true;
    },
  };
}
