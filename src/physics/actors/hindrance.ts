import type { Driver } from '../../core/actor.ts';
import type { Path, PathPlace } from './path.ts';
import type { RoadUser } from './road-users.ts';

/** What is in a driver's way: the room before it, m, and how fast that shrinks, m/s. */
export type Hindrance = { readonly gap: number; readonly closing: number };

/** Room that a driver wants beside its car, m. */
const SIDE_ROOM = 0.3;
/** How far a driver foresees the others, s, and at which moments. */
const FORESIGHT = 4;
const FORESIGHT_STEP = 0.25;
/** Passing before somebody who crosses needs that much time in hand, and after them that much, s. */
const BEFORE = 1;
const AFTER = 1.2;
/** Below it a driver counts with that speed on its way to somebody who crosses, m/s. */
const LEAST_SPEED = 2;

const there: PathPlace = { along: 0, left: 0, wayX: 1, wayY: 0 };

/** Half of what a footprint takes up along and across a way. */
const halfAlong = (user: RoadUser, x: number, y: number): number =>
  user.halfLength * Math.abs(user.cos * x + user.sin * y) +
  user.halfWidth * Math.abs(user.cos * y - user.sin * x);

/**
 * The nearest that a driver must keep clear of: who is in its way, and, for one who heeds all, who will be there,
 * at their present velocity, about when it is; those count as standing there.
 *
 * @param along - Where it is on its path, m; `left`: how far beside it it drives.
 * @param speed - Its own, m/s.
 */
export function nearestHindrance(
  { heeds }: Driver,
  path: Path,
  along: number,
  left: number,
  speed: number,
  users: readonly RoadUser[],
  self: RoadUser,
): Hindrance {
  let gap = Number.POSITIVE_INFINITY;
  let closing = 0;
  if (heeds === 'nothing') return { gap, closing };
  for (const user of users) {
    if (user === self) continue;
    const moves = user.velocityX * user.velocityX + user.velocityY * user.velocityY > 0.01;
    const last = heeds === 'all' && moves ? FORESIGHT : 0;
    for (let ahead = 0; ahead <= last; ahead += FORESIGHT_STEP) {
      path.place(user.x + ahead * user.velocityX, user.y + ahead * user.velocityY, there);
      const { wayX, wayY } = there;
      const aside = Math.abs(there.left - left) - self.halfWidth - halfAlong(user, -wayY, wayX);
      if (aside > SIDE_ROOM) continue;
      const room = there.along - along - self.halfLength - halfAlong(user, wayX, wayY);
      if (there.along <= along || room >= gap) continue;
      const itsSpeed = user.velocityX * wayX + user.velocityY * wayY;
      if (ahead === 0) {
        gap = room;
        closing = speed - itsSpeed;
        // Who is in the way now is followed; there is nothing to foresee.
        break;
      }
      const arrival = room / Math.max(speed, LEAST_SPEED);
      if (arrival > ahead - BEFORE && arrival < ahead + AFTER) {
        gap = room;
        closing = speed;
        break;
      }
    }
  }
  return { gap, closing };
}
