import { cos, sin } from '../../core/exact-math.ts';
import type { Point } from './polygon.ts';

/** A hollow that is part of a circle, in a block; lengths in metres. */
export type Channel = {
  readonly radius: number;
  /** How far the hollow goes up on either side, degrees from its lowest point. */
  readonly angle: number;
  /** Of the block under the hollow's lowest point and beside its rims. */
  readonly thickness: number;
  /** Straight pieces of the hollow. */
  readonly segments: number;
};

/** The block's outline, counter-clockwise; the origin is the hollow's lowest point. */
export function channelProfile({ radius, angle, thickness, segments }: Channel): readonly Point[] {
  const reach = (angle * Math.PI) / 180;
  const hollow = Array.from({ length: segments + 1 }, (_, i): Point => {
    const phi = reach - (2 * reach * i) / segments;
    return [radius * sin(phi), radius * (1 - cos(phi))];
  });
  const [x, z] = hollow[0] as Point;
  return [
    [-x - thickness, -thickness],
    [x + thickness, -thickness],
    [x + thickness, z],
    ...hollow,
    [-x - thickness, z],
  ];
}
