import { expect, it } from 'vitest';
import { yuv420FromRgb } from '#src/media/yuv420.ts';

const flat = (r: number, g: number, b: number): Uint8Array =>
  Uint8Array.from({ length: 12 }, (_, i) => [r, g, b][i % 3] as number);

it.each([
  // The colour bars of BT.601 in limited range.
  ['white', [255, 255, 255], [235, 128, 128]],
  ['black', [0, 0, 0], [16, 128, 128]],
  ['red', [255, 0, 0], [81, 90, 240]],
  ['green', [0, 255, 0], [145, 54, 34]],
  ['blue', [0, 0, 255], [41, 240, 110]],
  ['yellow', [255, 255, 0], [210, 16, 146]],
] as const)('gives the standard’s values of %s', (_name, [r, g, b], [y, cb, cr]) => {
  expect([...yuv420FromRgb(flat(r, g, b), 2, 2)]).toEqual([y, y, y, y, cb, cr]);
});

it('lays planes one after the other, and takes a colour from four pixels', () => {
  const width = 4;
  const rgb = new Uint8Array(3 * 4 * 2);
  // Left block red but for one black pixel, right block white.
  for (let i = 0; i < 8; i++) rgb.set(i % width < 2 ? [255, 0, 0] : [255, 255, 255], 3 * i);
  rgb.set([0, 0, 0], 0);
  const yuv = yuv420FromRgb(rgb, width, 2);
  expect([...yuv.subarray(0, 8)]).toEqual([16, 81, 235, 235, 81, 81, 235, 235]);
  // Three quarters of red's distance from grey.
  expect(yuv[8]).toBe(Math.round(128 + 0.75 * (90.2 - 128)));
  expect([yuv[9], yuv[11]]).toEqual([128, 128]);
  expect(yuv[10]).toBe(128 + 0.75 * 112);
});
