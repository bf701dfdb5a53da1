import { type Mat4, transformPoint, type Vec3 } from '../../core/pose.ts';
import { roundTicks } from '../../core/round-ticks.ts';
import type { ClipFacts, ShownCamera } from '../../core/view/dataset-view.ts';
import { worldFromCameraAt } from '../clip/overlay-lines.ts';
import { cameraFrame } from '../clip/tile-choice.ts';
import type { BodyExtent } from './body-extents.ts';
import { bodyPose } from './body-pose.ts';
import { boxEdges } from './box-edges.ts';

/** A line through space, and whose it is. */
export type SpaceLine = {
  readonly kind: 'ground' | 'axis-x' | 'axis-y' | 'still' | 'body' | 'path' | 'camera';
  /** A body's instance id, for its colour. */
  readonly id: number;
  readonly points: readonly Vec3[];
};

/** A name at a place. */
export type SpaceName = { readonly words: string; readonly at: Vec3; readonly kind: 'body' | 'camera' };

/** Below that a body is nowhere, metres: see core/violation.ts. */
const NOWHERE_BELOW = -500;

/** Cameras, and bodies that can move at every frame: what a first view should show. */
export function livelyPoints({ facts, steps, cameras }: ClipFacts): readonly Vec3[] {
  const rows = facts.bodies.flatMap(({ motion }, row) => (motion === 'fixed' ? [] : [row]));
  const step = Math.max(1, Math.floor(steps.frames / 40));
  const points: Vec3[] = cameras.map(({ worldFromCamera }) => transformPoint(worldFromCamera, [0, 0, 0]));
  for (let frame = 0; frame < steps.frames; frame += step)
    for (const row of rows) points.push(bodyPose(steps, frame, row).position);
  return points.filter(([, , z]) => z > NOWHERE_BELOW);
}

/** A camera's pyramid, `size` metres long. */
function frustum(
  { width, height, fx, fy, cx, cy }: ShownCamera,
  worldFromCamera: Mat4,
  size: number,
): readonly SpaceLine[] {
  const corner = (u: number, v: number): Vec3 =>
    transformPoint(worldFromCamera, [((u - cx) / fx) * size, ((v - cy) / fy) * size, size]);
  const eye = transformPoint(worldFromCamera, [0, 0, 0]);
  const corners = [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)];
  const line = (points: readonly Vec3[]): SpaceLine => ({ kind: 'camera', id: 0, points });
  return [
    ...corners.map((one) => line([eye, one])),
    line([...corners, corners[0]!]),
    // A mark on its upper edge says which way is up.
    line([corner(0.4 * width, 0), corner(0.5 * width, -0.15 * height), corner(0.6 * width, 0)]),
  ];
}

/** A grid on z = 0 around a point, its lines at round numbers. */
export function groundLines([x, y]: Vec3, radius: number): readonly SpaceLine[] {
  const along = (middle: number): readonly number[] => roundTicks(middle - radius, middle + radius, 10);
  const [xs, ys] = [along(x), along(y)];
  const [x0, x1, y0, y1] = [xs[0]!, xs.at(-1)!, ys[0]!, ys.at(-1)!];
  return [
    ...xs.map(
      (at): SpaceLine => ({
        kind: at === 0 ? 'axis-y' : 'ground',
        id: 0,
        points: [
          [at, y0, 0],
          [at, y1, 0],
        ],
      }),
    ),
    ...ys.map(
      (at): SpaceLine => ({
        kind: at === 0 ? 'axis-x' : 'ground',
        id: 0,
        points: [
          [x0, at, 0],
          [x1, at, 0],
        ],
      }),
    ),
  ];
}

/** What stands in space at a frame: bodies as boxes with their paths up to the end, and cameras. */
export function spaceLines(
  clip: ClipFacts,
  frame: number,
  extents: ReadonlyMap<string, BodyExtent>,
  size: number,
): { readonly lines: readonly SpaceLine[]; readonly names: readonly SpaceName[] } {
  const { facts, steps, cameras } = clip;
  const lines: SpaceLine[] = [];
  const names: SpaceName[] = [];
  for (const [row, { name, id, motion, shape }] of facts.bodies.entries()) {
    const { position, orientation } = bodyPose(steps, frame, row);
    if (shape.kind === 'plane' || position[2] < NOWHERE_BELOW) continue;
    const extent = extents.get(name);
    const kind = motion === 'fixed' ? 'still' : 'body';
    if (extent !== undefined)
      lines.push(
        ...boxEdges(extent, position, orientation).map((points): SpaceLine => ({ kind, id, points })),
      );
    if (motion !== 'fixed') names.push({ words: name, at: position, kind: 'body' });
  }
  for (const camera of cameras) {
    const worldFromCamera = worldFromCameraAt(camera, cameraFrame(camera, frame));
    lines.push(...frustum(camera, worldFromCamera, size));
    names.push({ words: camera.name, at: transformPoint(worldFromCamera, [0, 0, 0]), kind: 'camera' });
  }
  return { lines, names };
}

/** The whole way of each body that can move. */
export function pathLines({ facts, steps }: ClipFacts): readonly SpaceLine[] {
  return facts.bodies.flatMap(({ id, motion }, row) => {
    if (motion === 'fixed') return [];
    const points = Array.from({ length: steps.frames }, (_, k) => bodyPose(steps, k, row).position);
    return [{ kind: 'path', id, points: points.filter(([, , z]) => z > NOWHERE_BELOW) }];
  });
}
