import type { BodyBox, Rectangle } from '../../core/body-box.ts';
import { BOX_EDGES } from '../../core/box-edges.ts';
import { type CameraModel, projectToImage } from '../../core/camera-model.ts';
import { cssColor, idColor } from '../../core/paint/palette.ts';
import { add, rotate, type Vec3 } from '../../core/pose.ts';

/** Pieces of an edge: a lens bends it. */
const PIECES = 12;

/** The box's edges in the image as an SVG path; what is not in front of the camera is left out. */
function boxPath(model: CameraModel, { halfSize, cameraCenter, cameraOrientation }: BodyBox): string {
  return BOX_EDGES.map(([from, to]) => {
    let pen = 'M';
    return Array.from({ length: PIECES + 1 }, (_, i) => {
      const corner = from.map((value, axis) => {
        const along = value + (((to[axis] as number) - value) * i) / PIECES;
        return along * (halfSize[axis] as number);
      }) as unknown as Vec3;
      const uv = projectToImage(model, add(cameraCenter, rotate(cameraOrientation, corner)));
      if (uv === null) {
        pen = 'M';
        return '';
      }
      const piece = `${pen}${uv[0].toFixed(2)} ${uv[1].toFixed(2)}`;
      pen = 'L';
      return piece;
    }).join('');
  }).join('');
}

const rectangle = ([u0, v0, u1, v1]: Rectangle, style: string): string =>
  `<rect x="${u0}" y="${v0}" width="${u1 - u0}" height="${v1 - v0}" ${style}/>`;

/** Boxes over a picture as SVG in its pixels; `pixel` is the width of one of them on the sheet. */
export function boxOverlay(boxes: readonly BodyBox[], model: CameraModel, pixel: number): string {
  // A ground's boxes would frame the picture and say nothing.
  const bodies = boxes.filter(({ halfSize, visiblePixels }) => halfSize[2] > 0 && visiblePixels > 0);
  return bodies
    .map((box) => {
      const stroke = `stroke="${cssColor(idColor(box.instanceId, false))}" fill="none"`;
      const width = (wide: number): string => `stroke-width="${wide / pixel}"`;
      const dash = `stroke-dasharray="${8 / pixel} ${6 / pixel}"`;
      return [
        `<path d="${boxPath(model, box)}" ${stroke} ${width(1.2)}/>`,
        box.amodalBox === null ? '' : rectangle(box.amodalBox, `${stroke} ${width(2)} ${dash}`),
        box.visibleBox === null ? '' : rectangle(box.visibleBox, `${stroke} ${width(3)}`),
      ].join('');
    })
    .join('');
}
