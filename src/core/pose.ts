/** A point or a direction, metres unless its owner says otherwise. World axes: right-handed, Z up. */
export type Vec3 = readonly [x: number, y: number, z: number];

/** A unit quaternion `[x, y, z, w]`. */
export type Quaternion = readonly [x: number, y: number, z: number, w: number];

/** A rigid transform as 16 numbers, row-major: `[r00 r01 r02 tx, r10 …, r20 …, 0 0 0 1]`. */
export type Mat4 = readonly number[];

/** No rotation. */
export const IDENTITY_QUATERNION: Quaternion = [0, 0, 0, 1];

/** a + b. */
export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
/** a − b. */
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
/** a · s. */
export const scale = (a: Vec3, s: number): Vec3 => [a[0] * s, a[1] * s, a[2] * s];
/** The inner product, |a| |b| cos. */
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** The cross product, by the right hand. */
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
/** The Euclidean length. */
export const length = (a: Vec3): number => Math.sqrt(dot(a, a));
/** a at length 1; not finite for the zero vector. */
export const normalize = (a: Vec3): Vec3 => scale(a, 1 / length(a));

/** Turns `v` by the unit quaternion `q`. */
export function rotate(q: Quaternion, v: Vec3): Vec3 {
  const u: Vec3 = [q[0], q[1], q[2]];
  const t = scale(cross(u, v), 2);
  return add(add(v, scale(t, q[3])), cross(u, t));
}

/** The rotation that first applies `b`, then `a`. */
export function multiplyQuaternions(a: Quaternion, b: Quaternion): Quaternion {
  return [
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ];
}

/** The inverse of a unit quaternion. */
export const conjugate = (q: Quaternion): Quaternion => [-q[0], -q[1], -q[2], q[3]];

/** `parentFromChild` of a child frame that sits at `position`, turned by `orientation`. */
export function poseMatrix(position: Vec3, orientation: Quaternion): Mat4 {
  const x = rotate(orientation, [1, 0, 0]);
  const y = rotate(orientation, [0, 1, 0]);
  const z = rotate(orientation, [0, 0, 1]);
  return [
    ...[x[0], y[0], z[0], position[0]],
    ...[x[1], y[1], z[1], position[1]],
    ...[x[2], y[2], z[2], position[2]],
    ...[0, 0, 0, 1],
  ];
}

/** The inverse of a rigid transform. */
export function invertRigid(m: Mat4): Mat4 {
  const at = (i: number): number => m[i] as number;
  const t: Vec3 = [at(3), at(7), at(11)];
  const row = (i: number): Vec3 => [at(i), at(4 + i), at(8 + i)];
  const [a, b, c] = [row(0), row(1), row(2)];
  return [...a, -dot(a, t), ...b, -dot(b, t), ...c, -dot(c, t), 0, 0, 0, 1];
}

/** `a` after `b`: `aFromB · bFromC = aFromC`. */
export function multiplyTransforms(a: Mat4, b: Mat4): Mat4 {
  return Array.from({ length: 16 }, (_, i) => {
    const row = 4 * Math.floor(i / 4);
    const column = i % 4;
    let sum = 0;
    for (let k = 0; k < 4; k++) sum += (a[row + k] as number) * (b[4 * k + column] as number);
    return sum;
  });
}

/** A point of the child frame in the parent frame. */
export function transformPoint(parentFromChild: Mat4, p: Vec3): Vec3 {
  const row = (i: number): number =>
    (parentFromChild[i] as number) * p[0] +
    (parentFromChild[i + 1] as number) * p[1] +
    (parentFromChild[i + 2] as number) * p[2] +
    (parentFromChild[i + 3] as number);
  return [row(0), row(4), row(8)];
}
