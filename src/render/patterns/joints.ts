import { smoothStep } from './pattern.ts';

/**
 * The share of joint (1) rather than stone (0) at a place in a stone.
 *
 * @param x - From the stone's middle, in repeats; `halfX` is half its width, joint included.
 * @param joint - Width of the joint, in repeats; the stone's corners are rounded by as much.
 */
export function jointShare(x: number, y: number, halfX: number, halfY: number, joint: number): number {
  const dx = Math.max(0, Math.abs(x) - halfX + 1.5 * joint);
  const dy = Math.max(0, Math.abs(y) - halfY + 1.5 * joint);
  const outside = Math.sqrt(dx * dx + dy * dy) - joint;
  return smoothStep(-0.1 * joint, 0.1 * joint, outside);
}
