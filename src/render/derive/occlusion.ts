import { idTableLength, TRANSFORM_STRIDE } from './body-transforms.ts';
import { pointMotion } from './point-motion.ts';
import { createSightLine } from './sight-line.ts';
import type { ViewTruth } from './view-truth.ts';

/** What is nearer by a smaller share than this is taken for the same surface: depth is rounded. */
const SAME_SURFACE = 1e-3;

/**
 * 1 where the point that each pixel shows is hidden in `next` or leaves its image, 0 where it is seen
 * again and for the background. `flow` is `deriveFlow(view, next)`. [height, width].
 *
 * A point lands between four pixel centres. Where all four show one body, its surface there is known
 * from their depth: inverse depth is linear over a flat face, and between the points of a convex body the
 * chord lies behind it, so that nothing hides itself by mistake. Where they show several bodies, an
 * outline passes, and the line of sight is met with their shapes; so it is along the image's rim, which
 * the centres do not reach, and on meshes and compounds, which may have outlines within.
 */
export function deriveOcclusion(view: ViewTruth, next: ViewTruth, flow: Float32Array): Uint8Array {
  const { width, height } = view.model.intrinsics;
  const { instanceId, depthZ, directions } = view;
  const { otherFromThis: t, still } = pointMotion(view, next);
  const point = new Float64Array(3);
  const isHidden = hiddenTest(next, point);
  const occlusion = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const id = instanceId[i]!;
      if (id === 0 || (still[id] === 1 && next.instanceId[i] === id)) continue;
      if (flow[3 * i + 2] === 0) {
        occlusion[i] = 1;
        continue;
      }
      const z = depthZ[i]!;
      const px = directions[2 * i]! * z;
      const py = directions[2 * i + 1]! * z;
      for (let axis = 0, m = id * TRANSFORM_STRIDE; axis < 3; axis++, m += 4) {
        point[axis] = t[m]! * px + t[m + 1]! * py + t[m + 2]! * z + t[m + 3]!;
      }
      occlusion[i] = isHidden(id, x + 0.5 + flow[3 * i]!, y + 0.5 + flow[3 * i + 1]!) ? 1 : 0;
    }
  }
  return occlusion;
}

/**
 * Whether `point` (camera frame), a point of body `id` that lands at pixel coordinates `(u, v)` of the
 * view, is hidden there or out of the image.
 */
function hiddenTest(view: ViewTruth, point: Float64Array): (id: number, u: number, v: number) => boolean {
  const { width, height } = view.model.intrinsics;
  const { instanceId, depthZ } = view;
  const isBehind = createSightLine(view, point, SAME_SURFACE);
  const isConvex = new Uint8Array(idTableLength(view));
  isConvex[0] = 1;
  for (const { name, shape } of view.episode.bodies)
    if (shape.kind !== 'mesh' && shape.kind !== 'compound') isConvex[view.ids[name] as number] = 1;
  return (id, u, v) => {
    if (!(u >= 0 && v >= 0 && u <= width && v <= height)) return true;
    const left = clampIndex(Math.floor(u - 0.5), width);
    const top = clampIndex(Math.floor(v - 0.5), height);
    const right = clampIndex(left + 1, width);
    const bottom = clampIndex(top + 1, height);
    const [a, b] = [top * width + left, top * width + right];
    const [c, d] = [bottom * width + left, bottom * width + right];
    const seen = instanceId[a]!;
    const across = u - 0.5 - left;
    const down = v - 0.5 - top;
    const isBetween = across >= 0 && down >= 0 && across <= right - left && down <= bottom - top;
    const isKnown = isBetween && isConvex[seen] === 1;
    if (isKnown && instanceId[b] === seen && instanceId[c] === seen && instanceId[d] === seen) {
      if (seen === 0) return false;
      const upper = (1 - across) / depthZ[a]! + across / depthZ[b]!;
      const lower = (1 - across) / depthZ[c]! + across / depthZ[d]!;
      return ((1 - down) * upper + down * lower) * point[2]! > 1 + SAME_SURFACE;
    }
    return (
      isBehind(id, id) ||
      isBehind(seen, id) ||
      isBehind(instanceId[b]!, id) ||
      isBehind(instanceId[c]!, id) ||
      isBehind(instanceId[d]!, id)
    );
  };
}

const clampIndex = (index: number, count: number): number => Math.min(Math.max(index, 0), count - 1);
