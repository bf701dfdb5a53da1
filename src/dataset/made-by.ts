import { VERSION } from '../core/version.ts';
import { findEncoder } from '../media/find-encoder.ts';
import type { MadeBy } from './plan.ts';

/** The physics engine, as in package.json (a test holds the two together). */
export const PHYSICS_VERSION = '@dimforge/rapier3d 0.21.0';

/** The renderer and the GPU interface, as in package.json. */
export const RENDERING_VERSION = 'three 0.187.0, webgpu 0.6.2';

/**
 * What makes a dataset in this process, with the GPU driver named by whoever opened it.
 *
 * @throws {@link ToolkitError} `media/no-encoder`.
 */
export async function madeBy(driver: MadeBy['driver']): Promise<MadeBy> {
  const { name, version } = await findEncoder();
  return {
    toolkit: VERSION,
    physics: PHYSICS_VERSION,
    rendering: RENDERING_VERSION,
    driver: { name: driver.name, description: driver.description },
    encoder: { name, version },
  };
}
