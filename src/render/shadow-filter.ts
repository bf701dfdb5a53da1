import { clamp, dot, float, select, texture, vec3, vec4 } from 'three/tsl';
import type { DepthTexture } from 'three/webgpu';
import type { Float, Vec2, Vec3, Vec4 } from './body-nodes.ts';
import type { TileLighting } from './tile-lighting.ts';

/** Depth by which a surface must lie behind the map's to be in shadow, share of the map's range. */
const BIAS = 0.0005;

/** One sun's values, wherever they were read. */
export type Sun = ReturnType<TileLighting['sun']>;

/** A point of a surface in the atlas of shadow maps: (u, v, depth), a step off the surface along its normal. */
export function shadowPlace({ rows, radiance }: Sun, position: Vec3, normal: Vec3): Vec3 {
  const lifted = vec4(position.add(normal.mul(radiance.w)), 1) as unknown as Vec4;
  const [u, v, depth] = rows.map((row) => dot(row, lifted)) as unknown as [Float, Float, Float];
  return vec3(u, v, depth) as unknown as Vec3;
}

/**
 * The share of a sun's light that reaches a place of its shadow map: one comparison, blended between four
 * texels. Three's own soft filter turns its taps by the place on the screen, so a view would change with its
 * place in an atlas.
 */
export function sunVisibility(
  { bounds, direction }: Pick<Sun, 'bounds' | 'direction'>,
  map: DepthTexture,
  place: Vec3,
): Float {
  const at = place.xy as unknown as Vec2;
  const outside = clamp(at, bounds.xy, bounds.zw).sub(at);
  const lit = texture(map, at as never).compare(place.z.sub(BIAS) as never) as unknown as Float;
  const covered = dot(outside, outside).equal(0).and(place.z.lessThan(1)).and(direction.w.greaterThan(0.5));
  return select(covered, lit, float(1)) as unknown as Float;
}
