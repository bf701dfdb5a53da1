import { expect, it } from 'vitest';
import { hashDistance, pictureBrightness, pictureHash } from '#src/dataset/curate/measure-picture.ts';

const [WIDTH, HEIGHT] = [72, 48];

/** A plain picture with a disc of that colour in it. */
function disc(x: number, y: number, color: readonly number[], ground = 120): Uint8Array {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3).fill(ground);
  for (let v = 0; v < HEIGHT; v++)
    for (let u = 0; u < WIDTH; u++) if (Math.hypot(u - x, v - y) < 9) rgb.set(color, 3 * (v * WIDTH + u));
  return rgb;
}

const apart = (a: Uint8Array, b: Uint8Array): number =>
  hashDistance([pictureHash(a, WIDTH, HEIGHT)], [pictureHash(b, WIDTH, HEIGHT)]);

it('finds one picture like itself, and nearly so with a little noise or light', () => {
  const picture = disc(30, 24, [200, 40, 30]);
  const noisy = picture.map((value, i) => value + ((i * 7919) % 3) - 1);
  const lighter = picture.map((value) => value + 12);
  expect(apart(picture, picture)).toBe(0);
  expect(apart(picture, noisy)).toBeLessThan(0.1);
  expect(apart(picture, lighter)).toBe(0);
});

it('tells places and colours apart, however plain the rest is', () => {
  const picture = disc(20, 24, [200, 40, 30]);
  expect(apart(picture, disc(54, 24, [200, 40, 30]))).toBeGreaterThan(0.6);
  expect(apart(picture, disc(20, 24, [30, 40, 200]))).toBeGreaterThan(0.4);
  expect(apart(disc(9, 9, [120, 120, 120]), disc(40, 30, [120, 120, 120]))).toBe(0);
});

it('measures brightness from black to white', () => {
  expect(pictureBrightness(new Uint8Array(30))).toBe(0);
  expect(pictureBrightness(new Uint8Array(30).fill(255))).toBe(1);
  expect(pictureBrightness(Uint8Array.of(0, 51, 102))).toBeCloseTo(0.2);
});
