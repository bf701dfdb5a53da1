import { ToolkitError } from '../core/error.ts';
import { greatestValue } from './range-ends.ts';
import { formatPath } from './scene-error.ts';
import type { Scene } from './scene-schema.ts';

/**
 * Checks that every depth a camera can draw fits into 16 bits.
 *
 * @param depthScaleM - Metres that one stored step stands for.
 * @throws {@link ToolkitError} `scene/depth-range` naming the camera whose far plane lies too far.
 */
export function checkDepthRange(scene: Scene, depthScaleM: number): void {
  const limit = 65_535 * depthScaleM;
  scene.cameras.forEach((camera, i) => {
    const far = greatestValue(scene, camera.far);
    if (far <= limit) return;
    throw new ToolkitError(
      'scene/depth-range',
      `${scene.name}: ${formatPath(['cameras', i, 'far'])} must be at most 65535 x depth_scale_m ` +
        `(${Number(limit.toPrecision(9))} m), got ${far} m.`,
      'Bring the far plane nearer, or take a coarser depth scale.',
    );
  });
}
