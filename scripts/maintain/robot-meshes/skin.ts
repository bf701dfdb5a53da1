/** A point, metres. */
type Point = readonly [x: number, y: number, z: number];
/** A closed outline, counter-clockwise seen from where the next outline lies. */
export type Outline = readonly Point[];
/** Triangles that share vertices: places in `positions`, counter-clockwise seen from outside. */
export type Triangles = { readonly positions: readonly Point[]; readonly indices: readonly number[] };

/** Points of every outline. */
const AROUND = 24;

/**
 * A rounded rectangle at height z: |x/a|ⁿ + |y/b|ⁿ = 1. Source: Lamé's superellipse; n = 2 is an ellipse,
 * 4 a rounded rectangle.
 */
export function superellipse(z: number, a: number, b: number, n = 2, x0 = 0, y0 = 0): Outline {
  return Array.from({ length: AROUND }, (_, i) => {
    const angle = (2 * Math.PI * i) / AROUND;
    const along = (t: number, half: number): number => Math.sign(t) * half * Math.abs(t) ** (2 / n);
    return [x0 + along(Math.cos(angle), a), y0 + along(Math.sin(angle), b), z];
  });
}

/** A circle at height z. */
export const circle = (z: number, radius: number, x0 = 0, y0 = 0): Outline =>
  superellipse(z, radius, radius, 2, x0, y0);

/** A skin over outlines that follow each other upwards, closed at both ends. */
export function skin(...outlines: readonly Outline[]): Triangles {
  const positions: Point[] = outlines.flat();
  const indices: number[] = [];
  for (let ring = 0; ring + 1 < outlines.length; ring++) {
    for (let i = 0; i < AROUND; i++) {
      const [a, b] = [ring * AROUND + i, ring * AROUND + ((i + 1) % AROUND)];
      indices.push(a, b, b + AROUND, a, b + AROUND, a + AROUND);
    }
  }
  const last = (outlines.length - 1) * AROUND;
  for (let i = 1; i + 1 < AROUND; i++) indices.push(0, i + 1, i, last, last + i, last + i + 1);
  return { positions, indices };
}

/** One mesh of several. */
export function joined(...parts: readonly Triangles[]): Triangles {
  const positions: Point[] = [];
  const indices: number[] = [];
  for (const part of parts) {
    indices.push(...part.indices.map((i) => i + positions.length));
    positions.push(...part.positions);
  }
  return { positions, indices };
}

/** Turned so that what pointed along z points along y (x stays). */
export const alongY = ({ positions, indices }: Triangles): Triangles => ({
  positions: positions.map(([x, y, z]) => [x, z, -y]),
  indices,
});

/** Turned so that what pointed along z points along x (y stays). */
export const alongX = ({ positions, indices }: Triangles): Triangles => ({
  positions: positions.map(([x, y, z]) => [z, y, -x]),
  indices,
});

/** Moved. */
export const moved = ({ positions, indices }: Triangles, [dx, dy, dz]: Point): Triangles => ({
  positions: positions.map(([x, y, z]) => [x + dx, y + dy, z + dz]),
  indices,
});

/** A cylinder along z between two heights, its edges rounded by `edge`. */
export function drum(radius: number, low: number, high: number, edge: number): Triangles {
  const rounding = [0, 0.3, 1].map((t) => [edge * t, edge * (1 - Math.sqrt(1 - (1 - t) ** 2))] as const);
  return skin(
    ...rounding.map(([up, inset]) => circle(low + up, radius - inset)),
    ...rounding.toReversed().map(([up, inset]) => circle(high - up, radius - inset)),
  );
}
