import type { Mat4, Vec3 } from '../../core/pose.ts';
import { invertRigid, rotate, transformPoint } from '../../core/pose.ts';
import { cameraPose } from '../camera-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { Thing } from './things.ts';

/** Share of the image from which on something is seen well enough to be named. */
export const NOTICED = 0.0012;

/** A thing through the pictures of a window. */
export type Track = {
  /** Seconds since the first picture. */
  readonly time: (picture: number) => number;
  /** Share of the image, 0…1. */
  readonly share: readonly number[];
  /** World frame, metres; as `camera`, empty for decor. */
  readonly places: readonly Vec3[];
  /** In the camera's frame. */
  readonly camera: readonly Vec3[];
  /** m/s. */
  readonly speeds: readonly number[];
  /** The body's axis that pointed up at first, as it points later: its height, 1 = up. */
  readonly upright: readonly number[];
};

/** The episode's frame of a picture of the window. */
export const frameOf = ({ window, camera }: CaptionRequest, picture: number): number =>
  (window.start + picture) * camera.every;

/** Seconds between a window's first picture and another one. */
export const pictureTime = ({ camera, fps }: CaptionRequest, picture: number): number =>
  (picture * camera.every) / fps;

/** Inverses of the camera's poses, one a picture; one for all where it stands still. */
export function cameraFromWorld({ camera, window }: CaptionRequest): (picture: number) => Mat4 {
  const still = invertRigid(camera.worldFromCamera);
  if (camera.worldFromCameraPerFrame === null) return () => still;
  const all = Array.from({ length: window.count }, (_, k) =>
    invertRigid(cameraPose(camera, window.start + k)),
  );
  return (picture) => all[picture] as Mat4;
}

/** The share of the image that a thing takes in each picture. */
export function sharesOf({ seen }: CaptionRequest, { members }: Thing): readonly number[] {
  const columns = seen.ids.length;
  return Array.from({ length: seen.pictures }, (_, k) => {
    let sum = 0;
    for (const member of members) sum += seen.share[k * columns + member] as number;
    return sum;
  });
}

const AXES: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Follows a thing through a window. */
export function trackOf(
  request: CaptionRequest,
  thing: Thing,
  share: readonly number[],
  fromWorld: (picture: number) => Mat4,
): Track {
  const { steps } = request;
  const time = (picture: number): number => pictureTime(request, picture);
  if (thing.row < 0) return { time, share, places: [], camera: [], speeds: [], upright: [] };
  const cell = (picture: number, width: number): number =>
    (frameOf(request, picture) * steps.bodies.length + thing.row) * width;
  const three = (values: Float64Array, k: number): Vec3 => {
    const at = cell(k, 3);
    return [values[at] as number, values[at + 1] as number, values[at + 2] as number];
  };
  const pictures = share.map((_, k) => k);
  const places = pictures.map((k) => three(steps.positions, k));
  const heights = (k: number): readonly number[] => {
    const at = cell(k, 4);
    const q = [0, 1, 2, 3].map((i) => steps.orientations[at + i] as number) as [
      number,
      number,
      number,
      number,
    ];
    return AXES.map((axis) => rotate(q, axis)[2]);
  };
  const first = heights(0);
  const up = first.reduce((best, z, i) => (Math.abs(z) > Math.abs(first[best] as number) ? i : best), 0);
  const sign = Math.sign(first[up] as number);
  return {
    ...{ time, share, places },
    camera: places.map((place, k) => transformPoint(fromWorld(k), place)),
    speeds: pictures.map((k) => Math.hypot(...three(steps.linearVelocities, k))),
    upright: pictures.map((k) => sign * (heights(k)[up] as number)),
  };
}
