import type { Mat4, Quaternion } from '../../core/pose.ts';

/**
 * The unit quaternion of a rigid transform's turn; of the two, the one whose greatest part is positive.
 * Source: Shepperd, "Quaternion from rotation matrix", 1978.
 */
export function rotationQuaternion(m: Mat4): Quaternion {
  const [xx, yy, zz] = [m[0] as number, m[5] as number, m[10] as number];
  const sum = (i: number, j: number): number => (m[i] as number) + (m[j] as number);
  const difference = (i: number, j: number): number => (m[i] as number) - (m[j] as number);
  const greatest = Math.max(xx + yy + zz, xx, yy, zz);
  if (greatest === xx + yy + zz) {
    const w = Math.sqrt(1 + greatest) / 2;
    return [difference(9, 6) / (4 * w), difference(2, 8) / (4 * w), difference(4, 1) / (4 * w), w];
  }
  if (greatest === xx) {
    const x = Math.sqrt(1 + xx - yy - zz) / 2;
    return [x, sum(1, 4) / (4 * x), sum(2, 8) / (4 * x), difference(9, 6) / (4 * x)];
  }
  if (greatest === yy) {
    const y = Math.sqrt(1 - xx + yy - zz) / 2;
    return [sum(1, 4) / (4 * y), y, sum(6, 9) / (4 * y), difference(2, 8) / (4 * y)];
  }
  const z = Math.sqrt(1 - xx - yy + zz) / 2;
  return [sum(2, 8) / (4 * z), sum(6, 9) / (4 * z), z, difference(4, 1) / (4 * z)];
}
