import type { Rectangle } from '../../core/body-box.ts';
import type { Shape } from '../../core/episode.ts';
import type { Mat4 } from '../../core/pose.ts';
import { seenParts, showsPart } from './seen-parts.ts';
import type { ViewTruth } from './view-truth.ts';

/**
 * How many pixels of the image would show a body if it were alone: those whose ray meets its shape, and
 * those that show it already (facets and shapes may differ at an outline). Looks inside `within` only.
 */
export function unoccludedPixels(
  view: ViewTruth,
  id: number,
  shape: Shape,
  bodyFromCamera: Mat4,
  within: Rectangle,
): number {
  const { width, height } = view.model.intrinsics;
  const { directions, instanceId } = view;
  const parts = seenParts(shape, bodyFromCamera);
  const [right, bottom] = [Math.min(Math.ceil(within[2]), width), Math.min(Math.ceil(within[3]), height)];
  const left = Math.max(Math.floor(within[0]), 0);
  let count = 0;
  for (let y = Math.max(Math.floor(within[1]), 0); y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const i = y * width + x;
      if (instanceId[i] === id) {
        count += 1;
        continue;
      }
      const dx = directions[2 * i]!;
      const dy = directions[2 * i + 1]!;
      if (!Number.isNaN(dx) && showsPart(parts, dx, dy, 1)) count += 1;
    }
  }
  return count;
}
