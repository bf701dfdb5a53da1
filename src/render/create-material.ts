import { NoBlending, NodeMaterial } from 'three/webgpu';

/**
 * A material without any of three's own light, fog and blending. What it computes is settled before it is first drawn,
 * so its own name stands for its shader: three would walk through all of its nodes for each thing that is drawn with it.
 */
export function createMaterial(): NodeMaterial {
  const material = new NodeMaterial();
  material.customProgramCacheKey = () => material.uuid;
  material.blending = NoBlending;
  material.fog = false;
  material.lights = false;
  return material;
}
