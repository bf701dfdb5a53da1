import { cameraWorldMatrix, positionGeometry, vec4 } from 'three/tsl';
import { BufferAttribute, BufferGeometry, Mesh, NoBlending, NodeMaterial } from 'three/webgpu';
import { type Float, pixelRay, type Vec3, type Vec4 } from './body-nodes.ts';
import { skyColor } from './sky-color.ts';
import type { TileLighting } from './tile-lighting.ts';

/** What lies behind everything in every tile: the sky, or the plain background where there is none. */
export function createSky(lighting: TileLighting, layers: number): Mesh {
  const geometry = new BufferGeometry();
  // One triangle that covers the tile, at the far end of the depth range.
  geometry.setAttribute('position', new BufferAttribute(Float32Array.of(-1, -1, 1, 3, -1, 1, -1, 3, 1), 3));
  const material = new NodeMaterial();
  material.vertexNode = vec4(positionGeometry, 1);
  const world = cameraWorldMatrix as unknown as { mul(v: Vec4): Vec4 };
  const ray = world.mul(vec4(pixelRay(), 0) as unknown as Vec4).xyz.normalize() as unknown as Vec3;
  material.fragmentNode = vec4(skyColor(lighting, ray.z as unknown as Float), 1);
  material.allowOverride = false;
  material.blending = NoBlending;
  material.depthWrite = false;
  material.fog = false;
  material.lights = false;
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 2;
  for (let layer = 0; layer < layers; layer++) mesh.layers.enable(layer);
  return mesh;
}
