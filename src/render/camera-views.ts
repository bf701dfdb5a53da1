import { type CameraModel, cameraModel, directionTable } from '../core/camera-model.ts';
import type { EpisodeCamera } from '../core/episode.ts';
import { type Mat4, multiplyTransforms } from '../core/pose.ts';
import { lensFaces } from './lens-faces.ts';
import { lensGather } from './lens-gather.ts';
import { gatherLabels } from './lens-gather-labels.ts';
import { gatherRgb } from './lens-gather-rgb.ts';
import type { PinholeView } from './tile-camera.ts';
import type { TileImages } from './tile-images.ts';

/** Longest side of a lens's face, pixels: two of them and their samples stay far below what a GPU takes. */
const MAX_FACE_SIDE = 2048;

/** A camera as the renderer takes it: pinhole views, and how its image is made of theirs. */
export type CameraViews = {
  readonly model: CameraModel;
  /** `directionTable` of the model. */
  readonly directions: Float32Array;
  /** The views to draw when the camera is there. */
  readonly views: (worldFromCamera: Mat4) => readonly PinholeView[];
  /** The camera's images from those of its views, in their order. */
  readonly combine: (tiles: readonly TileImages[]) => TileImages;
  /** The camera's picture alone. */
  readonly combineRgb: (pictures: readonly Uint8Array[]) => Uint8Array;
};

/** Cameras that are kept: a lens's maps take 0.2 s to work out at 256². */
const CAMERAS_KEPT = 8;
const kept = new Map<string, CameraViews>();

/**
 * How a camera of that size is drawn. What follows from its lens, angle, range and size alone is kept for cameras
 * that are like it, wherever they stand.
 */
export function cameraViews(camera: EpisodeCamera, width: number, height: number): CameraViews {
  const { lens, fovDeg, size, near, far } = camera;
  const key = JSON.stringify([lens, fovDeg, size ?? [width, height], near, far]);
  const found = kept.get(key) ?? createCameraViews(camera, width, height);
  kept.delete(key);
  kept.set(key, found);
  const [oldest] = kept.keys();
  if (kept.size > CAMERAS_KEPT && oldest !== undefined) kept.delete(oldest);
  return found;
}

/** A pinhole camera is drawn as it is; a lens is gathered from one or more pinhole views. */
function createCameraViews(camera: EpisodeCamera, width: number, height: number): CameraViews {
  const model = cameraModel(camera, width, height);
  const { near, far } = camera;
  if (camera.lens.kind === 'pinhole') {
    const { intrinsics } = model;
    return {
      ...{ model, directions: directionTable(model) },
      views: (worldFromCamera) => [{ intrinsics, worldFromCamera, near, far, isFine: false }],
      combine: ([tile]) => tile as TileImages,
      combineRgb: ([picture]) => picture as Uint8Array,
    };
  }
  const lens = lensFaces(model, MAX_FACE_SIDE);
  const gather = lensGather(lens);
  return {
    ...{ model, directions: lens.directions.centres },
    views: (worldFromCamera) =>
      lens.faces.map(({ cameraFromFace, intrinsics, depthScale }) => ({
        intrinsics,
        worldFromCamera: multiplyTransforms(worldFromCamera, cameraFromFace),
        near: near * depthScale,
        far: far * depthScale,
        isFine: true,
      })),
    combineRgb: (pictures) => gatherRgb(gather, pictures),
    combine: (tiles) => {
      const labels = gatherLabels(
        gather,
        tiles.map(({ depthZ, instanceId, normal, albedo, shadow }) => ({
          ...{ depth_z_m: depthZ, instance_id: instanceId, normal: normal as Float32Array },
          ...(albedo !== null && { albedo }),
          ...(shadow !== null && { shadow }),
        })),
      );
      return {
        width: gather.width,
        height: gather.height,
        rgb: gatherRgb(
          gather,
          tiles.map(({ rgb }) => rgb),
        ),
        depthZ: labels.depth_z_m,
        instanceId: labels.instance_id,
        normal: labels.normal,
        albedo: labels.albedo ?? null,
        shadow: labels.shadow ?? null,
      };
    },
  };
}
