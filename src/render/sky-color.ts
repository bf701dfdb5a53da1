import { mix, smoothstep } from 'three/tsl';
import type { Float, Vec3 } from './body-nodes.ts';
import type { TileLighting } from './tile-lighting.ts';

/** The sky's linear colour in a direction whose height above the horizon is `up` (−1…1). */
export function skyColor(
  { zenith, horizon, ground }: Pick<TileLighting, 'zenith' | 'horizon' | 'ground'>,
  up: Float,
): Vec3 {
  const above = mix(horizon.xyz, zenith.xyz, up.max(0).sqrt());
  return mix(ground.xyz, above, smoothstep(-0.02, 0.02, up as never)) as unknown as Vec3;
}
