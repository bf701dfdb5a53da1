import { cameraProjectionMatrix, cameraWorldMatrix, positionGeometry, vec2, vec4 } from 'three/tsl';
import { BufferAttribute, BufferGeometry, Mesh } from 'three/webgpu';
import { type Float, flat, passed, type Vec3, type Vec4 } from './body-nodes.ts';
import { createMaterial } from './create-material.ts';
import { skyColor } from './sky-color.ts';
import type { TileLighting } from './tile-lighting.ts';

/** The direction that the camera sees at this corner of the triangle, world frame; linear over the picture. */
function worldRay(): Vec3 {
  const projection = cameraProjectionMatrix as unknown as { element(at: number): Vec4 };
  const world = cameraWorldMatrix as unknown as { mul(v: Vec4): Vec4 };
  const focal = vec2(projection.element(0).x, projection.element(1).y);
  const ray = positionGeometry.xy.add(projection.element(2).xy).div(focal);
  return world.mul(vec4(ray, -1, 0) as unknown as Vec4).xyz as unknown as Vec3;
}

/** What lies behind everything in every tile: the sky, or the plain background where there is none. */
export function createSky(lighting: TileLighting, layers: number): Mesh {
  const geometry = new BufferGeometry();
  // One triangle that covers the tile, at the far end of the depth range.
  geometry.setAttribute('position', new BufferAttribute(Float32Array.of(-1, -1, 1, 3, -1, 1, -1, 3, 1), 3));
  const material = createMaterial();
  material.vertexNode = vec4(positionGeometry, 1);
  const colors = {
    zenith: flat(lighting.zenith),
    horizon: flat(lighting.horizon),
    ground: flat(lighting.ground),
  };
  const up = (passed(worldRay()).normalize() as unknown as Vec3).z as unknown as Float;
  material.fragmentNode = vec4(skyColor(colors, up), 1);
  material.allowOverride = false;
  material.depthWrite = false;
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 2;
  for (let layer = 0; layer < layers; layer++) mesh.layers.enable(layer);
  return mesh;
}
