import { describe, expect, it } from 'vitest';
import { NO_SLOT, slotIou, slotsOfIds } from '#src/metrics/slot-iou.ts';

/** An image whose rows of 16 pixels show one id each. */
const rows = (...ids: readonly number[]): Uint16Array =>
  Uint16Array.from(ids.flatMap((id) => Array(16).fill(id)));
const slots = (...ids: readonly number[]): Uint8Array => Uint8Array.from(rows(...ids));

describe('slotsOfIds', () => {
  it('ranks bodies by their pixels in the context, of equal ones the lower id first', () => {
    const slotOf = slotsOfIds([rows(7, 7, 5, 0), rows(7, 5, 9, 9)], { robot: [3], bodies: [5, 7, 9, 11] }, 8);
    expect([3, 7, 5, 9, 11, 0].map((id) => slotOf[id])).toEqual([1, 2, 3, 4, NO_SLOT, 0]);
  });

  it('leaves what is beyond the slots without one', () => {
    const slotOf = slotsOfIds([rows(7, 7, 5, 9)], { robot: [], bodies: [5, 7, 9] }, 3);
    expect([7, 5, 9].map((id) => slotOf[id])).toEqual([2, NO_SLOT, NO_SLOT]);
  });
});

describe('slotIou', () => {
  it('is 1 for the truth, 0 for what is gone, and ½ + 0 over two for one body half covered and one gone', () => {
    const truth = slots(2, 2, 3, 0);
    expect(slotIou(truth, truth)).toBe(1);
    expect(slotIou(truth, slots(0, 0, 0, 0))).toBe(0);
    expect(slotIou(truth, slots(2, 0, 0, 0))).toBe(0.25);
  });

  it('counts what is drawn where nothing is, and swapped slots', () => {
    expect(slotIou(slots(2, 0), slots(2, 2))).toBe(0.5);
    expect(slotIou(slots(2, 3), slots(3, 2))).toBe(0);
  });

  it('does not count bodies without a slot, and is undefined where no other is', () => {
    expect(slotIou(slots(2, NO_SLOT), slots(2, 2))).toBe(1);
    expect(slotIou(slots(NO_SLOT, 0), slots(2, 2))).toBeNaN();
  });
});
