import { type CameraModel, cameraModel, directionTable } from '#src/core/camera-model.ts';
import { worldFromCameraAt } from '#src/core/camera-mount.ts';
import type { Episode, EpisodeCamera, WorldState } from '#src/core/episode.ts';
import { type Mat4, subtract, transformPoint, type Vec3 } from '#src/core/pose.ts';
import type { RayCaster } from '#src/physics/ray-caster.ts';
import type { ViewTruth } from '#src/render/derive/view-truth.ts';

export type Ids = Readonly<Record<string, number>>;

/** A view whose depth and ids are yet to be filled in. */
export function emptyView(
  episode: Episode,
  ids: Ids,
  camera: EpisodeCamera,
  state: WorldState,
  size: number,
): ViewTruth {
  const model = cameraModel(camera, size, size);
  const pixels = model.intrinsics.width * model.intrinsics.height;
  return {
    ...{ episode, ids, model, state },
    directions: directionTable(model),
    worldFromCamera: worldFromCameraAt(episode, camera, state),
    depthZ: new Float32Array(pixels),
    instanceId: new Uint16Array(pixels),
  };
}

/** The truth of a view by one physics ray through each pixel's centre. */
export function castView(view: ViewTruth, rays: RayCaster): ViewTruth {
  const { model, directions, worldFromCamera } = view;
  const { width, height } = (model satisfies CameraModel).intrinsics;
  const depthZ = new Float32Array(width * height);
  const instanceId = new Uint16Array(width * height);
  for (let i = 0; i < width * height; i++) {
    if (Number.isNaN(directions[2 * i])) continue;
    const hit = rays.cast(view.state, ...throughPixel(worldFromCamera, directions, i));
    if (hit === null) continue;
    depthZ[i] = hit.distance;
    instanceId[i] = view.ids[hit.body]!;
  }
  return { ...view, depthZ, instanceId };
}

/** Origin and direction, world frame; the direction is one metre of Z-depth long. */
export function throughPixel(worldFromCamera: Mat4, directions: Float32Array, i: number): [Vec3, Vec3] {
  const origin = transformPoint(worldFromCamera, [0, 0, 0]);
  const through = transformPoint(worldFromCamera, [directions[2 * i]!, directions[2 * i + 1]!, 1]);
  return [origin, subtract(through, origin)];
}
