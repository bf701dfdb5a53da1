import { expect, it } from 'vitest';
import { decodeFloat16, encodeFloat16 } from '#src/onnx/float16.ts';

it('encodes known values', () => {
  // Source: IEEE 754-2019, binary16.
  const known = [
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [1 / 3, 0x3555],
  ] as const;
  for (const [value, bits] of known) expect(encodeFloat16(value)).toBe(bits);
  expect(encodeFloat16(65520)).toBe(0x7c00);
  expect(encodeFloat16(65519)).toBe(0x7bff);
  expect(encodeFloat16(2 ** -24)).toBe(1);
  expect(encodeFloat16(2 ** -25)).toBe(0);
  expect(encodeFloat16(Number.NaN)).toBe(0x7e00);
});

it('undoes decodeFloat16 for every half', () => {
  const halves = Array.from({ length: 65536 }, (_, bits) => bits).filter(
    (bits) => !Number.isNaN(decodeFloat16(bits)),
  );
  expect(halves).toHaveLength(65536 - 2 * 1023);
  expect(halves.filter((bits) => encodeFloat16(decodeFloat16(bits)) !== bits)).toEqual([]);
});
