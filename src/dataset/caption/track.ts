import type { Mat4, Quaternion, Vec3 } from '../../core/pose.ts';
import { invertRigid, length, transformPoint } from '../../core/pose.ts';
import { cameraPose } from '../camera-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { Thing } from './things.ts';

/** A body through the pictures of a window; asked for a picture at a time, as most need few of them. */
export type Track = {
  /** World frame, metres. */
  readonly place: (picture: number) => Vec3;
  /** Place in the camera's frame, metres. */
  readonly fromCamera: (picture: number) => Vec3;
  /** Metres between its places in two pictures. */
  readonly gap: (one: number, other: number) => number;
  /** m/s, of walkers over ground: a kerb lifts them at once; `climb` upwards. */
  readonly speed: (picture: number) => number;
  readonly climb: (picture: number) => number;
  /** The body's axis that pointed up or down at first, as it points later: the height that it had as 1, −1…1. */
  readonly upright: (picture: number) => number;
};

/** The episode's frame of a picture of the window. */
export const frameOf = ({ window, camera }: CaptionRequest, picture: number): number =>
  (window.start + picture) * camera.every;

/** Seconds between a window's first picture and another one. */
export const pictureTime = ({ camera, fps }: CaptionRequest, picture: number): number =>
  (picture * camera.every) / fps;

/** Inverses of the camera's poses, one a picture; one for all where it stands still. */
export function cameraFromWorld({ camera, window }: CaptionRequest): (picture: number) => Mat4 {
  if (camera.worldFromCameraPerFrame === null) {
    const still = invertRigid(camera.worldFromCamera);
    return () => still;
  }
  const all = Array.from({ length: window.count }, (_, k) =>
    invertRigid(cameraPose(camera, window.start + k)),
  );
  return (picture) => all[picture] as Mat4;
}

/** Follows a body through a window. */
export function trackOf(
  request: CaptionRequest,
  { row, kind }: Thing,
  fromWorld: (picture: number) => Mat4,
): Track {
  const { positions, orientations, linearVelocities, bodies } = request.steps;
  const cell = (picture: number): number => frameOf(request, picture) * bodies.length + row;
  const place = (picture: number): Vec3 => vectorAt(positions, cell(picture));
  const first = [0, 1, 2].map((axis) => heightOf(axis, orientations, cell(0)));
  const up = first.reduce((best, z, i) => (Math.abs(z) > Math.abs(first[best] as number) ? i : best), 0);
  const sign = Math.sign(first[up] as number);
  return {
    place,
    fromCamera: (picture) => transformPoint(fromWorld(picture), place(picture)),
    gap: (one, other) => distanceOf(positions, cell(one), cell(other)),
    speed: (picture) => {
      const [x, y, z] = vectorAt(linearVelocities, cell(picture));
      return kind === 'pedestrian' ? Math.hypot(x, y) : length([x, y, z]);
    },
    climb: (picture) => linearVelocities[3 * cell(picture) + 2] as number,
    upright: (picture) => sign * heightOf(up, orientations, cell(picture)),
  };
}

/** How far an axis (0…2) of a body points up, −1…1, by the quaternion in a row: the last row of its rotation matrix. */
function heightOf(axis: number, orientations: Float64Array, row: number): number {
  const x = orientations[4 * row] as number;
  const y = orientations[4 * row + 1] as number;
  const z = orientations[4 * row + 2] as number;
  const w = orientations[4 * row + 3] as number;
  if (axis === 0) return 2 * (x * z - w * y);
  return axis === 1 ? 2 * (y * z + w * x) : 1 - 2 * (x * x + y * y);
}

/** Metres between the places in two rows of a table. */
export function distanceOf(positions: Float64Array, one: number, other: number): number {
  let sum = 0;
  for (let i = 0; i < 3; i++) {
    const apart = (positions[3 * one + i] as number) - (positions[3 * other + i] as number);
    sum += apart * apart;
  }
  return Math.sqrt(sum);
}

/** The vector in a row of a table of vectors. */
export const vectorAt = (values: Float64Array, row: number): Vec3 => [
  values[3 * row] as number,
  values[3 * row + 1] as number,
  values[3 * row + 2] as number,
];

/** The quaternion in a row of a table of quaternions, xyzw. */
export const quaternionAt = (values: Float64Array, row: number): Quaternion => [
  values[4 * row] as number,
  values[4 * row + 1] as number,
  values[4 * row + 2] as number,
  values[4 * row + 3] as number,
];
