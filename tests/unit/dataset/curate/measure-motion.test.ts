import { expect, it } from 'vitest';
import { intrinsicsFromFov, lookAt } from '#src/core/camera.ts';
import type { BodyFacts, CameraFacts } from '#src/core/recorded-episode.ts';
import { bodyRadius } from '#src/dataset/curate/body-radius.ts';
import { type BodyMotion, measureMotion } from '#src/dataset/curate/measure-motion.ts';

const FPS = 10;
const FRAMES = 11;

/** A camera 4 m before the origin whose picture is 2 m high there. */
const camera = (changes: Partial<CameraFacts> = {}): CameraFacts =>
  ({
    ...intrinsicsFromFov((360 / Math.PI) * Math.atan(1 / 4), 200, 100),
    ...{ name: 'front', lens: { kind: 'pinhole' }, every: 1 },
    worldFromCamera: lookAt([0, -4, 0], [0, 0, 0]),
    worldFromCameraPerFrame: null,
    ...changes,
  }) as CameraFacts;

const body = (motion: BodyFacts['motion'], radius: number): BodyFacts =>
  ({ name: motion, motion, shape: { kind: 'sphere', radius } }) as BodyFacts;

/** Bodies that go where `at` says at time t, turning at `turn` rad/s. */
function course(bodies: number, at: (t: number, body: number) => readonly number[], turn = 0): BodyMotion {
  const rows = (of: (t: number, body: number) => readonly number[]): Float64Array =>
    Float64Array.from(
      Array.from({ length: FRAMES }, (_, k) =>
        Array.from({ length: bodies }, (_unused, i) => of(k / FPS, i)),
      ).flat(2),
    );
  return {
    positions: rows(at),
    linearVelocities: rows(() => [0, 0, 0]),
    angularVelocities: rows(() => [0, turn, 0]),
  };
}

it('counts picture heights a second', () => {
  // 0.5 m/s where the picture is 2 m high.
  const seen = measureMotion(
    [body('dynamic', 0.1)],
    course(1, (t) => [0.5 * t, 0, 0]),
    camera(),
    FPS,
  );
  expect(seen.motion).toBeCloseTo(0.25, 6);
  expect(seen.visible).toBe(1);
});

it('counts turning on the spot by how fast the surface goes', () => {
  // 2 rad/s at 0.1 m: 0.2 m/s.
  const seen = measureMotion(
    [body('dynamic', 0.1)],
    course(1, () => [0, 0, 0], 2),
    camera(),
    FPS,
  );
  expect(seen.motion).toBeCloseTo(0.1, 6);
});

it('counts the camera’s own motion, of fixed bodies too', () => {
  const poses = Array.from({ length: FRAMES }, (_, k) => {
    const x = (0.4 * k) / FPS;
    return lookAt([x, -4, 0], [x, 0, 0]);
  });
  const moving = camera({ worldFromCameraPerFrame: poses });
  const still = course(1, () => [0, 0, 0]);
  expect(measureMotion([body('fixed', 0.1)], still, moving, FPS).motion).toBeCloseTo(0.2, 6);
  expect(measureMotion([body('fixed', 0.1)], still, camera(), FPS)).toEqual({ motion: 0, visible: 1 });
});

it('takes every n-th frame of a slow camera, at its own rate', () => {
  const slow = camera({ every: 5 });
  const seen = measureMotion(
    [body('dynamic', 0.1)],
    course(1, (t) => [0.5 * t, 0, 0]),
    slow,
    FPS,
  );
  expect(seen.motion).toBeCloseTo(0.25, 6);
});

it('sees what is in the picture, and nothing behind the camera or a kilometre below', () => {
  const two = [body('fixed', 0.1), body('dynamic', 0.1)];
  const visible = (at: (t: number) => readonly number[]): number =>
    measureMotion(
      two,
      course(2, (t, i) => (i === 0 ? [0, 0, 0] : at(t))),
      camera(),
      FPS,
    ).visible;
  expect(visible(() => [0, -8, 0])).toBe(0);
  expect(visible(() => [0, 0, -1000])).toBe(0);
  // The picture ends 2 m to the right; the body's edge leaves 0.1 m later.
  expect(visible(() => [2.05, 0, 0])).toBe(1);
  expect(visible(() => [2.2, 0, 0])).toBe(0);
  expect(visible((t) => [t < 0.45 ? 0 : 9, 0, 0])).toBeCloseTo(5 / 11, 9);
});

it('reaches as far as a body’s farthest corner', () => {
  expect(bodyRadius({ kind: 'box', size: [0.6, 0.8, 0] })).toBeCloseTo(0.5);
  expect(bodyRadius({ kind: 'capsule', radius: 0.1, height: 1 })).toBeCloseTo(0.6);
  const part = { shape: { kind: 'sphere', radius: 0.25 }, position: [3, 4, 0] } as never;
  expect(bodyRadius({ kind: 'compound', parts: [part] })).toBeCloseTo(5.25);
});
