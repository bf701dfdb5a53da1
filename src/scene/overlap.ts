import {
  add,
  dot,
  IDENTITY_QUATERNION,
  multiplyQuaternions,
  rotate,
  scale,
  subtract,
  type Vec3,
} from '../core/pose.ts';
import type { Mesh, MeshShape, SimpleShape } from '../core/shape.ts';
import { shapeExtent } from '../core/shape-extent.ts';
import { shapeParts } from '../core/shape-parts.ts';
import { meshVertex, triangleCorners } from '../core/triangle-normal.ts';
import { convexesMeet } from './convexes-meet.ts';
import { contains } from './shape-contains.ts';
import { farthestPoint, type Solid } from './shape-support.ts';

/** How far into each other two bodies may reach and still count as touching, metres. */
export const TOUCH_TOLERANCE = 5e-4;

/** A solid that is all one piece. */
type Piece = Solid<SimpleShape>;

/**
 * Whether two solids reach into each other by more than the touching tolerance; a mesh that follows its
 * hollows does so by its surface.
 */
export const overlaps = (a: Solid, b: Solid): boolean => {
  const others = pieces(b);
  return pieces(a).some((p) => others.some((q) => piecesOverlap(p, q)));
};

/** What of a body others meet, piece by piece. */
const pieces = ({ shape, position, orientation }: Solid): readonly Piece[] =>
  shape.kind !== 'compound'
    ? [{ shape, position, orientation }]
    : shapeParts(shape, 'solid').map((part) => ({
        shape: part.shape,
        position: add(position, rotate(orientation, part.position)),
        orientation: multiplyQuaternions(orientation, part.orientation),
      }));

function piecesOverlap(a: Piece, b: Piece): boolean {
  if (a.shape.kind === 'plane' && b.shape.kind === 'plane') return false;
  if (a.shape.kind === 'plane') return reachesBelow(b, a);
  if (b.shape.kind === 'plane') return reachesBelow(a, b);
  if (apart(boundsOf(a), boundsOf(b))) return false;
  if (isHollow(a.shape)) return surfaceOverlaps(a as Solid<MeshShape>, b);
  if (isHollow(b.shape)) return surfaceOverlaps(b as Solid<MeshShape>, a);
  return meet(shrunk(a, TOUCH_TOLERANCE / 2), shrunk(b, TOUCH_TOLERANCE / 2));
}

const meet = (a: Piece, b: Piece): boolean => convexesMeet(a, b, subtract(middle(b), middle(a)));

const isHollow = (shape: SimpleShape): boolean => shape.kind === 'mesh' && shape.solid !== 'hull';

/** Whether a piece reaches through a mesh's surface, or is wholly inside. */
function surfaceOverlaps(hollow: Solid<MeshShape>, other: Piece): boolean {
  if (contains(hollow, middle(other))) return true;
  const bounds = boundsOf(other);
  const { indices } = hollow.shape.mesh;
  const corners = cornersOf(hollow);
  const small = isHollow(other.shape) ? null : shrunk(other, TOUCH_TOLERANCE);
  for (let i = 0; i < indices.length / 3; i++) {
    const [a, b, c] = [0, 1, 2].map((k) => corners[indices[3 * i + k] as number]) as [Vec3, Vec3, Vec3];
    if (apart(boundsOfAll([a, b, c].map((corner) => [corner, corner])), bounds)) continue;
    const triangle = triangleOf(hollow, i);
    if (small === null ? surfaceOverlaps(other as Solid<MeshShape>, triangle) : meet(triangle, small))
      return true;
  }
  return false;
}

/** Every corner of a mesh, in the world. */
const cornersOf = ({ shape: { mesh }, position, orientation }: Solid<MeshShape>): readonly Vec3[] =>
  Array.from({ length: mesh.positions.length / 3 }, (_, i) =>
    add(position, rotate(orientation, meshVertex(mesh, i))),
  );

/** A triangle of a mesh as a solid of its own, in the world. */
function triangleOf({ shape, position, orientation }: Solid<MeshShape>, triangle: number): Solid<MeshShape> {
  const positions = Float32Array.from(triangleCorners(shape.mesh, triangle).flat());
  const mesh: Mesh = { name: '', positions, indices: Uint32Array.of(0, 1, 2) };
  return { shape: { kind: 'mesh', mesh, solid: 'hull' }, position, orientation };
}

/** A point within the hull of a piece, world frame. */
function middle({ shape, position, orientation }: Piece): Vec3 {
  if (shape.kind !== 'mesh') return position;
  const vertices = shape.mesh.positions.length / 3;
  let sum: Vec3 = [0, 0, 0];
  for (let i = 0; i < vertices; i++) sum = add(sum, meshVertex(shape.mesh, i));
  return add(position, rotate(orientation, scale(sum, 1 / vertices)));
}

/** The places of the first two solids that overlap, of pairs that `matters` says yes to; or null. */
export function findOverlap(
  solids: readonly Solid[],
  matters: (i: number, j: number) => boolean,
): readonly [i: number, j: number] | null {
  const bounds = solids.map(boundsOf);
  for (let i = 0; i < solids.length; i++) {
    for (let j = i + 1; j < solids.length; j++) {
      if (!matters(i, j) || apart(bounds[i] as Bounds, bounds[j] as Bounds)) continue;
      if (overlaps(solids[i] as Solid, solids[j] as Solid)) return [i, j];
    }
  }
  return null;
}

/** The corners of the box along the world's axes that holds a solid; null for a plane, which has none. */
type Bounds = readonly [low: Vec3, high: Vec3] | null;

function boundsOf(solid: Solid): Bounds {
  if (solid.shape.kind === 'plane') return null;
  if (solid.shape.kind === 'compound') return boundsOfAll(pieces(solid).map(boundsOf));
  const reach = (x: number, y: number, z: number): Vec3 => farthestPoint(solid, [x, y, z]);
  const low: Vec3 = [reach(-1, 0, 0)[0], reach(0, -1, 0)[1], reach(0, 0, -1)[2]];
  return [low, [reach(1, 0, 0)[0], reach(0, 1, 0)[1], reach(0, 0, 1)[2]]];
}

/** No bounds hold nothing. */
const boundsOfAll = (all: readonly Bounds[]): Bounds =>
  all.reduce((sum: Bounds, bounds) => {
    if (sum === null || bounds === null) return null;
    const extreme = (pick: (...x: number[]) => number, end: 0 | 1): Vec3 =>
      sum[end].map((x, k) => pick(x, bounds[end][k] as number)) as unknown as Vec3;
    return [extreme(Math.min, 0), extreme(Math.max, 1)];
  }, NOWHERE);

const FAR = Number.POSITIVE_INFINITY;
const NOWHERE: Bounds = [
  [FAR, FAR, FAR],
  [-FAR, -FAR, -FAR],
];

function apart(a: Bounds, b: Bounds): boolean {
  if (a === null || b === null) return false;
  const [[lowA, highA], [lowB, highB]] = [a, b];
  return lowA.some((low, k) => low > (highB[k] as number) || (lowB[k] as number) > (highA[k] as number));
}

function reachesBelow(solid: Solid, plane: Solid): boolean {
  const up = rotate(plane.orientation, [0, 0, 1]);
  const lowest = farthestPoint(solid, scale(up, -1));
  return dot(subtract(lowest, plane.position), up) < -TOUCH_TOLERANCE;
}

/** The solid less `room` all round, so that bodies that only touch stand clear. */
function shrunk({ shape, position, orientation }: Piece, room: number): Piece {
  const less = (length: number): number => Math.max(length - 2 * room, length / 2);
  const less2 = (radius: number): number => less(2 * radius) / 2;
  switch (shape.kind) {
    case 'box': {
      const size: Vec3 = [less(shape.size[0]), less(shape.size[1]), less(shape.size[2])];
      return { position, orientation, shape: { kind: 'box', size } };
    }
    case 'cylinder':
      return {
        position,
        orientation,
        shape: { kind: 'cylinder', radius: less2(shape.radius), height: less(shape.height) },
      };
    case 'sphere':
    case 'capsule':
      return { position, orientation, shape: { ...shape, radius: less2(shape.radius) } };
    case 'mesh':
      return { position, orientation, shape: { ...shape, mesh: shrunkMesh(shape.mesh, less) } };
    case 'plane':
      return { position, orientation, shape };
  }
}

/** Towards its middle, by the share that takes as much off its shortest edge. */
function shrunkMesh(mesh: Mesh, less: (length: number) => number): Mesh {
  const shape: MeshShape = { kind: 'mesh', mesh, solid: 'hull' };
  const shortest = Math.min(...shapeExtent(shape).size);
  const share = shortest > 0 ? less(shortest) / shortest : 1;
  const center = middle({ shape, position: [0, 0, 0], orientation: IDENTITY_QUATERNION });
  const positions = mesh.positions.map((x, i) => {
    const from = center[i % 3] as number;
    return from + share * (x - from);
  });
  return { ...mesh, positions };
}
