import { expect, it } from 'vitest';
import {
  cosmosAspect,
  cosmosTier,
  framesToPredict,
  refuseForCosmos,
} from '#src/dataset/export/cosmos3/cosmos-limits.ts';
import { cosmosWindows } from '#src/dataset/export/cosmos3/cosmos-windows.ts';
import type { ExportView } from '#src/dataset/export/export-format.ts';

const view = (width: number, height: number, frames: number, fps = 24, step = 1): ExportView =>
  ({ id: 'a-000000_front', fit: { width, height }, frames, fps, step, camera: { every: 1 } }) as ExportView;

it.each([
  [view(832, 480, 61), null],
  [view(832, 480, 61 * 24), null],
  [view(256, 256, 13), '13 frames: needs 61 at 24 fps; generate with --frames 64'],
  // Every second frame of 60 fps: 61 of them need 121.
  [view(256, 256, 60, 30, 2), '60 frames: needs 61 at 30 fps; generate with --frames 128'],
  [
    view(256, 256, 61 * 24 + 1),
    '61.0 s: the trainer drops clips over 61 s; generate with --frames 1464 at most',
  ],
  [
    view(128, 128, 61),
    '128x128 pixels: the trainer would enlarge it, its smallest is 256x256; generate with --size 256x256 or larger',
  ],
  [
    view(320, 176, 61),
    '320x176 pixels: the trainer would enlarge it, its smallest is 320x192; generate with --size 320x192 or larger',
  ],
])('says what the trainer would drop, and what to do', (one, words) => {
  const refusal = refuseForCosmos(one);
  expect(refusal === null ? null : `${refusal.reason}; ${refusal.fix}`).toBe(words);
});

it.each([
  [832, 480, '16,9', '480'],
  [1280, 704, '16,9', '704'],
  [1280, 720, '16,9', '720'],
  [640, 480, '4,3', '256'],
  [480, 832, '9,16', '480'],
  [640, 640, '1,1', '480'],
  [300, 200, '4,3', null],
])('knows the size that %dx%d fills', (width, height, aspect, tier) => {
  expect([cosmosAspect(width, height), cosmosTier(width, height)]).toEqual([aspect, tier]);
});

it('asks for 4 n + 1 frames that the model can make', () => {
  expect([61, 64, 65, 300, 500].map((frames) => framesToPredict(frames, '480'))).toEqual([
    61, 61, 65, 297, 297,
  ]);
});

it.each([61, 300, 301, 750, 1464])(
  'cuts %d frames into windows without a gap, each long enough',
  (frames) => {
    const windows = cosmosWindows(frames);
    let next = 0;
    for (const { start, count } of windows) {
      expect(start).toBe(next);
      expect(count).toBeGreaterThanOrEqual(61);
      expect(count).toBeLessThanOrEqual(300);
      next = start + count;
    }
    expect(next).toBe(frames);
  },
);
