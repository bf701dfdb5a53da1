import { clamp, dot, float, select, texture, vec2, vec4 } from 'three/tsl';
import type { DepthTexture } from 'three/webgpu';
import type { Float, Vec2, Vec3, Vec4 } from './body-nodes.ts';
import type { TileLighting } from './tile-lighting.ts';

/** Depth by which a surface must lie behind the map's to be in shadow, share of the map's range. */
const BIAS = 0.0005;

/**
 * The share of a sun's light that reaches a point: one comparison, blended between four texels. Three's own
 * soft filter turns its taps by the place on the screen, so a view would change with its place in an atlas.
 */
export function sunVisibility(
  lighting: TileLighting,
  i: number,
  map: DepthTexture,
  position: Vec3,
  normal: Vec3,
): Float {
  const sun = lighting.sun(i);
  const lifted = vec4(position.add(normal.mul(sun.radiance.w)), 1) as unknown as Vec4;
  const [u, v, depth] = sun.rows.map((row) => dot(row, lifted)) as unknown as [Float, Float, Float];
  const at = vec2(u, v) as unknown as Vec2;
  const { bounds } = sun;
  const inside = clamp(at, bounds.xy, bounds.zw).sub(at);
  const near = depth.sub(BIAS);
  const lit = texture(map, at as never).compare(near as never) as unknown as Float;
  const covered = dot(inside, inside).equal(0).and(depth.lessThan(1)).and(sun.direction.w.greaterThan(0.5));
  return select(covered, lit, float(1)) as unknown as Float;
}
