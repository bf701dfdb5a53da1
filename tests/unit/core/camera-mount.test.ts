import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookAt } from '#src/core/camera.ts';
import { NO_EFFECTS } from '#src/core/camera-effects.ts';
import { type CameraMount, isMoving, worldFromBodyAt, worldFromCameraAt } from '#src/core/camera-mount.ts';
import type { Episode, EpisodeCamera, WorldState } from '#src/core/episode.ts';
import {
  invertRigid,
  length,
  type Mat4,
  multiplyTransforms,
  poseMatrix,
  type Quaternion,
  subtract,
  transformPoint,
  type Vec3,
} from '#src/core/pose.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';

const BASE = lookAt([0, -3, 1], [0, 0, 0.5]);
const episode: Episode = sampleEpisode(parseScene(minimalScene(), 'a.json'), 0);

const cameraOn = (mount: CameraMount, worldFromCamera: Mat4 = BASE): EpisodeCamera => ({
  ...{ name: 'front', worldFromCamera, mount, fovDeg: 45, lens: { kind: 'pinhole' }, size: null },
  ...{ every: 1, effects: NO_EFFECTS, near: 0.1, far: 20 },
});

/** The world at a time, with the ball (the first body by name) where it is said to be. */
const stateAt = (
  time: number,
  position: Vec3 = [0, 0, 1],
  orientation: Quaternion = [0, 0, 0, 1],
): WorldState => ({
  step: Math.round(time * episode.physicsRate),
  positions: Float64Array.of(...position, 0, 0, 0),
  orientations: Float64Array.of(...orientation, 0, 0, 0, 1),
  linearVelocities: new Float64Array(6),
  angularVelocities: new Float64Array(6),
});

const at = (mount: CameraMount, time: number): Mat4 =>
  worldFromCameraAt(episode, cameraOn(mount), stateAt(time));
const centre = (m: Mat4): Vec3 => [m[3] as number, m[7] as number, m[11] as number];

function expectSame(a: Mat4, b: Mat4, digits = 12): void {
  a.forEach((value, i) => {
    expect(value).toBeCloseTo(b[i] as number, digits);
  });
}

/** The angle by which a rotation turns, radians. */
const angleOf = (m: Mat4): number =>
  Math.acos(Math.min(1, ((m[0] as number) + (m[5] as number) + (m[10] as number) - 1) / 2));

describe('a fixed camera', () => {
  it('stays', () => {
    expect(at({ kind: 'fixed' }, 7)).toBe(BASE);
    expect(isMoving(cameraOn({ kind: 'fixed' }))).toBe(false);
  });
});

describe('a camera on an orbit', () => {
  const mount = (period: number): CameraMount => ({
    ...{ kind: 'orbit', center: [0.2, 0.1, 0.5] },
    rate: (2 * Math.PI) / period,
  });

  it('begins where it is and returns after each period', () => {
    expectSame(at(mount(4), 0), BASE, 15);
    expectSame(at(mount(4), 4), BASE);
    expectSame(at(mount(4), 400), BASE, 10);
  });

  it('turns about the vertical through its centre, anticlockwise from above', () => {
    // A quarter turn takes (x, y) to (−y, x) about (0.2, 0.1).
    const [x, y, z] = centre(at(mount(4), 1));
    expect([x, y, z]).toEqual([
      expect.closeTo(0.2 + 3.1, 12),
      expect.closeTo(0.1 - 0.2, 12),
      expect.closeTo(1, 12),
    ]);
  });

  it('keeps its centre in the same place of its image', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (time) => {
        const seen = transformPoint(invertRigid(at(mount(7), time)), [0.2, 0.1, 0.5]);
        const first = transformPoint(invertRigid(BASE), [0.2, 0.1, 0.5]);
        expect(length(subtract(seen, first))).toBeLessThan(1e-12);
      }),
    );
  });
});

describe('a camera in a hand', () => {
  const mount = (seed: number, sway = 0.05, tilt = 0.03): CameraMount => ({
    kind: 'handheld',
    sway,
    tilt,
    seed,
    right: 0,
  });
  const seeds = fc.nat();
  const times = fc.double({ min: 0, max: 100, noNaN: true });
  const moved = (seed: number, time: number): Mat4 =>
    multiplyTransforms(invertRigid(BASE), at(mount(seed), time));

  it('begins where it is', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expectSame(at(mount(seed), 0), BASE);
      }),
    );
  });

  it('stays within its sway along each axis and within its tilt about each', () => {
    fc.assert(
      fc.property(seeds, times, (seed, time) => {
        const cameraFromMoved = moved(seed, time);
        for (const step of centre(cameraFromMoved)) expect(Math.abs(step)).toBeLessThanOrEqual(0.05 + 1e-12);
        expect(angleOf(cameraFromMoved)).toBeLessThanOrEqual(3 * 0.03);
      }),
      { numRuns: 300 },
    );
  });

  it('does wander: a good part of its sway within ten seconds', () => {
    for (let seed = 0; seed < 20; seed++) {
      const steps = Array.from({ length: 100 }, (_, i) => length(centre(moved(seed, i / 10))));
      expect(Math.max(...steps)).toBeGreaterThan(0.02);
    }
  });

  it('moves smoothly', () => {
    // Half of Σ share · 2π Hz is the greatest speed in sways a second: 2.1.
    const rate = 0.5 * 2 * Math.PI * (0.5 * 0.23 + 0.3 * 0.61 + 0.15 * 1.37 + 0.05 * 2.9);
    fc.assert(
      fc.property(seeds, times, (seed, time) => {
        const step = subtract(centre(moved(seed, time + 1 / 240)), centre(moved(seed, time)));
        for (const along of step) expect(Math.abs(along)).toBeLessThanOrEqual((2 * 0.05 * rate) / 240 + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('follows its seed', () => {
    expect(at(mount(3), 2)).toEqual(at(mount(3), 2));
    expect(at(mount(3), 2)).not.toEqual(at(mount(4), 2));
  });
});

describe('a camera on a body', () => {
  const bodyFromCamera = multiplyTransforms(poseMatrix([0.1, 0, 0.2], [0, 0, 0, 1]), BASE);
  const camera = cameraOn({ kind: 'body', body: 'ball', bodyFromCamera });

  it('follows it', () => {
    const turned: Quaternion = [0, 0, Math.SQRT1_2, Math.SQRT1_2];
    const state = stateAt(3, [1, 2, 3], turned);
    const seen = worldFromCameraAt(episode, camera, state);
    expectSame(
      multiplyTransforms(invertRigid(worldFromBodyAt(episode, 'ball', state)), seen),
      bodyFromCamera,
    );
    // The body's (0.1, −3, 1.2) turned a quarter about z and moved.
    expectSame(centre(seen), [1 + 3, 2 + 0.1, 3 + 1.2]);
    expect(isMoving(camera)).toBe(true);
  });

  it('begins where the episode has it', () => {
    const scene = minimalScene();
    const [front] = scene['cameras'] as [Record<string, unknown>];
    const riding = sampleEpisode(parseScene({ ...scene, cameras: [{ ...front, on: 'ball' }] }, 'a.json'), 0);
    const [rider] = riding.cameras as [EpisodeCamera];
    expectSame(worldFromCameraAt(riding, rider, stateAt(0)), rider.worldFromCamera);
  });
});
