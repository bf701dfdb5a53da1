import type { BodyBox } from '../../../core/body-box.ts';
import { BOX_EDGES } from '../../../core/box-edges.ts';
import { type Mat4, multiplyTransforms, poseMatrix, transformPoint } from '../../../core/pose.ts';
import type { OverlayPen } from '../view-overlay.tsx';
import { bodyColor } from './body-color.ts';

/** A body's boxes over its view: the visible one firm, the amodal one dashed, the oriented one fine. */
export function drawBox(pen: OverlayPen, box: BodyBox, scale: readonly [number, number]): void {
  const { context } = pen;
  const color = bodyColor(box.instanceId);
  const rectangle = (sides: BodyBox['visibleBox'], width: number, dash: readonly number[]): void => {
    if (sides === null) return;
    const [u0, v0, u1, v1] = sides;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash([...dash]);
    context.strokeRect(u0 * scale[0], v0 * scale[1], (u1 - u0) * scale[0], (v1 - v0) * scale[1]);
    context.setLineDash([]);
  };
  rectangle(box.amodalBox, 1.5, [6, 4]);
  rectangle(box.visibleBox, 2.5, []);
  const worldFromBox: Mat4 = poseMatrix(box.worldCenter, box.worldOrientation);
  const [a, b, c] = box.halfSize;
  const scaled: Mat4 = multiplyTransforms(worldFromBox, [a, 0, 0, 0, 0, b, 0, 0, 0, 0, c, 0, 0, 0, 0, 1]);
  for (const [from, to] of BOX_EDGES)
    pen.line(transformPoint(scaled, from), transformPoint(scaled, to), color, 1);
}
