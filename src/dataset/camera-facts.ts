import { cameraModel } from '../core/camera-model.ts';
import { isMoving, worldFromCameraAt } from '../core/camera-mount.ts';
import type { Episode, EpisodeCamera, WorldState } from '../core/episode.ts';
import type { Mat4 } from '../core/pose.ts';
import type { CameraFacts } from '../core/recorded-episode.ts';
import { LAYOUT } from './layout.ts';
import type { Plan } from './plan.ts';
import { episodeCameras, type RecordedCamera } from './recorded-camera.ts';

const labelsOf = ({ effects: { shutter } }: EpisodeCamera): string | null =>
  shutter === null
    ? null
    : `The picture is the mean over a shutter open for ${shutter.share} of a frame; every label of frame k ` +
      "belongs to state k, the shutter's middle.";

function stereoFacts({ worldFromCamera: a }: EpisodeCamera, { twin }: RecordedCamera, episode: Episode) {
  const b = episode.cameras.find(({ name }) => name === twin)?.worldFromCamera;
  if (twin === null || b === undefined) return null;
  const along = (i: number): number => (a[i] as number) - (b[i] as number);
  // To the nanometre: what lies below is the rounding of the poses.
  return { twin, baseline_m: Math.round(Math.hypot(along(3), along(7), along(11)) * 1e9) / 1e9 };
}

function effectFacts({ effects: { shutter, exposure, vignette, noise, stereoDepth } }: EpisodeCamera) {
  return {
    ...{ shutter, exposure, vignette },
    noise: noise === null ? null : { full_well: noise.fullWell, read: noise.read },
    stereo_depth:
      stereoDepth === null
        ? null
        : {
            baseline_m: stereoDepth.baseline,
            disparity_noise: stereoDepth.disparityNoise,
            disparity_step: stereoDepth.disparityStep,
            edge_fattening: stereoDepth.edgeFattening,
            dropout: stereoDepth.dropout,
          },
  };
}

/**
 * What cameras.json holds.
 *
 * @param states - Of every frame of the episode: a camera that moves has its poses from them.
 */
export function cameraFacts(plan: Plan, episode: Episode, states: readonly WorldState[]): unknown {
  const cameras = episodeCameras(plan, episode.scene).map((recorded) => {
    const { name, width, height, every } = recorded;
    const camera = episode.cameras.find((candidate) => candidate.name === name) as EpisodeCamera;
    const poses = states
      .filter((_, frame) => frame % every === 0)
      .map((state) => worldFromCameraAt(episode, camera, state));
    return {
      ...{ name, ...cameraModel(camera, width, height).intrinsics, lens: camera.lens },
      ...{ near: camera.near, far: camera.far, every },
      ...{ effects: effectFacts(camera), labels: labelsOf(camera) },
      stereo: stereoFacts(camera, recorded, episode),
      world_from_camera: camera.worldFromCamera,
      ...(isMoving(camera) ? { world_from_camera_per_frame: poses } : {}),
    };
  });
  return { layout: LAYOUT, cameras };
}

type Stored = Omit<CameraFacts, 'worldFromCamera' | 'worldFromCameraPerFrame' | 'effects' | 'stereo'> & {
  readonly effects: ReturnType<typeof effectFacts>;
  readonly stereo: { readonly twin: string; readonly baseline_m: number } | null;
  readonly world_from_camera: Mat4;
  readonly world_from_camera_per_frame?: readonly Mat4[];
};

/** A camera of cameras.json, in this code's names. */
export function parseCameraFacts(stored: unknown): CameraFacts {
  const {
    effects,
    stereo,
    world_from_camera: worldFromCamera,
    world_from_camera_per_frame: poses,
    ...rest
  } = stored as Stored;
  const { noise, stereo_depth: depth } = effects;
  return {
    ...rest,
    effects: {
      ...{ shutter: effects.shutter, exposure: effects.exposure, vignette: effects.vignette },
      noise: noise === null ? null : { fullWell: noise.full_well, read: noise.read },
      stereoDepth:
        depth === null
          ? null
          : {
              baseline: depth.baseline_m,
              disparityNoise: depth.disparity_noise,
              disparityStep: depth.disparity_step,
              edgeFattening: depth.edge_fattening,
              dropout: depth.dropout,
            },
    },
    stereo: stereo === null ? null : { twin: stereo.twin, baseline: stereo.baseline_m },
    worldFromCamera,
    worldFromCameraPerFrame: poses ?? null,
  };
}

/** Where a recorded camera was as it took its `k`-th picture. */
export const cameraPose = ({ worldFromCamera, worldFromCameraPerFrame }: CameraFacts, k: number): Mat4 =>
  worldFromCameraPerFrame?.[k] ?? worldFromCamera;
