import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../../core/pose.ts';

/** From where one looks at a world: around a point, Z up. */
export type OrbitView = {
  readonly target: Vec3;
  /** Radians: around the world's Z, and above its XY plane. */
  readonly azimuth: number;
  readonly elevation: number;
  /** Metres from the target. */
  readonly distance: number;
};

/** Turns points of the world into places on a canvas; `null` for what is not in front of the eye. */
export type Projection = (point: Vec3) => readonly [x: number, y: number] | null;

const STEEPEST = 1.55;

/** The view turned by angles, in radians. */
export const turned = (view: OrbitView, azimuth: number, elevation: number): OrbitView => ({
  ...view,
  azimuth: view.azimuth + azimuth,
  elevation: Math.max(-STEEPEST, Math.min(STEEPEST, view.elevation + elevation)),
});

/** The view from that many times as far. */
export const zoomed = (view: OrbitView, factor: number): OrbitView => ({
  ...view,
  distance: Math.max(1e-3, Math.min(1e5, view.distance * factor)),
});

const eyeDirection = ({ azimuth, elevation }: OrbitView): Vec3 => [
  Math.cos(elevation) * Math.cos(azimuth),
  Math.cos(elevation) * Math.sin(azimuth),
  Math.sin(elevation),
];

/** How a view shows the world on a canvas of that size, with a field of 40° in height. */
export function orbitProjection(view: OrbitView, width: number, height: number): Projection {
  const out = eyeDirection(view);
  const eye = add(view.target, scale(out, view.distance));
  const right = normalize(cross([0, 0, 1], out));
  const up = cross(out, right);
  const focal = height / 2 / Math.tan((20 * Math.PI) / 180);
  return (point) => {
    const seen = subtract(point, eye);
    const depth = -dot(seen, out);
    if (!(depth > view.distance * 1e-3)) return null;
    return [width / 2 + (focal * dot(seen, right)) / depth, height / 2 - (focal * dot(seen, up)) / depth];
  };
}

/** A view of all of these points, from ahead and above. */
export function viewOf(points: readonly Vec3[]): OrbitView {
  const low = [0, 1, 2].map((axis) => Math.min(...points.map((p) => p[axis]!)));
  const high = [0, 1, 2].map((axis) => Math.max(...points.map((p) => p[axis]!)));
  const middle = low.map((value, axis) => (value + high[axis]!) / 2) as unknown as Vec3;
  const radius = Math.hypot(...low.map((value, axis) => (high[axis]! - value) / 2));
  const isEmpty = !Number.isFinite(radius);
  return {
    target: isEmpty ? [0, 0, 0] : middle,
    ...{ azimuth: -0.9, elevation: 0.5, distance: isEmpty ? 5 : Math.max(0.2, 3 * radius) },
  };
}
