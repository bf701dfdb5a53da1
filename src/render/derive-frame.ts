import type { EpisodeCamera } from '../core/episode.ts';
import type { Frame, ImageModality, ModalityImages } from '../core/frame.ts';
import { deriveSeed } from '../core/rng.ts';
import { deriveBoxes } from './derive/boxes.ts';
import { deriveDistance } from './derive/distance.ts';
import { deriveFlow } from './derive/flow.ts';
import { deriveObjectCoordinates } from './derive/object-coordinates.ts';
import { deriveOcclusion } from './derive/occlusion.ts';
import { deriveSemanticId } from './derive/semantic-id.ts';
import type { ViewTruth } from './derive/view-truth.ts';
import { applyEffects } from './effects/apply-effects.ts';
import { stereoDepth } from './effects/stereo-depth.ts';
import type { ObserveOptions } from './observer.ts';
import type { TileImages } from './tile-images.ts';

/** What one camera saw of one frame. */
export type Seen = {
  readonly camera: EpisodeCamera;
  readonly frame: number;
  readonly images: TileImages;
  /** The picture over the shutter's time, or `null` where it does not blur. */
  readonly blurred: Uint8Array | null;
  readonly truth: ViewTruth;
};

/** Every image, made when it is asked for. */
type Makers = { readonly [M in ImageModality]: () => ModalityImages[M] };

function makers(
  seen: Seen,
  before: Seen | null,
  after: Seen | null,
  classIds: ObserveOptions['classIds'],
): Makers {
  const { camera, images, truth, frame } = seen;
  const pixels = images.width * images.height;
  const seed = (what: string): number =>
    deriveSeed(truth.episode.seed, `camera/${camera.name}/${what}/${frame}`);
  const flow = (other: Seen | null): Float32Array =>
    other === null ? new Float32Array(pixels * 3) : deriveFlow(truth, other.truth);
  let forward: Float32Array | null = null;
  const flowForward = (): Float32Array => {
    forward ??= flow(after);
    return forward;
  };
  const drawn = <T>(image: T | null): T => {
    if (image === null) throw new Error('a channel that was asked for was not drawn');
    return image;
  };
  return {
    rgb: () =>
      applyEffects({
        rgb: seen.blurred ?? images.rgb,
        directions: truth.directions,
        effects: camera.effects,
        seed: seed('noise'),
      }),
    depth_z_m: () => images.depthZ,
    instance_id: () => images.instanceId,
    distance_m: () => deriveDistance(truth),
    semantic_id: () => deriveSemanticId(truth, classIds),
    normal: () => drawn(images.normal),
    flow_forward: flowForward,
    flow_backward: () => flow(before),
    occlusion: () =>
      after === null ? new Uint8Array(pixels) : deriveOcclusion(truth, after.truth, flowForward()),
    object_coordinates: () => deriveObjectCoordinates(truth),
    albedo: () => drawn(images.albedo),
    shadow: () => drawn(images.shadow),
    sensor_depth_z_m: () =>
      stereoDepth({
        ...{ depthZ: images.depthZ, width: images.width, height: images.height },
        ...{ focal: truth.model.intrinsics.fx, far: camera.far },
        ...{ stereo: drawn(camera.effects.stereoDepth), seed: seed('stereo') },
      }),
    rgb_clean: () => images.rgb,
  };
}

/**
 * Everything that was asked for of one camera's frame: what was drawn, and what follows from it.
 *
 * @param before - The camera's frame before, and after, this one; `null` at the ends of the episode.
 */
export function deriveFrame(
  seen: Seen,
  before: Seen | null,
  after: Seen | null,
  { modalities, classIds }: ObserveOptions,
): Frame {
  const { width, height } = seen.images;
  const make = makers(seen, before, after, classIds);
  const { effects } = seen.camera;
  const has = (modality: ImageModality): boolean =>
    modality !== 'sensor_depth_z_m' || effects.stereoDepth !== null;
  const images = Object.fromEntries(
    modalities
      .filter((modality) => modality !== 'boxes')
      .filter(has)
      .map((modality) => [modality, make[modality]()]),
  );
  return { width, height, images, boxes: modalities.includes('boxes') ? deriveBoxes(seen.truth) : null };
}
