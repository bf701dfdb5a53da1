import { expect, it } from 'vitest';
import { encodeDepth } from '#src/train/pack/encode-depth.ts';

it('depths are bytes of 1 / (1 + metres): 0 is kept for nothing, and far is not nothing', () => {
  const bytes = new Uint8Array(5);
  encodeDepth(Uint16Array.of(0, 1, 1000, 3000, 65_535), 0.001, bytes);
  expect([...bytes]).toEqual([0, 255, 128, 64, 4]);
  encodeDepth(Uint16Array.of(65_535), 0.2, bytes);
  expect(bytes[0]).toBe(1);
});

it('a byte tells a depth to a five-hundredth of the encoding', () => {
  const depths = Uint16Array.from({ length: 500 }, (_, i) => 50 + 37 * i);
  const bytes = new Uint8Array(500);
  encodeDepth(depths, 0.001, bytes);
  const errors = [...bytes].map((byte, i) => Math.abs(byte / 255 - 1 / (1 + (depths[i] as number) / 1000)));
  expect(Math.max(...errors)).toBeLessThanOrEqual(0.5 / 255 + 1e-9);
});
