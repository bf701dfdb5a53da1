/** A point of a profile: right and up, metres. */
export type Point = readonly [x: number, z: number];

const at = (points: readonly Point[], i: number): Point =>
  points[(i + points.length) % points.length] as Point;

/** Twice the signed area of a triangle; positive counter-clockwise. */
export const turn = (a: Point, b: Point, c: Point): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Twice the signed area of a polygon; positive counter-clockwise. */
export const doubleArea = (points: readonly Point[]): number =>
  points.reduce((sum, p, i) => sum + p[0] * at(points, i + 1)[1] - p[1] * at(points, i + 1)[0], 0);

/** Whether a counter-clockwise polygon turns left, or goes straight on, at every corner. */
export const isConvex = (points: readonly Point[]): boolean =>
  points.every((p, i) => turn(at(points, i - 1), p, at(points, i + 1)) >= 0);

/** Why a polygon has no inside to fill, or `null`. */
export function polygonFault(points: readonly Point[]): string | null {
  const twin = points.findIndex((p, i) => p[0] === at(points, i + 1)[0] && p[1] === at(points, i + 1)[1]);
  if (twin >= 0) return `points ${twin} and ${(twin + 1) % points.length} are one`;
  for (let i = 0; i < points.length; i++) {
    const [a, b] = [at(points, i), at(points, i + 1)];
    for (let j = i + 2; j < points.length; j++) {
      if (i === 0 && j === points.length - 1) continue;
      if (segmentsMeet(a, b, at(points, j), at(points, j + 1))) return `edges ${i} and ${j} meet`;
    }
  }
  return doubleArea(points) === 0 ? 'it has no area' : null;
}

function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [p, q, r, s] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (p === 0 && q === 0) {
    const along = (k: 0 | 1): boolean =>
      Math.max(Math.min(a[k], b[k]), Math.min(c[k], d[k])) <=
      Math.min(Math.max(a[k], b[k]), Math.max(c[k], d[k]));
    return along(0) && along(1);
  }
  return p * q <= 0 && r * s <= 0;
}

/**
 * Cuts a counter-clockwise polygon without crossings into triangles, as places of its corners. Source:
 * Meisters 1975: there is always an ear, a corner whose triangle holds no other corner.
 */
export function triangulate(points: readonly Point[]): readonly (readonly [number, number, number])[] {
  const left = points.map((_, i) => i);
  const triangles: [number, number, number][] = [];
  while (left.length > 3) {
    const ear = Math.max(
      left.findIndex((_, i) => isEar(points, left, i)),
      0,
    );
    triangles.push(corners(left, ear));
    left.splice(ear, 1);
  }
  return [...triangles, left as unknown as [number, number, number]];
}

const corners = (left: readonly number[], i: number): [number, number, number] => [
  left[(i + left.length - 1) % left.length] as number,
  left[i] as number,
  left[(i + 1) % left.length] as number,
];

function isEar(points: readonly Point[], left: readonly number[], i: number): boolean {
  const triangle = corners(left, i);
  const [a, b, c] = triangle.map((k) => points[k]) as [Point, Point, Point];
  if (!(turn(a, b, c) > 0)) return false;
  return left.every((k) => {
    if (triangle.includes(k)) return true;
    const p = points[k] as Point;
    return turn(a, b, p) < 0 || turn(b, c, p) < 0 || turn(c, a, p) < 0;
  });
}
