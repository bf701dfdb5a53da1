import { float, min, normalize, vec4 } from 'three/tsl';
import type { DataArrayTexture, DepthTexture, NodeMaterial } from 'three/webgpu';
import { baseColor } from './base-color.ts';
import { clipPosition, type Float, passed, type Vec3, worldNormal, worldPosition } from './body-nodes.ts';
import { createMaterial } from './create-material.ts';
import { shadowPlace, sunVisibility } from './shadow-filter.ts';
import type { TileLighting } from './tile-lighting.ts';

/**
 * Writes the surface's linear colour before any light, and the share of the suns' light that is blocked: of
 * the sun that is blocked most, where there are several.
 */
export function createSurfaceMaterial(
  lighting: TileLighting,
  shadows: DepthTexture,
  patterns: DataArrayTexture,
  suns: number,
): NodeMaterial {
  const material = createMaterial();
  material.vertexNode = clipPosition;
  const position = passed(worldPosition);
  const normal = normalize(passed(worldNormal)) as unknown as Vec3;
  let least = float(1) as unknown as Float;
  for (let i = 0; i < suns; i++) {
    const sun = lighting.sun(i);
    const visible = sunVisibility(sun, shadows, shadowPlace(sun, position, normal));
    least = min(least, visible as never) as unknown as Float;
  }
  material.fragmentNode = vec4(baseColor(patterns), least.oneMinus());
  return material;
}
