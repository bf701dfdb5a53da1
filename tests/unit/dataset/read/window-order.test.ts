import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWindowOrder } from '#src/dataset/read/window-order.ts';

const epoch = (length: number, seed: number, number: number): number[] => {
  const at = createWindowOrder(length, seed);
  return Array.from({ length }, (_, i) => at(number * length + i));
};

it('has every thing once in each epoch', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(1000), fc.nat(5), (length, seed, number) => {
      expect(epoch(length, seed, number).sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
    }),
  );
});

it('is another order for another seed and another epoch, and the same for the same', () => {
  expect(epoch(40, 1, 0)).toEqual(epoch(40, 1, 0));
  expect(epoch(40, 1, 0)).not.toEqual(epoch(40, 1, 1));
  expect(epoch(40, 1, 0)).not.toEqual(epoch(40, 2, 0));
});

it('goes on from any position as if it had never stopped', () => {
  const whole = createWindowOrder(7, 3);
  const all = Array.from({ length: 30 }, (_, i) => whole(i));
  for (const from of [0, 1, 6, 7, 20]) {
    const again = createWindowOrder(7, 3);
    expect(Array.from({ length: 30 - from }, (_, i) => again(from + i))).toEqual(all.slice(from));
  }
});
