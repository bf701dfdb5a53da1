import type { BodyBox } from '../../core/body-box.ts';
import { type CameraModel, projectToImage } from '../../core/camera-model.ts';
import { invertRigid, type Mat4, transformPoint, type Vec3 } from '../../core/pose.ts';
import type { BodyFacts } from '../../core/recorded-episode.ts';
import type { ClipFacts, ShownCamera } from '../../core/view/dataset-view.ts';
import type { BodyExtent } from '../three-d/body-extents.ts';
import { bodyPose } from '../three-d/body-pose.ts';
import { boxEdges } from '../three-d/box-edges.ts';
import { cameraFrame } from './tile-choice.ts';

/** What is drawn over a picture for one body, in the picture's pixels. */
export type BodyLines = {
  readonly body: BodyFacts;
  /** Its centre; `null` where it is not in front of the camera. */
  readonly center: readonly [number, number] | null;
  /** Its box's edges as an SVG path. */
  readonly path: string;
  /** As recorded; `null` where no boxes were. */
  readonly box: BodyBox | null;
};

/** Pieces of an edge: a lens bends it. */
const PIECES = 10;

/** Where a camera was when it took its k-th frame. */
export const worldFromCameraAt = (
  {
    worldFromCamera,
    worldFromCameraPerFrame,
  }: Pick<ShownCamera, 'worldFromCamera' | 'worldFromCameraPerFrame'>,
  k: number,
): Mat4 => worldFromCameraPerFrame?.[k] ?? worldFromCamera;

function edgePath(model: CameraModel, from: Vec3, to: Vec3): string {
  const pieces = model.lens.kind === 'pinhole' ? 1 : PIECES;
  let pen = 'M';
  let path = '';
  for (let i = 0; i <= pieces; i++) {
    const share = i / pieces;
    const at = projectToImage(model, [
      from[0] + (to[0] - from[0]) * share,
      from[1] + (to[1] - from[1]) * share,
      from[2] + (to[2] - from[2]) * share,
    ]);
    path += at === null ? '' : `${pen}${at[0].toFixed(2)} ${at[1].toFixed(2)}`;
    pen = at === null ? 'M' : 'L';
  }
  return path;
}

/**
 * What is drawn over a camera's picture at a frame of the episode: every body that can move, where the state says
 * it is. A body a hundred times farther than the camera sees is nowhere.
 */
export function overlayLines(
  { facts, steps }: ClipFacts,
  camera: ShownCamera,
  frame: number,
  extents: ReadonlyMap<string, BodyExtent>,
  recorded: readonly BodyBox[] | null,
): readonly BodyLines[] {
  const k = cameraFrame(camera, frame);
  const model: CameraModel = { intrinsics: camera, lens: camera.lens };
  const cameraFromWorld = invertRigid(worldFromCameraAt(camera, k));
  const boxes = new Map((recorded ?? []).map((box) => [box.instanceId, box]));
  return facts.bodies.flatMap((body, row) => {
    if (body.motion === 'fixed') return [];
    const { position, orientation } = bodyPose(steps, k * camera.every, row);
    const seen = transformPoint(cameraFromWorld, position);
    if (seen[2] > 100 * camera.far) return [];
    const extent = extents.get(body.name);
    const edges = extent === undefined ? [] : boxEdges(extent, position, orientation);
    const toCamera = (point: Vec3): Vec3 => transformPoint(cameraFromWorld, point);
    const path = edges.map(([from, to]) => edgePath(model, toCamera(from), toCamera(to))).join('');
    return [{ body, path, center: projectToImage(model, seen), box: boxes.get(body.id) ?? null }];
  });
}
