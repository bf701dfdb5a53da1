import type { Mat4, Vec3 } from '../../../core/pose.ts';
import { dot } from '../../../core/pose.ts';
import { cameraPose } from '../../camera-facts.ts';
import { expect, type Reading, take } from './reading.ts';

/** An axis (0…2) or the place (3) of a camera, world frame. */
export const axis = (m: Mat4, i: number): Vec3 => [m[i] as number, m[4 + i] as number, m[8 + i] as number];

/** The camera's poses, one a picture. */
export const posesOf = ({ clip: { request } }: Reading): readonly Mat4[] =>
  Array.from({ length: request.window.count }, (_, k) =>
    cameraPose(request.camera, request.window.start + k),
  );

/** How far a camera goes from where it begins, m, and how much it turns, as the least cosine. */
function cameraTravel(reading: Reading): {
  far: number;
  turn: number;
  right: number;
  ahead: number;
  aside: number;
} {
  const poses = posesOf(reading);
  const [first, last] = [poses[0] as Mat4, poses.at(-1) as Mat4];
  const gone = (pose: Mat4): Vec3 =>
    [0, 1, 2].map((i) => (axis(pose, 3)[i] as number) - (axis(first, 3)[i] as number)) as unknown as Vec3;
  return {
    far: Math.max(...poses.map((pose) => Math.hypot(...gone(pose)))),
    turn: Math.min(...poses.map((pose) => dot(axis(pose, 2), axis(first, 2)))),
    right: dot(gone(last), axis(first, 0)),
    ahead: dot(gone(last), axis(first, 2)),
    aside: dot(axis(last, 2), axis(first, 0)),
  };
}

/** Whether the camera moves as is said. */
export function checkCameraMotion(reading: Reading): void {
  const { far, turn, right, ahead, aside } = cameraTravel(reading);
  const toward = take(reading, /\b(forwards|backwards|to the left|to the right)\b/)?.[1];
  const told = take(
    reading,
    /\b(?:(is fixed|stays still|does not move|stays where it is|remains in place|static|fixed|stationary)|(shakes|trembles|sways|hand-?held|held by hand)|(circles|orbits|orbiting|goes round|goes around|travels around|moves around)|(turns|pans|swings|rotates)|(moves|travels|goes|drives|glides|tracks|heads|moving|travelling))\b/,
  );
  while (
    take(
      reading,
      /\b(?:as if held by hand|slightly|a little|through the scene|in place|where it is|on the spot|viewpoint|films|watches|records|what it shows|its subject|and (?:sways|shakes)|goes|moves|heads)\b/,
    ) !== null
  );
  if (told?.[1] !== undefined) expect(reading, far < 1e-3 && turn > 1 - 1e-5, 'the camera moves');
  else if (told?.[2] !== undefined)
    expect(reading, far < 0.13 && (far > 1e-4 || turn < 1 - 1e-6), 'the camera is not held by hand');
  else if (told?.[3] !== undefined)
    expect(reading, far > 0.1 && right * aside < 0, 'the camera does not circle');
  else if (told?.[4] !== undefined)
    expect(reading, far < 0.13 && (toward === 'to the right') === aside > 0, 'the camera does not turn so');
  else {
    const most = { forwards: ahead, backwards: -ahead, 'to the left': -right, 'to the right': right }[
      toward ?? ''
    ];
    expect(
      reading,
      (most ?? 0) > 0.7 * Math.max(Math.abs(ahead), Math.abs(right)),
      `the camera does not move ${toward}`,
    );
  }
}

const ANGLES = {
  overhead: /straight from above|from overhead|from directly above|top-down|overhead|bird's-eye/,
  level: /(?:at|from) eye level|from a level viewpoint|eye-level|\blevel\b|straight-on/,
  low: /from a low angle|from below|from low down|low-angle|\blow\b/,
  high: /from a high angle|from above|from a raised viewpoint|high-angle|raised|elevated/,
};

/** Whether the camera looks from as high as is said. */
export function checkAngle(reading: Reading): void {
  take(reading, /^ (?:this is|what we see is|we have)/);
  take(reading, /\b(?:viewed|filmed)\b/);
  take(reading, /everything/);
  const told = (['overhead', 'level', 'low', 'high'] as const).find(
    (one) => take(reading, ANGLES[one]) !== null,
  );
  take(reading, /\bshot\b/);
  const down = (Math.asin(-axis(posesOf(reading)[0] as Mat4, 2)[2]) * 180) / Math.PI;
  const is = down > 60.4 ? 'overhead' : down > 15.1 ? 'high' : down > -9.8 ? 'level' : 'low';
  expect(reading, told === is, `the view is ${is}`);
}

/** Whether the subjects are as large in the picture as is said. */
export function checkFraming(reading: Reading): void {
  const told = take(
    reading,
    /\b(?:(wide|long|full|broad)|(medium|mid-range|middle-distance|moderately close)|(close-up|close|tight|near))\b/,
  );
  while (take(reading, /\b(?:shot|framing|this|subject|everything|one|held|wide|long)\b/) !== null);
  const { things, share, request } = reading.clip;
  const shares = things
    .filter(({ moves }) => moves)
    .flatMap((thing) => Array.from({ length: request.window.count }, (_, k) => share(thing, k)));
  const most = Math.max(0, ...shares);
  const holds =
    told?.[1] !== undefined
      ? most <= 0.0601
      : told?.[2] !== undefined
        ? most > 0.0599 && most <= 0.2501
        : most > 0.2499;
  // What the camera rides on may fill the picture and is no subject.
  expect(reading, holds || request.camera.worldFromCameraPerFrame !== null, 'the framing is another');
}
