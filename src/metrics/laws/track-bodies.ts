import { isVisible } from '../presence.ts';
import type { Prototypes } from '../prototype-masks.ts';
import { largestParts } from './largest-parts.ts';
import { type SoftRegion, softRegions } from './soft-regions.ts';

/** Least and greatest share of its first area that a body shows when nothing hides a part of it. */
export const WHOLE_SHARES: readonly [least: number, most: number] = [0.75, 1.5];

/** A body that has lost more of its colour to what stands behind is fading, and not there. */
export const SOLID_SHARE = 0.65;

/** Where a body, or a group of bodies that share a colour, is in one frame. */
export type TrackPoint = {
  /** Centre of what is seen of it, weighted by coverage; pixels from the image's top-left corner. */
  readonly u: number;
  readonly v: number;
  /** Pixels, by coverage. */
  readonly area: number;
  /** Whether all of it is seen: off the image's edge, and about as large as it was at first. */
  readonly whole: boolean;
};

/** One point a frame, the last context frame first; null where the group is not there, or fades. */
export type BodyTrack = readonly (TrackPoint | null)[];

/**
 * Follows every group of bodies through frames by the label maps of `predictedLabels`.
 *
 * @param frames - The last context frame, then the frames to follow; sRGB 8 bit, shape [height, width, 3].
 * @param labels - Theirs, shape [height, width] each.
 * @returns One track a group of the prototypes, in their order.
 */
export function trackBodies(
  frames: readonly Uint8Array[],
  labels: readonly Uint8Array[],
  prototypes: Prototypes,
  width: number,
): BodyTrack[] {
  const seen = frames.map((frame, h) =>
    softRegions(frame, largestParts(labels[h] as Uint8Array, width), prototypes, width),
  );
  return prototypes.colors.map((_, k) => {
    const first = seen[0]?.[k] as SoftRegion;
    return seen.map((regions) => pointOf(regions[k] as SoftRegion, first));
  });
}

function pointOf({ u, v, area, solid, atEdge }: SoftRegion, first: SoftRegion): TrackPoint | null {
  if (!isVisible({ u, v, area }) || solid < SOLID_SHARE * first.solid) return null;
  const share = area / first.area;
  const whole = !atEdge && share >= WHOLE_SHARES[0] && share <= WHOLE_SHARES[1];
  return { u, v, area, whole };
}
