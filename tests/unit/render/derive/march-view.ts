import { intrinsicsFromFov } from '#src/core/camera.ts';
import { type CameraModel, directionTable } from '#src/core/camera-model.ts';
import type { Body, Episode, Shape, WorldState } from '#src/core/episode.ts';
import type { Lens } from '#src/core/lens.ts';
import {
  add,
  conjugate,
  cross,
  dot,
  IDENTITY_QUATERNION,
  length,
  type Mat4,
  normalize,
  type Quaternion,
  rotate,
  scale,
  subtract,
  transformPoint,
  type Vec3,
} from '#src/core/pose.ts';
import type { Mesh } from '#src/core/shape.ts';
import { shapeParts } from '#src/core/shape-parts.ts';
import { triangleCorners } from '#src/core/triangle-normal.ts';
import type { ViewTruth } from '#src/render/derive/view-truth.ts';

/** A body of a hand-made scene. */
export type Placed = {
  readonly name: string;
  readonly shape: Shape;
  readonly position: Vec3;
  readonly orientation?: Quaternion;
};

/** A camera at the world's origin whose axes are the world's: it looks along +Z, with +Y down. */
export const AT_ORIGIN: Mat4 = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** A camera with those axes elsewhere. */
export const cameraAt = ([x, y, z]: Vec3): Mat4 => [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z, 0, 0, 0, 1];

/** 64 × 48 pixels, 60° high. */
export const modelWith = (lens: Lens = { kind: 'pinhole' }, width = 64, height = 48): CameraModel => ({
  intrinsics: intrinsicsFromFov(60, width, height),
  lens,
});

/** A hand-made scene as an episode; of a body only what is seen of it is filled in. */
function episodeOf(placed: readonly Placed[]): Episode {
  const bodies = placed.map(({ name, shape }) => ({ name, class: name.slice(0, 1), shape }) as Body);
  return { scene: 'hand-made', seed: 0, physicsRate: 240, bodies, cameras: [] } as unknown as Episode;
}

function stateOf(placed: readonly Placed[]): WorldState {
  return {
    step: 0,
    positions: Float64Array.from(placed.flatMap(({ position }) => position)),
    orientations: Float64Array.from(placed.flatMap(({ orientation }) => orientation ?? IDENTITY_QUATERNION)),
    linearVelocities: new Float64Array(placed.length * 3),
    angularVelocities: new Float64Array(placed.length * 3),
  };
}

/** The truth of a hand-made scene; ids are 10, 20, 30, … in its order. */
export function marchView(
  placed: readonly Placed[],
  worldFromCamera: Mat4 = AT_ORIGIN,
  model: CameraModel = modelWith(),
): ViewTruth {
  const { width, height } = model.intrinsics;
  const directions = directionTable(model);
  const depthZ = new Float32Array(width * height);
  const instanceId = new Uint16Array(width * height);
  const origin = transformPoint(worldFromCamera, [0, 0, 0]);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [directions[2 * i]!, directions[2 * i + 1]!];
    if (Number.isNaN(x)) continue;
    const through = subtract(transformPoint(worldFromCamera, [x, y, 1]), origin);
    const hit = march(placed, origin, through);
    if (hit === null) continue;
    depthZ[i] = hit.t;
    instanceId[i] = 10 * (hit.index + 1);
  }
  const ids = Object.fromEntries(placed.map(({ name }, i) => [name, 10 * (i + 1)]));
  const episode = episodeOf(placed);
  return { episode, ids, model, directions, worldFromCamera, state: stateOf(placed), depthZ, instanceId };
}

/**
 * The first body along a ray, by steps of the distance to the nearest: slow, and wrong only by 1e-9 m.
 * Source: Hart, "Sphere tracing", 1996.
 */
export function march(placed: readonly Placed[], origin: Vec3, direction: Vec3, reach = 100) {
  const speed = Math.hypot(...direction);
  for (let t = 0, step = 0; t * speed < reach && step < 20_000; step++) {
    const at = direction.map((d, axis) => origin[axis]! + t * d) as unknown as Vec3;
    const gaps = placed.map(({ shape, position, orientation }) =>
      distanceTo(shape, rotate(conjugate(orientation ?? IDENTITY_QUATERNION), subtract(at, position))),
    );
    const nearest = Math.min(...gaps);
    if (nearest < 1e-9) return { t, index: gaps.indexOf(nearest) };
    t += nearest / speed;
  }
  return null;
}

/** How far a point of a body's frame is from its surface; negative inside, but for a plane. */
function distanceTo(shape: Shape, [x, y, z]: Vec3): number {
  const outside = (...gaps: number[]): number =>
    Math.hypot(...gaps.map((gap) => Math.max(gap, 0))) + Math.min(Math.max(...gaps), 0);
  switch (shape.kind) {
    case 'box':
      return outside(...[x, y, z].map((p, axis) => Math.abs(p) - shape.size[axis]! / 2));
    case 'sphere':
      return Math.hypot(x, y, z) - shape.radius;
    case 'cylinder':
      return outside(Math.hypot(x, y) - shape.radius, Math.abs(z) - shape.height / 2);
    case 'capsule':
      return Math.hypot(x, y, Math.max(Math.abs(z) - shape.height / 2, 0)) - shape.radius;
    case 'plane': {
      const gap = (p: number): number => Math.max(Math.abs(p) - shape.size / 2, 0);
      return Math.hypot(gap(x), gap(y), z);
    }
    case 'mesh':
      return Math.min(...trianglesOf(shape.mesh).map((triangle) => distanceToTriangle(triangle, [x, y, z])));
    case 'compound':
      return Math.min(
        ...shapeParts(shape, 'seen').map((part) =>
          distanceTo(part.shape, rotate(conjugate(part.orientation), subtract([x, y, z], part.position))),
        ),
      );
  }
}

type Edge = { readonly from: Vec3; readonly along: Vec3; readonly square: number };
type Triangle = { readonly corner: Vec3; readonly normal: Vec3; readonly edges: readonly Edge[] };

/** Kept: a mesh is asked for its distance from a million points. */
const kept = new WeakMap<Mesh, readonly Triangle[]>();

function trianglesOf(mesh: Mesh): readonly Triangle[] {
  const known = kept.get(mesh);
  if (known !== undefined) return known;
  const triangles = Array.from({ length: mesh.indices.length / 3 }, (_, i): Triangle => {
    const [a, b, c] = triangleCorners(mesh, i);
    const edge = (from: Vec3, to: Vec3): Edge => {
      const along = subtract(to, from);
      return { from, along, square: dot(along, along) };
    };
    const normal = normalize(cross(subtract(b, a), subtract(c, a)));
    return { corner: a, normal, edges: [edge(a, b), edge(b, c), edge(c, a)] };
  });
  kept.set(mesh, triangles);
  return triangles;
}

/** Straight down where that meets the triangle, otherwise to the nearest of its edges. */
function distanceToTriangle({ corner, normal, edges }: Triangle, p: Vec3): number {
  if (edges.every(({ from, along }) => dot(cross(along, subtract(p, from)), normal) >= 0)) {
    return Math.abs(dot(subtract(p, corner), normal));
  }
  return Math.min(
    ...edges.map(({ from, along, square }) => {
      const share = Math.min(Math.max(dot(subtract(p, from), along) / square, 0), 1);
      return length(subtract(p, add(from, scale(along, share))));
    }),
  );
}
