import type { Episode, EpisodeCamera, WorldState } from './episode.ts';
import { bodyIndex } from './episode.ts';
import { cos, sin } from './exact-math.ts';
import {
  IDENTITY_QUATERNION,
  type Mat4,
  multiplyQuaternions,
  multiplyTransforms,
  poseMatrix,
  type Quaternion,
  rotate,
  subtract,
  type Vec3,
} from './pose.ts';
import { createRng } from './rng.ts';

/** How a camera moves; its `worldFromCamera` is where it is as the episode begins. */
export type CameraMount =
  | { readonly kind: 'fixed' }
  /** Turns about the vertical through `center` (world frame, metres) at `rate` rad/s. */
  | { readonly kind: 'orbit'; readonly center: Vec3; readonly rate: number }
  /**
   * Held in a hand: wanders smoothly about its place by up to `sway` metres along each of its axes and
   * `tilt` radians about each; which way follows from `seed`. It sits `right` metres along its own x
   * axis from what it turns about, so that the two eyes of a pair turn as one.
   */
  | {
      readonly kind: 'handheld';
      readonly sway: number;
      readonly tilt: number;
      readonly seed: number;
      readonly right: number;
    }
  /** Rides on a body. */
  | { readonly kind: 'body'; readonly body: string; readonly bodyFromCamera: Mat4 };

/**
 * Waves of a hand, Hz, and their shares, which sum to 1: slow sway below 1 Hz carries most, tremor near
 * 8–12 Hz is far below a pixel. Source: the physiological bands in Elble and Koller, "Tremor", 1990.
 */
const HAND_WAVES = [
  [0.23, 0.5],
  [0.61, 0.3],
  [1.37, 0.15],
  [2.9, 0.05],
] as const;

/** A smooth wander in ±1 that begins at 0, one for each of the six ways to move. */
function wander(seed: number, way: number, time: number): number {
  const rng = createRng(seed).fork(`hand ${way}`);
  let sum = 0;
  for (const [hertz, share] of HAND_WAVES) {
    const phase = 2 * Math.PI * rng.next();
    sum += 0.5 * share * (sin(2 * Math.PI * hertz * time + phase) - sin(phase));
  }
  return sum;
}

function handMotion(seed: number, sway: number, tilt: number, time: number): Mat4 {
  const at = (way: number): number => wander(seed, way, time);
  const about = (axis: 0 | 1 | 2, angle: number): Quaternion => {
    const q: [number, number, number, number] = [0, 0, 0, cos(angle / 2)];
    q[axis] = sin(angle / 2);
    return q;
  };
  const turn = multiplyQuaternions(
    about(1, tilt * at(4)),
    multiplyQuaternions(about(0, tilt * at(3)), about(2, tilt * at(5))),
  );
  return poseMatrix([sway * at(0), sway * at(1), sway * at(2)], turn);
}

/** Where a camera of the episode is when its world is in that state; OpenCV camera axes. */
export function worldFromCameraAt(episode: Episode, camera: EpisodeCamera, state: WorldState): Mat4 {
  const { mount, worldFromCamera } = camera;
  const time = state.step / episode.physicsRate;
  switch (mount.kind) {
    case 'fixed':
      return worldFromCamera;
    case 'orbit': {
      const half = (mount.rate * time) / 2;
      const turn: Quaternion = [0, 0, sin(half), cos(half)];
      const move = subtract(mount.center, rotate(turn, mount.center));
      return multiplyTransforms(poseMatrix(move, turn), worldFromCamera);
    }
    case 'handheld': {
      const along = (x: number): Mat4 => poseMatrix([x, 0, 0], IDENTITY_QUATERNION);
      const worldFromHand = multiplyTransforms(worldFromCamera, along(-mount.right));
      const motion = handMotion(mount.seed, mount.sway, mount.tilt, time);
      return multiplyTransforms(multiplyTransforms(worldFromHand, motion), along(mount.right));
    }
    case 'body':
      return multiplyTransforms(worldFromBodyAt(episode, mount.body, state), mount.bodyFromCamera);
  }
}

/** Whether a camera's pose can differ from frame to frame. */
export const isMoving = ({ mount }: EpisodeCamera): boolean => mount.kind !== 'fixed';

/** Where a body's frame is when its world is in that state. */
export function worldFromBodyAt(
  episode: Episode,
  body: string,
  { positions, orientations }: WorldState,
): Mat4 {
  const i = bodyIndex(episode, body);
  const position = Array.from(positions.subarray(3 * i, 3 * i + 3)) as unknown as Vec3;
  const orientation = Array.from(orientations.subarray(4 * i, 4 * i + 4)) as unknown as Quaternion;
  return poseMatrix(position, orientation);
}
