import type { Rng } from '../../core/rng.ts';
import { fraction } from './pattern.ts';

/** The cell that a point lies in: how far to the nearest border, in cells, and the cell's own chance. */
export type Cell = { readonly border: number; readonly chance: number };

/**
 * Cells around scattered points, `count` a side, that wrap over the edges. Source: Worley, "A cellular
 * texture basis function", 1996; the border is half the difference of the two nearest distances.
 */
export function createPeriodicCells(rng: Rng, count: number): (u: number, v: number) => Cell {
  const points = Float64Array.from({ length: 3 * count * count }, () => rng.next());
  return (u, v) => {
    const x = fraction(u) * count;
    const y = fraction(v) * count;
    const i = Math.floor(x);
    const j = Math.floor(y);
    let nearest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let chance = 0;
    for (let row = j - 1; row <= j + 1; row++) {
      for (let column = i - 1; column <= i + 1; column++) {
        const at = 3 * (((row + count) % count) * count + ((column + count) % count));
        const dx = column + points[at]! - x;
        const dy = row + points[at + 1]! - y;
        const distance = Math.sqrt(dx * dx + dy * dy);
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
          chance = points[at + 2]!;
        } else if (distance < second) {
          second = distance;
        }
      }
    }
    return { border: (second - nearest) / 2, chance };
  };
}
