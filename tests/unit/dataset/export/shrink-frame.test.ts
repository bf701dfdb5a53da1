import { expect, it } from 'vitest';
import { fitPicture, type PictureFit } from '#src/dataset/export/fit-picture.ts';
import { shrinkLabels, shrinkPicture } from '#src/dataset/export/shrink-frame.ts';

const shrinking = (from: number, to: number): PictureFit =>
  fitPicture({ width: from, height: from }, { width: to, height: to }) as PictureFit;

const picture = (size: number, value: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: 3 * size * size }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return value(pixel % size, Math.floor(pixel / size));
  });

it('takes away what is finer than the new pixels, instead of showing some of it', async () => {
  const board = picture(96, (x, y) => ((x + y) % 2 === 0 ? 255 : 0));
  const shrunk = await shrinkPicture(board, shrinking(96, 32));
  expect(shrunk).toHaveLength(3 * 32 * 32);
  const inside = [...shrunk].filter((_, i) => {
    const [x, y] = [Math.floor(i / 3) % 32, Math.floor(i / 96)];
    return x > 2 && x < 29 && y > 2 && y < 29;
  });
  expect(Math.min(...inside)).toBeGreaterThan(118);
  expect(Math.max(...inside)).toBeLessThan(138);
});

it('leaves everything where the intrinsics say', async () => {
  // A disc about (61.3, 40.9) of 120 pixels must be about (61.3, 40.9) / 3 of 40.
  const disc = picture(120, (x, y) => (Math.hypot(x + 0.5 - 61.3, y + 0.5 - 40.9) < 14 ? 255 : 0));
  const shrunk = await shrinkPicture(disc, shrinking(120, 40));
  let [sum, u, v] = [0, 0, 0];
  for (let i = 0; i < 1600; i++) {
    const weight = shrunk[3 * i] as number;
    sum += weight;
    u += weight * ((i % 40) + 0.5);
    v += weight * (Math.floor(i / 40) + 0.5);
  }
  expect(u / sum).toBeCloseTo(61.3 / 3, 1);
  expect(v / sum).toBeCloseTo(40.9 / 3, 1);
});

it('gives a picture of the right size back as it is', async () => {
  const same = picture(16, (x, y) => 16 * y + x);
  expect(await shrinkPicture(same, shrinking(16, 16))).toBe(same);
  const ids = new Uint16Array(256).map((_, i) => i);
  expect(shrinkLabels(ids, shrinking(16, 16))).toBe(ids);
});

it('mixes no labels', () => {
  const ids = new Uint16Array(30 * 30).map((_, i) => (i % 30 < 14 ? 3 : 900));
  const shrunk = shrinkLabels(ids, shrinking(30, 10));
  expect(shrunk).toHaveLength(100);
  // The fifth pixel's centre lies at 4.5 · 3 = 13.5, in the last column of id 3.
  for (let i = 0; i < 100; i++) expect(shrunk[i]).toBe(i % 10 <= 4 ? 3 : 900);
});
