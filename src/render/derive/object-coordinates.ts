import { invertRigid, multiplyTransforms } from '../../core/pose.ts';
import { shapeExtent } from '../../core/shape-extent.ts';
import { TRANSFORM_STRIDE, transformsById, worldFromBody } from './body-transforms.ts';
import type { ViewTruth } from './view-truth.ts';

/**
 * Where the point that each pixel shows lies in its body's box, 0…1 along the body's own axes (NOCS);
 * zeros where nothing is. A plane's third is 0.5. [height, width, 3].
 * Source: Wang et al., "Normalized Object Coordinate Space", CVPR 2019, with each axis scaled by itself.
 */
export function deriveObjectCoordinates(view: ViewTruth): Float32Array {
  const { instanceId, depthZ, directions } = view;
  const boxFromCamera = boxesFromCamera(view);
  const coordinates = new Float32Array(depthZ.length * 3);
  for (let i = 0; i < depthZ.length; i++) {
    const id = instanceId[i]!;
    if (id === 0) continue;
    const z = depthZ[i]!;
    const x = directions[2 * i]! * z;
    const y = directions[2 * i + 1]! * z;
    for (let axis = 0, m = id * TRANSFORM_STRIDE; axis < 3; axis++, m += 4) {
      const share =
        boxFromCamera[m]! * x + boxFromCamera[m + 1]! * y + boxFromCamera[m + 2]! * z + boxFromCamera[m + 3]!;
      // Depth is rounded, so a point of a face may seem to lie just outside.
      coordinates[3 * i + axis] = Math.min(Math.max(share, 0), 1);
    }
  }
  return coordinates;
}

/** From the camera's frame to the unit cube that stands for each body's box, as `transformsById`. */
function boxesFromCamera(view: ViewTruth): Float64Array {
  return transformsById(view, (row) => {
    const bodyFromWorld = invertRigid(worldFromBody(view.state, row));
    const { size, center } = shapeExtent(view.episode.bodies[row]!.shape);
    const [x, y, z] = size.map((edge) => (edge > 0 ? 1 / edge : 0)) as [number, number, number];
    const boxFromBody = [
      ...[x, 0, 0, 0.5 - x * center[0]],
      ...[0, y, 0, 0.5 - y * center[1]],
      ...[0, 0, z, 0.5 - z * center[2]],
      ...[0, 0, 0, 1],
    ];
    return multiplyTransforms(boxFromBody, multiplyTransforms(bodyFromWorld, view.worldFromCamera));
  });
}
