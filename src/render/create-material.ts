import { NoBlending, NodeMaterial } from 'three/webgpu';

/** A material without any of three's own light, fog and blending. */
export function createMaterial(): NodeMaterial {
  const material = new NodeMaterial();
  material.blending = NoBlending;
  material.fog = false;
  material.lights = false;
  return material;
}
