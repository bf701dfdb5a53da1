import { along, backAlong, type Radial, radialUpTo } from './lens-radial.ts';

/**
 * How a lens bends the picture. `x`, `y` are a direction's pinhole coordinates (X/Z, Y/Z; OpenCV axes).
 */
export type Lens =
  | { readonly kind: 'pinhole' }
  /** Source: Brown, "Decentering distortion of lenses", 1966; OpenCV's calib3d, 5 coefficients. */
  | {
      readonly kind: 'brown-conrady';
      readonly k1: number;
      readonly k2: number;
      readonly p1: number;
      readonly p2: number;
      readonly k3: number;
    }
  /** Source: Kannala and Brandt 2006; OpenCV's fisheye module. */
  | {
      readonly kind: 'fisheye';
      readonly k1: number;
      readonly k2: number;
      readonly k3: number;
      readonly k4: number;
    };

/** Pinhole coordinates of a direction, or where a lens puts it in the image at a focal length of 1. */
export type Point = readonly [x: number, y: number];

type BrownConrady = Extract<Lens, { kind: 'brown-conrady' }>;

/** The greatest angle to the axis that a lens other than a pinhole shows, radians: 85°. */
const WIDEST_ANGLE = (85 * Math.PI) / 180;

// Worked out once a lens: it is asked for at every pixel.
const radials = new WeakMap<Lens, Radial>();

const widestOf = (lens: Lens): number => (lens.kind === 'fisheye' ? WIDEST_ANGLE : Math.tan(WIDEST_ANGLE));

/** How a lens moves a point along its radius: the pinhole radius (Brown–Conrady) or the angle to the axis. */
function radialOf(lens: Exclude<Lens, { kind: 'pinhole' }>): Radial {
  const known = radials.get(lens);
  if (known !== undefined) return known;
  const k4 = lens.kind === 'fisheye' ? lens.k4 : 0;
  const radial = radialUpTo([lens.k1, lens.k2, lens.k3, k4], widestOf(lens));
  radials.set(lens, radial);
  return radial;
}

/** The derivative of Brown–Conrady's map, which is symmetric: [∂x'/∂x, ∂x'/∂y = ∂y'/∂x, ∂y'/∂y]. */
function jacobian({ k1, k2, p1, p2, k3 }: BrownConrady, x: number, y: number): [number, number, number] {
  const q = x * x + y * y;
  const g = 1 + q * (k1 + q * (k2 + q * k3));
  const dg = 2 * (k1 + q * (2 * k2 + q * 3 * k3));
  return [
    g + x * x * dg + 2 * p1 * y + 6 * p2 * x,
    x * y * dg + 2 * p1 * x + 2 * p2 * y,
    g + y * y * dg + 6 * p1 * y + 2 * p2 * x,
  ];
}

const turnsOver = (lens: BrownConrady, x: number, y: number): boolean => {
  const [a, b, d] = jacobian(lens, x, y);
  return !(a * d - b * b > 0);
};

function brown({ k1, k2, p1, p2, k3 }: BrownConrady, x: number, y: number): [number, number] {
  const q = x * x + y * y;
  const g = 1 + q * (k1 + q * (k2 + q * k3));
  return [x * g + 2 * p1 * x * y + p2 * (q + 2 * x * x), y * g + p1 * (q + 2 * y * y) + 2 * p2 * x * y];
}

/** Where the lens puts a direction, at a focal length of 1; `null` where it does not show it. */
export function distort(lens: Lens, [x, y]: Point): Point | null {
  if (lens.kind === 'pinhole') return [x, y];
  const radial = radialOf(lens);
  const r = Math.sqrt(x * x + y * y);
  if (lens.kind === 'fisheye') {
    const angle = Math.atan(r);
    if (!(angle <= radial.end)) return null;
    const stretch = r > 0 ? along(radial, angle) / r : 1;
    return [x * stretch, y * stretch];
  }
  return r <= radial.end && !turnsOver(lens, x, y) ? brown(lens, x, y) : null;
}

/** The direction that `distort` puts there, to 1e-10; `null` where the lens shows none. */
export function undistort(lens: Lens, [u, v]: Point): Point | null {
  if (lens.kind === 'pinhole') return [u, v];
  const radial = radialOf(lens);
  const moved = Math.sqrt(u * u + v * v);
  const decentred = lens.kind === 'brown-conrady' && (lens.p1 !== 0 || lens.p2 !== 0);
  if (!decentred && !(moved <= along(radial, radial.end))) return null;
  if (moved === 0) return [0, 0];
  const s = backAlong(radial, moved);
  if (lens.kind === 'fisheye') return [(u / moved) * Math.tan(s), (v / moved) * Math.tan(s)];
  const start: Point = [(u / moved) * s, (v / moved) * s];
  return decentred ? recentre(lens, [u, v], start, radial.end) : start;
}

/** Newton's iteration in both coordinates, from what the radial part alone gives. */
function recentre(lens: BrownConrady, [u, v]: Point, start: Point, end: number): Point | null {
  let [x, y] = start;
  for (let round = 0; round < 50; round++) {
    const [a, b, d] = jacobian(lens, x, y);
    const determinant = a * d - b * b;
    const [atX, atY] = brown(lens, x, y);
    const stepX = (d * (atX - u) - b * (atY - v)) / determinant;
    const stepY = (a * (atY - v) - b * (atX - u)) / determinant;
    x -= stepX;
    y -= stepY;
    if (!(Math.abs(stepX) + Math.abs(stepY) < 1e-13 * (1 + Math.abs(x) + Math.abs(y)))) continue;
    return Math.sqrt(x * x + y * y) <= end && !turnsOver(lens, x, y) ? [x, y] : null;
  }
  return null;
}

/** Whether two directions share a point of the image within `radius` of its middle (at a focal length of 1). */
export function foldsWithin(lens: Lens, radius: number): boolean {
  if (lens.kind === 'pinhole') return false;
  const radial = radialOf(lens);
  if (radial.end < widestOf(lens) && along(radial, radial.end) < radius) return true;
  return lens.kind === 'brown-conrady' && turnsOverWithin(lens, radius, radial.end);
}

/** Looks along 64 rays for a place where the lens turns the image over, as decentring can. */
function turnsOverWithin(lens: BrownConrady, radius: number, end: number): boolean {
  for (let ray = 0; ray < 64; ray++) {
    const [cosine, sine] = [Math.cos((ray * Math.PI) / 32), Math.sin((ray * Math.PI) / 32)];
    for (let step = 1; step < 256; step++) {
      const [x, y] = [(cosine * end * step) / 256, (sine * end * step) / 256];
      const [atX, atY] = brown(lens, x, y);
      if (atX * atX + atY * atY > radius * radius) break;
      if (turnsOver(lens, x, y)) return true;
    }
  }
  return false;
}
