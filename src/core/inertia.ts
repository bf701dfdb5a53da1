import { conjugate, type Quaternion, rotate, type Vec3 } from './pose.ts';

/** A symmetric tensor `[xx, xy, xz, yy, yz, zz]`: an inertia, kg·m². */
export type Tensor = readonly [xx: number, xy: number, xz: number, yy: number, yz: number, zz: number];

/** The same inertia in the frame out of which `orientation` turns. */
export function turnTensor([xx, xy, xz, yy, yz, zz]: Tensor, orientation: Quaternion): Tensor {
  const back = conjugate(orientation);
  // Rows of R I Rᵀ: R's rows are the new axes as the old frame sees them.
  const [x, y, z] = [rotate(back, [1, 0, 0]), rotate(back, [0, 1, 0]), rotate(back, [0, 0, 1])];
  const times = (v: Vec3): Vec3 => [
    xx * v[0] + xy * v[1] + xz * v[2],
    xy * v[0] + yy * v[1] + yz * v[2],
    xz * v[0] + yz * v[1] + zz * v[2],
  ];
  const inner = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const [ix, iy, iz] = [times(x), times(y), times(z)];
  return [inner(x, ix), inner(x, iy), inner(x, iz), inner(y, iy), inner(y, iz), inner(z, iz)];
}

/** The inertia of a point mass about the origin, which is what moving an axis away adds. Source: Steiner. */
export const pointTensor = (mass: number, [x, y, z]: Vec3): Tensor => [
  mass * (y * y + z * z),
  -mass * x * y,
  -mass * x * z,
  mass * (x * x + z * z),
  -mass * y * z,
  mass * (x * x + y * y),
];

/** a + s · b. */
export const addTensor = (a: Tensor, b: Tensor, s = 1): Tensor => [
  a[0] + s * b[0],
  a[1] + s * b[1],
  a[2] + s * b[2],
  a[3] + s * b[3],
  a[4] + s * b[4],
  a[5] + s * b[5],
];

/** Axes about which an inertia is a diagonal. */
export type PrincipalAxes = {
  readonly moments: Vec3;
  /** Turns the principal axes into the tensor's frame. */
  readonly axes: Quaternion;
};

/**
 * The principal moments and axes of an inertia, from + - * / and square roots alone. Source: Jacobi's
 * rotations, as in Golub and Van Loan, §8.5.
 */
export function principalAxes([xx, xy, xz, yy, yz, zz]: Tensor): PrincipalAxes {
  const a = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ] as const satisfies readonly number[][];
  const m: number[][] = a.map((row) => [...row]);
  const v: number[][] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const at = (t: number[][], i: number, j: number): number => (t[i] as number[])[j] as number;
  const set = (t: number[][], i: number, j: number, x: number): void => {
    (t[i] as number[])[j] = x;
  };
  for (let sweep = 0; sweep < 32; sweep++) {
    let moved = false;
    for (const [p, q, r] of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 2, 0],
    ] as const) {
      const off = at(m, p, q);
      if (Math.abs(off) <= 1e-18 * (Math.abs(at(m, p, p)) + Math.abs(at(m, q, q)))) continue;
      moved = true;
      const theta = (at(m, q, q) - at(m, p, p)) / (2 * off);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1);
      const s = t * c;
      set(m, p, p, at(m, p, p) - t * off);
      set(m, q, q, at(m, q, q) + t * off);
      set(m, p, q, 0);
      set(m, q, p, 0);
      const [rp, rq] = [at(m, r, p), at(m, r, q)];
      for (const [i, x] of [
        [p, c * rp - s * rq],
        [q, s * rp + c * rq],
      ] as const) {
        set(m, r, i, x);
        set(m, i, r, x);
      }
      for (let k = 0; k < 3; k++) {
        const [vp, vq] = [at(v, k, p), at(v, k, q)];
        set(v, k, p, c * vp - s * vq);
        set(v, k, q, s * vp + c * vq);
      }
    }
    if (!moved) break;
  }
  return { moments: [at(m, 0, 0), at(m, 1, 1), at(m, 2, 2)], axes: quaternionOf(v) };
}

/** The quaternion of a rotation by its rows. Source: Shepperd 1978, from the largest of the four parts. */
function quaternionOf(rows: readonly (readonly number[])[]): Quaternion {
  const at = (i: number, j: number): number => rows[i]?.[j] as number;
  const squares = [
    1 + at(0, 0) - at(1, 1) - at(2, 2),
    1 - at(0, 0) + at(1, 1) - at(2, 2),
    1 - at(0, 0) - at(1, 1) + at(2, 2),
    1 + at(0, 0) + at(1, 1) + at(2, 2),
  ];
  const largest = squares.indexOf(Math.max(...squares));
  const twice = Math.sqrt(squares[largest] as number);
  const [ax, ay, az] = [at(2, 1) - at(1, 2), at(0, 2) - at(2, 0), at(1, 0) - at(0, 1)];
  const [sxy, sxz, syz] = [at(0, 1) + at(1, 0), at(0, 2) + at(2, 0), at(1, 2) + at(2, 1)];
  const table: readonly Quaternion[] = [
    [squares[0] as number, sxy, sxz, ax],
    [sxy, squares[1] as number, syz, ay],
    [sxz, syz, squares[2] as number, az],
    [ax, ay, az, squares[3] as number],
  ];
  const [x, y, z, w] = table[largest] as Quaternion;
  const by = 1 / (2 * twice);
  return [x * by, y * by, z * by, w * by];
}
