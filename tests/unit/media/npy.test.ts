import { expect, it } from 'vitest';
import { npyFile } from '#src/media/npy.ts';

it.each([
  [[2, 3], '(2, 3)'],
  [[6], '(6,)'],
])('writes the shape %o as NumPy reads it, data at a multiple of 64', (shape, tuple) => {
  const file = Buffer.from(npyFile(Float32Array.of(1, 2, 3, 4, 5, -6.5), shape));
  expect([...file.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const start = 10 + file.readUInt16LE(8);
  expect(start % 64).toBe(0);
  expect(file.subarray(10, start).toString()).toBe(
    `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`.padEnd(start - 11).concat('\n'),
  );
  expect(file.readFloatLE(start + 20)).toBe(-6.5);
  expect(file.length).toBe(start + 24);
});

it('refuses a shape of another size', () => {
  expect(() => npyFile(Float32Array.of(1, 2), [3])).toThrow('shape');
});
