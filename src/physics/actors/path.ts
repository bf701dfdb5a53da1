import type { GroundPoint } from '../../core/actor.ts';
import { square } from '../../core/exact-math.ts';

/** A place along a path: how far along it, how far to its left, m, and which way it goes there (unit length). */
export type PathPlace = { along: number; left: number; wayX: number; wayY: number };

/** A path of straight pieces, straight on beyond its ends. */
export type Path = {
  /** Of all its pieces, m. */
  readonly length: number;
  /** The place nearest to a point. */
  place(x: number, y: number, into: PathPlace): void;
  /** The point that lies there. */
  point(along: number, left: number): GroundPoint;
  /** Which way it goes there, unit length. */
  way(along: number): GroundPoint;
};

/** The path through those points, of which neighbours differ; at least two. */
export function createPath(points: readonly GroundPoint[]): Path {
  const pieces = points.slice(1).map(([x, y], i) => {
    const [fromX, fromY] = points[i] as GroundPoint;
    const length = Math.sqrt(square(x - fromX) + square(y - fromY));
    return { fromX, fromY, length, wayX: (x - fromX) / length, wayY: (y - fromY) / length };
  });
  const starts = pieces.map((_, i) => pieces.slice(0, i).reduce((sum, piece) => sum + piece.length, 0));
  const last = pieces.length - 1;
  const pieceAt = (along: number): number => {
    let i = last;
    while (i > 0 && along < starts[i]!) i--;
    return i;
  };
  return {
    length: starts[last]! + pieces[last]!.length,
    place(x, y, into) {
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i <= last; i++) {
        const { fromX, fromY, length, wayX, wayY } = pieces[i]!;
        const [dx, dy] = [x - fromX, y - fromY];
        const ahead = dx * wayX + dy * wayY;
        const along = Math.min(
          Math.max(ahead, i === 0 ? Number.NEGATIVE_INFINITY : 0),
          i === last ? Number.POSITIVE_INFINITY : length,
        );
        const [missX, missY] = [dx - along * wayX, dy - along * wayY];
        const distance = missX * missX + missY * missY;
        if (distance >= best) continue;
        best = distance;
        into.along = starts[i]! + along;
        into.left = dy * wayX - dx * wayY;
        into.wayX = wayX;
        into.wayY = wayY;
      }
    },
    point(along, left) {
      const i = pieceAt(along);
      const { fromX, fromY, wayX, wayY } = pieces[i]!;
      const rest = along - starts[i]!;
      return [fromX + rest * wayX - left * wayY, fromY + rest * wayY + left * wayX];
    },
    way(along) {
      const { wayX, wayY } = pieces[pieceAt(along)]!;
      return [wayX, wayY];
    },
  };
}
