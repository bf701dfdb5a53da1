import { lookAt } from '../core/camera.ts';
import type { CameraEffects } from '../core/camera-effects.ts';
import type { CameraMount } from '../core/camera-mount.ts';
import type { Body, EpisodeCamera } from '../core/episode.ts';
import type { Lens } from '../core/lens.ts';
import { IDENTITY_QUATERNION, type Mat4, multiplyTransforms, poseMatrix } from '../core/pose.ts';
import { deriveSeed } from '../core/rng.ts';
import { carrierFrame } from './carrier.ts';
import type { DrawnScene } from './draw-scene.ts';

type DrawnCamera = DrawnScene['cameras'][number];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The lens of a drawn camera; coefficients that are left out are 0. */
export function sampledLens({ lens }: DrawnCamera): Lens {
  if (lens === undefined || lens.kind === 'pinhole') return { kind: 'pinhole' };
  const { k1 = 0, k2 = 0, k3 = 0 } = lens;
  if (lens.kind === 'fisheye') return { kind: 'fisheye', k1, k2, k3, k4: lens.k4 ?? 0 };
  return { kind: 'brown-conrady', k1, k2, p1: lens.p1 ?? 0, p2: lens.p2 ?? 0, k3 };
}

function sampledEffects(camera: DrawnCamera): CameraEffects {
  const { shutter, noise, stereo_depth: stereo } = camera;
  return {
    shutter: shutter === undefined ? null : { share: shutter.share, samples: shutter.samples ?? 8 },
    exposure: camera.exposure ?? 0,
    vignette: camera.vignette ?? 0,
    noise: noise === undefined ? null : { fullWell: noise.full_well, read: noise.read },
    stereoDepth:
      stereo === undefined
        ? null
        : {
            baseline: stereo.baseline,
            disparityNoise: stereo.disparity_noise ?? 0.1,
            disparityStep: stereo.disparity_step ?? 1 / 16,
            edgeFattening: stereo.edge_fattening ?? 1,
            dropout: stereo.dropout ?? 0.01,
          },
  };
}

function sampledMount(
  camera: DrawnCamera,
  carrier: Body | undefined,
  bodyFromCamera: Mat4,
  right: number,
  seed: number,
): CameraMount {
  if (carrier !== undefined) return { kind: 'body', body: carrier.name, bodyFromCamera };
  if (camera.orbit !== undefined) {
    const rate = ((camera.orbit.clockwise === true ? -2 : 2) * Math.PI) / camera.orbit.period;
    return { kind: 'orbit', center: camera.look_at, rate };
  }
  if (camera.handheld !== undefined) {
    const { sway, tilt_deg } = camera.handheld;
    return {
      kind: 'handheld',
      sway,
      tilt: radians(tilt_deg),
      seed: deriveSeed(seed, `camera/${camera.name}/hand`),
      right,
    };
  }
  return { kind: 'fixed' };
}

/** The camera of a scene as the episode has it: one, or the two of a stereo pair. */
export function sampleCamera(
  camera: DrawnCamera,
  bodies: readonly Body[],
  scene: Pick<DrawnScene, 'robotParts'>,
  seed: number,
): readonly EpisodeCamera[] {
  const on = camera.on === undefined ? null : carrierFrame(camera.on, scene);
  const carrier = bodies.find(({ name }) => name === on?.body);
  const lookedAt = lookAt(camera.position, camera.look_at);
  const parentFromCamera =
    on === null
      ? lookedAt
      : multiplyTransforms(poseMatrix(on.bodyFromLink.position, on.bodyFromLink.orientation), lookedAt);
  const worldFromParent = carrier === undefined ? null : poseMatrix(carrier.position, carrier.orientation);
  const make = (name: string, right: number): EpisodeCamera => {
    const fromCamera = multiplyTransforms(parentFromCamera, poseMatrix([right, 0, 0], IDENTITY_QUATERNION));
    return {
      name,
      worldFromCamera:
        worldFromParent === null ? fromCamera : multiplyTransforms(worldFromParent, fromCamera),
      mount: sampledMount(camera, carrier, fromCamera, right, seed),
      fovDeg: camera.fov_deg,
      lens: sampledLens(camera),
      size: camera.size ?? null,
      every: camera.every ?? 1,
      effects: sampledEffects(camera),
      near: camera.near,
      far: camera.far,
    };
  };
  if (camera.stereo === undefined) return [make(camera.name, 0)];
  const half = camera.stereo.baseline / 2;
  return [make(`${camera.name}_left`, -half), make(`${camera.name}_right`, half)];
}

/** The names that the cameras of a scene have in its episodes. */
export const cameraNames = (cameras: readonly { name: string; stereo?: unknown }[]): readonly string[] =>
  cameras.flatMap(({ name, stereo }) => (stereo === undefined ? [name] : [`${name}_left`, `${name}_right`]));
