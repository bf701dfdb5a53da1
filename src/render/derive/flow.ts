import { projectToImage } from '../../core/camera-model.ts';
import { TRANSFORM_STRIDE } from './body-transforms.ts';
import { pointMotion } from './point-motion.ts';
import type { ViewTruth } from './view-truth.ts';

/**
 * How far the point that each pixel shows moves in the image until `other`, pixels: (u, v, valid).
 * `valid` is 0 for the background and for points that the other camera's lens cannot show (those behind
 * it among them); a point that leaves the image is valid. Exact for rigid bodies. [height, width, 3].
 */
export function deriveFlow(view: ViewTruth, other: ViewTruth): Float32Array {
  const { width, height } = view.model.intrinsics;
  const { instanceId, depthZ, directions } = view;
  const { otherFromThis: t, still } = pointMotion(view, other);
  const flow = new Float32Array(width * height * 3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const id = instanceId[i]!;
      if (id === 0) continue;
      if (still[id] === 1) {
        flow[3 * i + 2] = 1;
        continue;
      }
      const m = id * TRANSFORM_STRIDE;
      const z = depthZ[i]!;
      const px = directions[2 * i]! * z;
      const py = directions[2 * i + 1]! * z;
      const seen = projectToImage(other.model, [
        t[m]! * px + t[m + 1]! * py + t[m + 2]! * z + t[m + 3]!,
        t[m + 4]! * px + t[m + 5]! * py + t[m + 6]! * z + t[m + 7]!,
        t[m + 8]! * px + t[m + 9]! * py + t[m + 10]! * z + t[m + 11]!,
      ]);
      if (seen === null) continue;
      flow[3 * i] = seen[0] - x - 0.5;
      flow[3 * i + 1] = seen[1] - y - 0.5;
      flow[3 * i + 2] = 1;
    }
  }
  return flow;
}
