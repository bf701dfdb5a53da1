import { idTableLength } from './body-transforms.ts';
import type { ViewTruth } from './view-truth.ts';

/** Where the pixels of each body are, by instance id: [ids, 4] edges in pixels, and how many they are. */
export type VisiblePixels = {
  /** (left, top, right, bottom) of each; of no use where the count is 0. */
  readonly edges: Int32Array;
  readonly counts: Uint32Array;
};

/** Finds the pixels that show each body, in one pass over the image. */
export function visiblePixels(view: ViewTruth): VisiblePixels {
  const { width, height } = view.model.intrinsics;
  const { instanceId } = view;
  const length = idTableLength(view);
  const counts = new Uint32Array(length);
  const edges = new Int32Array(length * 4);
  for (let id = 0; id < length; id++) edges[4 * id] = width;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const id = instanceId[i]!;
      if (id === 0) continue;
      if (counts[id] === 0) edges[4 * id + 1] = y;
      counts[id]! += 1;
      if (x < edges[4 * id]!) edges[4 * id] = x;
      if (x >= edges[4 * id + 2]!) edges[4 * id + 2] = x + 1;
      edges[4 * id + 3] = y + 1;
    }
  }
  return { edges, counts };
}
