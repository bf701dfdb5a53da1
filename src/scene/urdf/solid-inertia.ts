import { cube } from '../../core/exact-math.ts';
import { composeFrames, IDENTITY_FRAME } from '../../core/frame-transform.ts';
import { addTensor, pointTensor, type Tensor, turnTensor } from '../../core/inertia.ts';
import type { JointFrame } from '../../core/joint.ts';
import { add, scale, type Vec3 } from '../../core/pose.ts';
import type { Mesh, Primitive } from '../../core/shape.ts';

/** What a solid of density 1 has: m³, m, and kg·m² about its own centroid. */
export type SolidInertia = { readonly volume: number; readonly centroid: Vec3; readonly tensor: Tensor };

/** A solid in a frame of others. */
export type PlacedSolid = { readonly shape: Primitive | Mesh; readonly frame: JointFrame };

const NONE: Tensor = [0, 0, 0, 0, 0, 0];

/** All solids together; where they overlap, both count. `null` where there is none. */
export function solidInertia(solids: readonly PlacedSolid[]): SolidInertia | null {
  const each = solids.map(({ shape, frame }) => {
    const own = 'kind' in shape ? primitiveInertia(shape) : knownMeshInertia(shape);
    const { position } = composeFrames(frame, { ...IDENTITY_FRAME, position: own.centroid });
    return { volume: own.volume, centroid: position, tensor: turnTensor(own.tensor, frame.orientation) };
  });
  const volume = each.reduce((sum, one) => sum + one.volume, 0);
  if (volume === 0) return null;
  const centroid = each.reduce<Vec3>(
    (sum, one) => add(sum, scale(one.centroid, one.volume / volume)),
    [0, 0, 0],
  );
  const tensor = each.reduce<Tensor>((sum, one) => {
    const away = add(one.centroid, scale(centroid, -1));
    return addTensor(addTensor(sum, one.tensor), pointTensor(one.volume, away));
  }, NONE);
  return { volume, centroid, tensor };
}

const diagonal = (xx: number, yy: number, zz: number): Tensor => [xx, 0, 0, yy, 0, zz];

function boxInertia([x, y, z]: Vec3): SolidInertia {
  const volume = x * y * z;
  const m = volume / 12;
  const tensor = diagonal(m * (y * y + z * z), m * (x * x + z * z), m * (x * x + y * y));
  return { volume, centroid: [0, 0, 0], tensor };
}

function primitiveInertia(shape: Primitive): SolidInertia {
  if (shape.kind === 'box') return boxInertia(shape.size);
  const r = shape.radius;
  const ball = (4 / 3) * Math.PI * cube(r);
  if (shape.kind === 'sphere') {
    const i = 0.4 * ball * r * r;
    return { volume: ball, centroid: [0, 0, 0], tensor: diagonal(i, i, i) };
  }
  const h = shape.height;
  const tube = Math.PI * r * r * h;
  const [along, across] = [(tube * r * r) / 2, (tube * (3 * r * r + h * h)) / 12];
  if (shape.kind === 'cylinder') {
    return { volume: tube, centroid: [0, 0, 0], tensor: diagonal(across, across, along) };
  }
  // Two half balls, whose centroids lie 3r/8 beyond the ends of the tube.
  const caps = ball * (0.4 * r * r + (h * h) / 4 + (3 * h * r) / 8);
  const tensor = diagonal(across + caps, across + caps, along + 0.4 * ball * r * r);
  return { volume: tube + ball, centroid: [0, 0, 0], tensor };
}

const known = new WeakMap<Mesh, SolidInertia>();

/** Links often share a mesh: its integrals are taken once. */
function knownMeshInertia(mesh: Mesh): SolidInertia {
  const inertia = known.get(mesh) ?? meshInertia(mesh);
  known.set(mesh, inertia);
  return inertia;
}

/**
 * A closed mesh by the tetrahedra between its triangles and the origin; the box around it where it is open.
 * Source: Tonon 2004, moments of inertia of tetrahedra.
 */
function meshInertia(mesh: Mesh): SolidInertia {
  const { positions, indices } = mesh;
  const point = (i: number): Vec3 => [
    positions[3 * i] as number,
    positions[3 * i + 1] as number,
    positions[3 * i + 2] as number,
  ];
  let volume = 0;
  let first: Vec3 = [0, 0, 0];
  // Integrals of xx, xy, xz, yy, yz, zz.
  const second = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => point(indices[i + k] as number)) as [Vec3, Vec3, Vec3];
    const six =
      a[0] * (b[1] * c[2] - b[2] * c[1]) -
      a[1] * (b[0] * c[2] - b[2] * c[0]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
    const sum = add(add(a, b), c);
    volume += six / 6;
    first = add(first, scale(sum, six / 24));
    let entry = 0;
    for (const [j, k] of [
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 2],
      [2, 2],
    ] as const) {
      const own = a[j] * a[k] + b[j] * b[k] + c[j] * c[k];
      second[entry] = (second[entry] as number) + (six / 120) * (own + sum[j] * sum[k]);
      entry++;
    }
  }
  if (!(volume > 0) || !isClosed(mesh)) return boundsInertia(mesh);
  const centroid = scale(first, 1 / volume);
  const [xx, xy, xz, yy, yz, zz] = second as [number, number, number, number, number, number];
  const aboutOrigin: Tensor = [yy + zz, -xy, -xz, xx + zz, -yz, xx + yy];
  return { volume, centroid, tensor: addTensor(aboutOrigin, pointTensor(volume, centroid), -1) };
}

/** Whether every edge of a triangle is another's, the other way. */
function isClosed({ positions, indices }: Mesh): boolean {
  const vertices = positions.length / 3;
  const edges = new Set<number>();
  const edge = (i: number, j: number): number => (indices[i] as number) * vertices + (indices[j] as number);
  for (let i = 0; i < indices.length; i += 3) {
    for (const [j, k] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      const there = edge(i + j, i + k);
      if (edges.has(there)) return false;
      edges.add(there);
    }
  }
  for (let i = 0; i < indices.length; i += 3) {
    for (const [j, k] of [
      [1, 0],
      [2, 1],
      [0, 2],
    ] as const)
      if (!edges.has(edge(i + j, i + k))) return false;
  }
  return true;
}

function boundsInertia({ positions }: Mesh): SolidInertia {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  positions.forEach((x, i) => {
    low[i % 3] = Math.min(low[i % 3] as number, x);
    high[i % 3] = Math.max(high[i % 3] as number, x);
  });
  // A sheet has a thickness too, however small.
  const size = low.map((x, k) => Math.max((high[k] as number) - x, 1e-4)) as unknown as Vec3;
  const middle = low.map((x, k) => (x + (high[k] as number)) / 2) as unknown as Vec3;
  return { ...boxInertia(size), centroid: middle };
}
