/** A rectangle that moves over the ground, world frame; metres, radians and m/s. */
export type Footprint = {
  readonly x: number;
  readonly y: number;
  /** Of its length from world x, counter-clockwise: cosine and sine. */
  readonly cos: number;
  readonly sin: number;
  readonly halfLength: number;
  readonly halfWidth: number;
  readonly velocityX: number;
  readonly velocityY: number;
};

/** Half of the shadow that a footprint throws on a direction of unit length. */
const reach = ({ cos, sin, halfLength, halfWidth }: Footprint, x: number, y: number): number =>
  halfLength * Math.abs(cos * x + sin * y) + halfWidth * Math.abs(cos * y - sin * x);

/**
 * Seconds until two footprints meet if both keep their velocities and directions; 0 where they overlap, infinite
 * where they never do. Rectangles overlap while their shadows do on each of their four axes (the separating axis
 * theorem), and each shadow moves at constant speed.
 */
export function timeToCollision(a: Footprint, b: Footprint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const [vx, vy] = [b.velocityX - a.velocityX, b.velocityY - a.velocityY];
  let from = 0;
  let until = Number.POSITIVE_INFINITY;
  const axes = [a.cos, a.sin, -a.sin, a.cos, b.cos, b.sin, -b.sin, b.cos];
  for (let i = 0; i < 8; i += 2) {
    const [x, y] = [axes[i] as number, axes[i + 1] as number];
    const room = reach(a, x, y) + reach(b, x, y);
    const gap = dx * x + dy * y;
    const speed = vx * x + vy * y;
    if (speed === 0) {
      if (Math.abs(gap) > room) return Number.POSITIVE_INFINITY;
      continue;
    }
    const [p, q] = [(-room - gap) / speed, (room - gap) / speed];
    from = Math.max(from, Math.min(p, q));
    until = Math.min(until, Math.max(p, q));
  }
  return from <= until ? from : Number.POSITIVE_INFINITY;
}
