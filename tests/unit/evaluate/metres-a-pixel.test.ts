import { expect, it } from 'vitest';
import { intrinsicsFromFov } from '#src/core/camera.ts';
import type { CameraFacts, EpisodeFacts } from '#src/core/recorded-episode.ts';
import { metresAPixel } from '#src/evaluate/metres-a-pixel.ts';

// Looks along the world's z from the origin; its second picture is taken 1 m further on.
const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const FORWARD = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1];
const camera = {
  ...intrinsicsFromFov(90, 64, 64),
  ...{ lens: { kind: 'pinhole' }, every: 2, worldFromCamera: IDENTITY },
  worldFromCameraPerFrame: [IDENTITY, FORWARD],
} as unknown as CameraFacts;

const body = (id: number, name: string, motion: string) => ({ id, name, motion });
const facts = {
  bodies: [body(1, 'floor', 'fixed'), body(2, 'ball', 'dynamic'), body(3, 'box', 'dynamic')],
} as unknown as EpisodeFacts;
const rows = [
  [0, 0, 9, 0, 0, 4, 1, 0, -2],
  [0, 0, 9, 0, 0, 99, 1, 0, 99],
  [0, 0, 9, 0, 0, 3, 1, 0, -2],
];
const steps = { bodies: ['floor', 'ball', 'box'], positions: Float64Array.from(rows.flat()) };

it('is z / f of what moves before the camera, at the frames that it takes', () => {
  // 90° over 64 pixels: f is 32, so that 4 m away a pixel spans 12.5 cm, and 3 − 1 m away half of that.
  expect(metresAPixel(camera, { facts, steps }, 0, 2)).toEqual([
    new Map([[2, expect.closeTo(4 / 32, 12)]]),
    new Map([[2, expect.closeTo(2 / 32, 12)]]),
  ]);
});

it('is not told of lenses that bend it', () => {
  const bent = { ...camera, lens: { kind: 'fisheye' } } as unknown as CameraFacts;
  expect(metresAPixel(bent, { facts, steps }, 0, 1)).toBeNull();
});
