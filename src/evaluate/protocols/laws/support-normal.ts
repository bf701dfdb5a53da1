import { conjugate, rotate, subtract, type Vec3 } from '../../../core/pose.ts';
import type { BodyFacts } from '../../../core/recorded-episode.ts';

/**
 * The outward unit normal, world frame, of the face of a fixed body on which another lies: of a plane its own, of a
 * box that of the face beyond which the other's centre lies farthest; null for other shapes.
 */
export function supportNormal({ shape, position, orientation }: BodyFacts, center: Vec3): Vec3 | null {
  if (shape.kind === 'plane') return rotate(orientation, [0, 0, 1]);
  if (shape.kind !== 'box') return null;
  const within = rotate(conjugate(orientation), subtract(center, position));
  const beyond = within.map((offset, axis) => Math.abs(offset) - (shape.size[axis] as number) / 2);
  const axis = beyond.indexOf(Math.max(...beyond));
  const normal: [number, number, number] = [0, 0, 0];
  normal[axis] = Math.sign(within[axis] as number);
  return rotate(orientation, normal);
}
