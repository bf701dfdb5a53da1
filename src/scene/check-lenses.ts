import { cameraModel, lensFolds } from '../core/camera-model.ts';
import type { Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';

/**
 * Checks that no lens of an episode folds its image at the size it will have; its scene could only be
 * checked for a square one.
 *
 * @param width - Pixels; a camera's own size wins.
 * @throws {@link ToolkitError} `scene/invalid` naming the camera.
 */
export function checkLenses(episode: Episode, width: number, height: number): void {
  for (const camera of episode.cameras) {
    const model = cameraModel(camera, width, height);
    if (!lensFolds(model)) continue;
    const size = `${model.intrinsics.width}x${model.intrinsics.height}`;
    throw new ToolkitError(
      'scene/invalid',
      `${episode.scene}: the lens of camera "${camera.name}" must not fold the image within its corners, ` +
        `got a map that turns back inside ${size} pixels.`,
      'Narrow its fov_deg, weaken its coefficients, or take a squarer image.',
    );
  }
}
