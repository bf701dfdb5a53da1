import type { Body } from '../core/episode.ts';

/** Height of what wheels and feet stand on, world frame, metres. */
export type GroundHeight = (x: number, y: number) => number;

/** Fixed boxes that are lower are ground as well: pavements, islands; higher ones are walls. Metres. */
const MAX_KERB = 0.25;

/**
 * The ground of a scene: its level plane (or z = 0 where it has none), and the level tops of low fixed boxes that
 * stand on it along the world's axes. Nothing else carries wheels or feet, so a hill would be driven through.
 */
export function groundHeight(bodies: readonly Body[]): GroundHeight {
  const plane = bodies.find(({ shape }) => shape.kind === 'plane')?.position[2] ?? 0;
  // One row a box: x from, to; y from, to; height.
  const tops: number[] = [];
  for (const { shape, motion, position, orientation, passable } of bodies) {
    if (shape.kind !== 'box' || motion !== 'fixed' || passable === true) continue;
    const [x, y, z] = position;
    const [sx, sy, sz] = shape.size;
    const top = z + sz / 2;
    const isUnturned = Math.abs(orientation[3]) > 0.999999;
    if (isUnturned && top > plane && top <= plane + MAX_KERB) {
      tops.push(x - sx / 2, x + sx / 2, y - sy / 2, y + sy / 2, top);
    }
  }
  const table = Float64Array.from(tops);
  return (x, y) => {
    let height = plane;
    for (let i = 0; i < table.length; i += 5) {
      const [west, east] = [table[i] as number, table[i + 1] as number];
      const [south, north] = [table[i + 2] as number, table[i + 3] as number];
      const inside = x >= west && x <= east && y >= south && y <= north;
      if (inside) height = Math.max(height, table[i + 4] as number);
    }
    return height;
  };
}
