import { cameraModel, directionAt } from '../core/camera-model.ts';
import type { Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { RecordedCamera } from './recorded-camera.ts';

/**
 * Checks that every distance a camera can see fits into 16 bits: in a corner of the image the far
 * plane is farther from the camera's centre than along its axis.
 *
 * @throws {@link ToolkitError} `scene/depth-range` naming the camera.
 */
export function checkDistanceRange(
  episode: Episode,
  cameras: readonly RecordedCamera[],
  depthScaleM: number,
): void {
  const limit = 65_535 * depthScaleM;
  for (const { name, width, height, modalities } of cameras) {
    const camera = episode.cameras.find((candidate) => candidate.name === name);
    if (camera === undefined || !modalities.includes('distance_m')) continue;
    const model = cameraModel(camera, width, height);
    const rims = [0, 0.5, 1].flatMap((x) =>
      [0, 0.5, 1].map((y) => directionAt(model, x * width, y * height)),
    );
    const farthest = Math.max(...rims.map((rim) => camera.far * Math.hypot(1, ...(rim ?? [0]))));
    if (farthest <= limit) continue;
    throw new ToolkitError(
      'scene/depth-range',
      `${episode.scene}: distance_m of camera ${name} must be at most 65535 x depth_scale_m ` +
        `(${Number(limit.toPrecision(9))} m), got ${Number(farthest.toPrecision(6))} m in the image's corner.`,
      'Bring the far plane nearer, take a coarser depth scale, or leave distance_m out.',
    );
  }
}
