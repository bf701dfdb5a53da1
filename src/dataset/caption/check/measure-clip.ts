import type { Vec3 } from '../../../core/pose.ts';
import { invertRigid, rotate, transformPoint } from '../../../core/pose.ts';
import { cameraPose } from '../../camera-facts.ts';
import type { CaptionRequest } from '../caption-request.ts';
import { NOTICED } from '../seen-thing.ts';
import { type Thing, thingsOf } from '../things.ts';

/** What is measured of a clip to check what is said of it, straight from the recording. */
export type ClipMeasures = {
  readonly request: CaptionRequest;
  /** Those that are noticed. */
  readonly things: readonly Thing[];
  /** Seconds. */
  readonly duration: number;
  /** The picture nearest to a time, s. */
  pictureAt(time: number): number;
  share(thing: Thing, picture: number): number;
  /** World frame, m. */
  place(thing: Pick<Thing, 'row'>, picture: number): Vec3;
  /** Columns in the image, pixels; and the distance from the camera, m. */
  column(thing: Thing, picture: number): number;
  distance(thing: Thing, picture: number): number;
  /** m/s; `climb` upwards. */
  speed(thing: Thing, picture: number): number;
  climb(thing: Thing, picture: number): number;
  /** What an axis of the body's frame points up by, −1…1. */
  rise(thing: Thing, axis: Vec3, picture: number): number;
};

/** Prepares to measure a clip. */
export function measureClip(request: CaptionRequest): ClipMeasures {
  const { window, camera, steps, seen, fps } = request;
  const row = (thing: Pick<Thing, 'row'>, picture: number): number =>
    (window.start + picture) * camera.every * steps.bodies.length + thing.row;
  const vector = (values: Float64Array, at: number): Vec3 =>
    [0, 1, 2].map((i) => values[3 * at + i] as number) as unknown as Vec3;
  const place = (thing: Pick<Thing, 'row'>, picture: number): Vec3 =>
    vector(steps.positions, row(thing, picture));
  const seenFrom = (thing: Thing, picture: number): Vec3 =>
    transformPoint(invertRigid(cameraPose(camera, window.start + picture)), place(thing, picture));
  const share = ({ members }: Thing, picture: number): number =>
    members.reduce((sum, member) => sum + (seen.share[picture * seen.ids.length + member] as number), 0);
  const enough = Math.min(3, window.count);
  const noticed = (thing: Thing): boolean =>
    Array.from({ length: window.count }, (_, k) => share(thing, k)).filter((part) => part >= NOTICED)
      .length >= enough;
  return {
    ...{ request, share, place },
    things: thingsOf(request.facts).filter(noticed),
    duration: ((window.count - 1) * camera.every) / fps,
    pictureAt: (time) => Math.min(window.count - 1, Math.max(0, Math.round((time * fps) / camera.every))),
    column(thing, picture) {
      const [x, , z] = seenFrom(thing, picture);
      return camera.cx + (camera.fx * x) / Math.max(z, 0.01);
    },
    distance: (thing, picture) => Math.hypot(...seenFrom(thing, picture)),
    speed: (thing, picture) => {
      const [x, y, z] = vector(steps.linearVelocities, row(thing, picture));
      return Math.hypot(x, y, thing.kind === 'pedestrian' ? 0 : z);
    },
    climb: (thing, picture) => vector(steps.linearVelocities, row(thing, picture))[2],
    rise(thing, axis, picture) {
      const at = 4 * row(thing, picture);
      const q = [0, 1, 2, 3].map((i) => steps.orientations[at + i] as number);
      return rotate(q as unknown as [number, number, number, number], axis)[2];
    },
  };
}
