import { type CameraModel, projectToImage } from '../../core/camera-model.ts';
import { invertRigid, transformPoint, type Vec3 } from '../../core/pose.ts';
import type { BodyFacts, CameraFacts } from '../../core/recorded-episode.ts';
import { cameraPose } from '../camera-facts.ts';
import { bodyRadius } from './body-radius.ts';

/** Where bodies were and how fast they turned: rows of steps.parquet, one a frame of the episode. */
export type BodyMotion = {
  /** [frames, bodies, 3], metres, world frame. */
  readonly positions: Float64Array;
  /** [frames, bodies, 3], m/s and rad/s. */
  readonly linearVelocities: Float64Array;
  readonly angularVelocities: Float64Array;
};

/** What bodies do in one camera's picture. */
type SeenMotion = {
  /** Picture heights a second: mean over the frames of the fastest body in view. */
  readonly motion: number;
  /** Share of the frames in which something that is not fixed is in view; 1 where nothing is of the kind. */
  readonly visible: number;
};

/** Who is nowhere is a kilometre below. */
const NOWHERE = -500;

const rowOf = (values: Float64Array, row: number): Vec3 => [
  values[3 * row] as number,
  values[3 * row + 1] as number,
  values[3 * row + 2] as number,
];

/** A body in one picture: its centre and its radius, pixels. */
type Spot = { readonly u: number; readonly v: number; readonly radius: number };

function spotOf(model: CameraModel, cameraFromWorld: readonly number[], at: Vec3, size: number): Spot | null {
  if (at[2] < NOWHERE) return null;
  const seen = transformPoint(cameraFromWorld, at);
  const point = projectToImage(model, seen);
  return point === null ? null : { u: point[0], v: point[1], radius: (model.intrinsics.fy * size) / seen[2] };
}

const inView = ({ u, v, radius }: Spot, { width, height }: CameraFacts): boolean =>
  u > -radius && v > -radius && u < width + radius && v < height + radius;

/**
 * Measures what bodies do in a camera's picture from their poses alone: nothing is decoded, and what hides a body
 * is not seen.
 *
 * @param fps - Of the episode; the camera takes every `camera.every`-th of its frames.
 */
export function measureMotion(
  bodies: readonly BodyFacts[],
  { positions, angularVelocities }: BodyMotion,
  camera: CameraFacts,
  fps: number,
): SeenMotion {
  const model: CameraModel = { intrinsics: camera, lens: camera.lens };
  const frames = Math.ceil(positions.length / (3 * bodies.length) / camera.every);
  const seconds = camera.every / fps;
  const sizes = bodies.map(({ shape }) => bodyRadius(shape));
  const able = bodies.some(({ motion }) => motion !== 'fixed');
  let before: (Spot | null)[] = [];
  let moved = 0;
  let visible = 0;
  for (let k = 0; k < frames; k++) {
    const cameraFromWorld = invertRigid(cameraPose(camera, k));
    const row = k * camera.every * bodies.length;
    let fastest = 0;
    let shown = false;
    const spots = bodies.map(({ motion }, i) => {
      const spot = spotOf(model, cameraFromWorld, rowOf(positions, row + i), sizes[i] as number);
      if (spot === null || !inView(spot, camera)) return spot;
      shown ||= motion !== 'fixed';
      const last = before[i];
      if (last == null) return spot;
      const shift = Math.hypot(spot.u - last.u, spot.v - last.v);
      const turn = Math.hypot(...rowOf(angularVelocities, row + i)) * spot.radius * seconds;
      fastest = Math.max(fastest, shift + turn);
      return spot;
    });
    before = spots;
    moved += fastest;
    visible += Number(shown);
  }
  return {
    motion: frames < 2 ? 0 : moved / (frames - 1) / seconds / camera.height,
    visible: able ? visible / frames : 1,
  };
}
