import { crossingPlace, firstCrossing } from '../../core/mesh-crossing.ts';
import type { Mesh, SimpleShape } from '../../core/shape.ts';
import { triangleNormal } from '../../core/triangle-normal.ts';

/**
 * A ray in the frame of a shape: `[ox, oy, oz, dx, dy, dz]`, metres, the direction of unit length.
 * One array is filled anew for every ray, since numbers handed over singly would each be allocated.
 */
export type LocalRay = Float64Array;

const NEVER = Number.POSITIVE_INFINITY;

/**
 * How far a ray goes until it meets a shape, metres: infinity where it never does, 0 from inside.
 * Exact but for rounding. A plane is the square that is drawn, and is met from above alone; a triangle
 * of a mesh is met from its outside alone, so that a ray from inside a mesh goes through.
 */
export function meetShape(shape: SimpleShape, ray: LocalRay): number {
  switch (shape.kind) {
    case 'box':
      return meetBox(shape.size, ray);
    case 'sphere':
      return meetSphere(shape.radius, 0, ray);
    case 'cylinder':
      return meetCylinder(shape.radius, shape.height / 2, ray);
    case 'capsule': {
      const half = shape.height / 2;
      // The union of three convex solids is met where the first of them is.
      const side = meetCylinder(shape.radius, half, ray);
      const ends = Math.min(meetSphere(shape.radius, half, ray), meetSphere(shape.radius, -half, ray));
      return Math.min(side, ends);
    }
    case 'plane':
      return meetSquare(shape.size / 2, ray);
    case 'mesh':
      return meetMesh(shape.mesh, ray);
  }
}

/** By slabs. Source: Kay and Kajiya 1986. */
function meetBox(size: readonly number[], ray: LocalRay): number {
  let enter = 0;
  let leave = NEVER;
  for (let axis = 0; axis < 3; axis++) {
    const half = size[axis]! / 2;
    const o = ray[axis]!;
    const d = ray[axis + 3]!;
    if (d === 0) {
      if (Math.abs(o) > half) return NEVER;
      continue;
    }
    const toNear = (d > 0 ? -half - o : half - o) / d;
    const toFar = (d > 0 ? half - o : -half - o) / d;
    if (toNear > enter) enter = toNear;
    if (toFar < leave) leave = toFar;
  }
  return enter <= leave ? enter : NEVER;
}

/** A sphere centred on (0, 0, z). */
function meetSphere(radius: number, z: number, ray: LocalRay): number {
  const x = ray[0]!;
  const y = ray[1]!;
  const h = ray[2]! - z;
  if (x * x + y * y + h * h <= radius * radius) return 0;
  const along = -(x * ray[3]! + y * ray[4]! + h * ray[5]!);
  if (along <= 0) return NEVER;
  // From the point nearest to the centre: b² − c would lose its digits far away.
  const px = x + along * ray[3]!;
  const py = y + along * ray[4]!;
  const pz = h + along * ray[5]!;
  const rest = radius * radius - (px * px + py * py + pz * pz);
  return rest < 0 ? NEVER : along - Math.sqrt(rest);
}

/** The slab between its ends, and the endless cylinder. */
function meetCylinder(radius: number, half: number, ray: LocalRay): number {
  const [x, y, z] = [ray[0]!, ray[1]!, ray[2]!];
  const [dx, dy, dz] = [ray[3]!, ray[4]!, ray[5]!];
  let enter = 0;
  let leave = NEVER;
  if (dz !== 0) {
    enter = Math.max(enter, (dz > 0 ? -half - z : half - z) / dz);
    leave = (dz > 0 ? half - z : -half - z) / dz;
  } else if (Math.abs(z) > half) return NEVER;
  const across = dx * dx + dy * dy;
  if (across > 0) {
    const nearest = -(x * dx + y * dy) / across;
    const px = x + nearest * dx;
    const py = y + nearest * dy;
    const rest = radius * radius - (px * px + py * py);
    if (rest < 0) return NEVER;
    const reach = Math.sqrt(rest / across);
    enter = Math.max(enter, nearest - reach);
    leave = Math.min(leave, nearest + reach);
  } else if (x * x + y * y > radius * radius) return NEVER;
  return enter <= leave ? enter : NEVER;
}

function meetSquare(half: number, ray: LocalRay): number {
  if (!(ray[2]! >= 0 && ray[5]! < 0)) return NEVER;
  const distance = -ray[2]! / ray[5]!;
  const x = ray[0]! + distance * ray[3]!;
  const y = ray[1]! + distance * ray[4]!;
  return Math.max(Math.abs(x), Math.abs(y)) <= half ? distance : NEVER;
}

function meetMesh(mesh: Mesh, ray: LocalRay): number {
  const triangle = firstCrossing(mesh, ray, 'front', 0, NEVER);
  return triangle < 0 ? NEVER : crossingPlace(mesh, triangle, ray);
}

/**
 * The cosine of the angle between a ray, backwards, and the surface's normal where it met a shape
 * after `distance` metres; 0…1.
 */
export function meetingCosine(shape: SimpleShape, ray: LocalRay, distance: number): number {
  const [dx, dy, dz] = [ray[3]!, ray[4]!, ray[5]!];
  const x = ray[0]! + distance * dx;
  const y = ray[1]! + distance * dy;
  const z = ray[2]! + distance * dz;
  const clamp = (cosine: number): number => Math.min(Math.max(cosine, 0), 1);
  switch (shape.kind) {
    case 'box': {
      const [sx, sy, sz] = shape.size;
      const [ax, ay, az] = [Math.abs(x) / sx, Math.abs(y) / sy, Math.abs(z) / sz];
      return clamp(Math.abs(ax >= ay && ax >= az ? dx : ay >= az ? dy : dz));
    }
    case 'sphere':
      return clamp(-(x * dx + y * dy + z * dz) / shape.radius);
    case 'capsule': {
      const half = shape.height / 2;
      const h = z - Math.min(Math.max(z, -half), half);
      return clamp(-(x * dx + y * dy + h * dz) / shape.radius);
    }
    case 'cylinder': {
      const fromAxis = Math.sqrt(x * x + y * y);
      const onEnd = Math.abs(Math.abs(z) - shape.height / 2) < Math.abs(fromAxis - shape.radius);
      return clamp(onEnd ? Math.abs(dz) : -(x * dx + y * dy) / shape.radius);
    }
    case 'plane':
      return clamp(-dz);
    case 'mesh': {
      const [nx, ny, nz] = triangleNormal(shape.mesh, firstCrossing(shape.mesh, ray, 'front', 0, NEVER));
      return clamp(-(nx * dx + ny * dy + nz * dz));
    }
  }
}
