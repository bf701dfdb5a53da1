import {
  attribute,
  cameraProjectionMatrix,
  cameraViewMatrix,
  cameraViewport,
  cross,
  normalGeometry,
  positionGeometry,
  screenCoordinate,
  varying,
  vec2,
  vec3,
  vec4,
} from 'three/tsl';
import type { Node } from 'three/webgpu';
import { INSTANCE } from './body-instances.ts';

/** Types of three's shading nodes that its own declarations leave open. */
export type Float = Node<'float'>;
export type Vec2 = Node<'vec2'>;
export type Vec3 = Node<'vec3'>;
export type Vec4 = Node<'vec4'>;
type Matrix = { element(at: number): Vec4; mul(v: Vec4): Vec4 };

const view = cameraViewMatrix as unknown as Matrix;
const projection = cameraProjectionMatrix as unknown as Matrix;

const group = (name: string): Vec4 => attribute(name, 'vec4') as unknown as Vec4;

/** What was passed from the vertex stage already: a shader has room for 16 values, so none is passed twice. */
const interpolated = new WeakMap<object, unknown>();
const flattened = new WeakMap<object, unknown>();

function once<T extends object>(made: WeakMap<object, unknown>, node: T, make: () => unknown): T {
  if (!made.has(node)) made.set(node, make());
  return made.get(node) as T;
}

/** A value that is interpolated over the triangle. */
export const passed = <T extends object>(node: T): T =>
  once(interpolated, node, () => varying(node as unknown as Node));

/** A value that is the same at a triangle's three corners, so it is not interpolated. */
export const flat = <T extends object>(node: T): T =>
  once(flattened, node, () => {
    const one = varying(node as unknown as Node) as unknown as { setInterpolation(kind: string): T };
    return one.setInterpolation('flat');
  });

/** An instance's values, for the vertex stage. */
export const instance = {
  place: group(INSTANCE.place),
  turn: group(INSTANCE.turn),
  scale: group(INSTANCE.scale),
  color: group(INSTANCE.color),
  pattern: group(INSTANCE.pattern),
  surface: group(INSTANCE.surface),
};

/** (kind, end) of the vertex, as body-geometry.ts has them. */
export const surfaceKind = attribute('surface', 'vec2') as unknown as Vec2;

/** Where the ends of a capsule's side are, in units of the shape. */
export const endHeight = surfaceKind.y.mul(instance.scale.w);

/** Turns a vector by the instance's orientation. */
export function turned(v: Vec3): Vec3 {
  const axis = instance.turn.xyz as unknown as Vec3;
  const t = cross(axis, v).mul(2);
  return v.add(t.mul(instance.turn.w)).add(cross(axis, t)) as unknown as Vec3;
}

/** The vertex in the unit shape, its ends where they are. */
export const unitPosition = positionGeometry.add(vec3(0, 0, endHeight)) as unknown as Vec3;

/** The vertex in the world frame, metres. */
export const worldPosition = turned(unitPosition.mul(instance.scale.xyz) as unknown as Vec3).add(
  instance.place.xyz,
) as unknown as Vec3;

/** The vertex's normal in the world frame, not of unit length. */
export const worldNormal = turned(normalGeometry.div(instance.scale.xyz) as unknown as Vec3);

/** The vertex in the frame of the camera that draws (three's axes: y up, z backward). */
export const viewPosition = view.mul(vec4(worldPosition, 1) as unknown as Vec4).xyz as unknown as Vec3;

/** The instance's centre in the frame of the camera that draws. */
export const viewPlace = (): Vec3 =>
  view.mul(vec4(instance.place.xyz, 1) as unknown as Vec4).xyz as unknown as Vec3;

/** The vertex where the camera that draws sees it. */
export const clipPosition = projection.mul(vec4(viewPosition, 1) as unknown as Vec4);

/** A direction of the world in the camera's frame. */
export const viewDirection = (v: Vec3): Vec3 =>
  view.mul(vec4(v, 0) as unknown as Vec4).xyz as unknown as Vec3;

/** The direction through this pixel's centre in the camera's frame (three's axes), with z = −1. */
export function pixelRay(): Vec3 {
  const viewport = cameraViewport as unknown as Vec4;
  // From one pixel to the next the ray moves by `step`, from where it is at the tile's corner.
  const focal = vec2(projection.element(0).x, projection.element(1).y.negate());
  const step = vec2(2, 2).div(viewport.zw).div(focal);
  const center = vec2(projection.element(2).x, projection.element(2).y.negate());
  const tile = flat(vec4(viewport.xy, step) as unknown as Vec4);
  const corner = flat(center.sub(1).div(focal) as unknown as Vec2);
  return vec3(screenCoordinate.xy.sub(tile.xy).mul(tile.zw).add(corner), -1) as unknown as Vec3;
}
