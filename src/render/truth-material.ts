import {
  attribute,
  cameraProjectionMatrix,
  clamp,
  dot,
  normalViewGeometry,
  positionView,
  round,
  screenUV,
  vec3,
  vec4,
} from 'three/tsl';
import { NoBlending, type Node, NodeMaterial } from 'three/webgpu';
import { ID_ATTRIBUTE } from './body-batches.ts';

/** How far the corrected depth may be from the interpolated one, as a share of it. */
const CORRECTION_LIMIT = 0.01;

/** A column of the camera's projection; three's types do not know `element` of a matrix. */
const projectionEntry = (column: number): Node<'vec4'> =>
  (cameraProjectionMatrix as unknown as { element(at: number): Node<'vec4'> }).element(column);

/**
 * Z-depth where the ray through the pixel's centre meets the face, metres. Rasterisers snap corners
 * to a grid of 1/16 to 1/256 pixel, so the interpolated point lies on the face, but beside the ray:
 * centimetres off on a grazing floor. The face's plane through that point is exact, and so is the ray.
 */
function exactDepth(): Node<'float'> {
  const ndc = screenUV.mul(2).sub(1);
  const ray = vec3(ndc.x.div(projectionEntry(0).x), ndc.y.negate().div(projectionEntry(1).y), -1);
  const interpolated = positionView.z.negate();
  const normal = normalViewGeometry;
  const met = dot(positionView, normal).div(dot(ray, normal));
  const room = interpolated.mul(CORRECTION_LIMIT);
  return clamp(met, interpolated.sub(room), interpolated.add(room)) as unknown as Node<'float'>;
}

/** Writes `(Z-depth in metres, instance id)` instead of a colour; nothing drawn leaves (0, 0). */
export function createTruthMaterial(): NodeMaterial {
  const material = new NodeMaterial();
  // An id is the same at a face's three corners; rounding undoes what blending them leaves.
  const id = round(attribute(ID_ATTRIBUTE, 'float'));
  material.fragmentNode = vec4(exactDepth(), id, 0, 1);
  material.blending = NoBlending;
  material.fog = false;
  return material;
}
