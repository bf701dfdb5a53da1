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

/** Metres of one stored step, finest first. */
const DEPTH_SCALES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2] as const;

/** The finest common depth scale at which every camera of the scenes sees as far as it may, metres. */
export function finestDepthScale(scenes: readonly Scene[]): number {
  const far = Math.max(
    0,
    ...scenes.flatMap((scene) => scene.cameras.map((camera) => greatestValue(scene, camera.far))),
  );
  return DEPTH_SCALES.find((scale) => far <= 65_535 * scale) ?? 0.2;
}
