import type { BodyBox, Rectangle } from '../../core/body-box.ts';
import type { Body } from '../../core/episode.ts';
import { invertRigid, multiplyTransforms, scale, transformPoint } from '../../core/pose.ts';
import { shapeExtent } from '../../core/shape-extent.ts';
import { amodalBox } from './amodal-box.ts';
import { bodyOrientation, worldFromBody } from './body-transforms.ts';
import { rotationQuaternion } from './rotation-quaternion.ts';
import { unoccludedPixels } from './unoccluded-pixels.ts';
import type { ViewTruth } from './view-truth.ts';
import { type VisiblePixels, visiblePixels } from './visible-pixels.ts';

/**
 * Where each body is in the view, one row a body in the episode's order, the ground among them: it has
 * all that others have, but no amodal box while its square reaches behind the camera.
 */
export function deriveBoxes(view: ViewTruth): readonly BodyBox[] {
  const visible = visiblePixels(view);
  const cameraFromWorld = invertRigid(view.worldFromCamera);
  return view.episode.bodies.map((body, row) => bodyBox(view, visible, cameraFromWorld, body, row));
}

function bodyBox(
  view: ViewTruth,
  { counts, edges }: VisiblePixels,
  cameraFromWorld: readonly number[],
  { name, shape }: Body,
  row: number,
): BodyBox {
  const { width, height } = view.model.intrinsics;
  const image: Rectangle = [0, 0, width, height];
  const id = view.ids[name] as number;
  const worldFromShape = worldFromBody(view.state, row);
  const cameraFromBody = multiplyTransforms(cameraFromWorld, worldFromShape);
  const { size, center } = shapeExtent(shape);
  const amodal = amodalBox(view.model, shape, cameraFromBody);
  const bodyFromCamera = invertRigid(cameraFromBody);
  const unoccluded = unoccludedPixels(view, id, shape, bodyFromCamera, amodal ?? image);
  const seen = counts[id] as number;
  const at = (i: number): number => edges[4 * id + i] as number;
  return {
    instanceId: id,
    visibleBox: seen === 0 ? null : [at(0), at(1), at(2), at(3)],
    amodalBox: amodal,
    halfSize: scale(size, 0.5),
    worldCenter: transformPoint(worldFromShape, center),
    worldOrientation: bodyOrientation(view.state, row),
    cameraCenter: transformPoint(cameraFromBody, center),
    cameraOrientation: rotationQuaternion(cameraFromBody),
    visiblePixels: seen,
    unoccludedPixels: unoccluded,
    visibility: unoccluded === 0 ? 0 : seen / unoccluded,
    truncation: amodal === null ? null : truncation(amodal, image),
  };
}

/** Share of a rectangle's area that lies outside another; 0 for one without an area. */
function truncation(box: Rectangle, image: Rectangle): number {
  const area = (box[2] - box[0]) * (box[3] - box[1]);
  const across = Math.max(0, Math.min(box[2], image[2]) - Math.max(box[0], image[0]));
  const down = Math.max(0, Math.min(box[3], image[3]) - Math.max(box[1], image[1]));
  return area > 0 ? 1 - (across * down) / area : 0;
}
