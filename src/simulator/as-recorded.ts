import type { Hand } from '../core/hand.ts';
import type { Vec3 } from '../core/pose.ts';

type Command = { readonly action: Float32Array | null; readonly hand: Hand | null };

/** JSON knows no negative zero. */
const unsigned = ([x, y, z]: Vec3): Vec3 => [x + 0, y + 0, z + 0];

/** A command with the numbers that its recording has when it is read again: what is played is what is replayed. */
export const asRecorded = ({ action, hand }: Command): Command => ({
  action: action === null ? null : action.map((value) => value + 0),
  hand: handAsRecorded(hand),
});

function handAsRecorded(hand: Hand | null): Hand | null {
  if (hand === null) return null;
  const point = unsigned(hand.point);
  return hand.kind === 'pull'
    ? { ...hand, point, target: unsigned(hand.target) }
    : { ...hand, point, impulse: unsigned(hand.impulse) };
}
