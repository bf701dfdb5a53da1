import { expect, it } from 'vitest';
import { createSlotTargets, NO_SLOT } from '#src/train/slot-targets.ts';

/** One window of 4×4 pixels from its frames' labels. */
const windowOf = (frames: readonly (readonly number[])[]) => ({
  ...{ batch: 1, frames: frames.length, rgb: new Uint8Array(0), actions: new Float32Array(0) },
  labels: Uint8Array.from(frames.flat()),
});

const CONTEXT = [0, 1, 9, 9, 0, 5, 5, 9, 0, 7, 7, 3, 0, 0, 0, 9];
/** Labels at the four pixels of each two by two: 0 5 7 3 first. */
const NEXT = [0, 1, 5, 9, 2, 2, 9, 9, 7, 1, 3, 5, 7, 7, 3, 3];

it('slots are the background, the robot, and the bodies of the context from the largest on, of equals the first', () => {
  const targets = createSlotTargets(1, 4).of(windowOf([CONTEXT, NEXT]), 0);
  // 9 is largest, then 5 and 7 are as large, then 3.
  expect([...targets]).toEqual([0, 3, 4, 5]);
});

it('a body that the context does not show is in no slot', () => {
  expect([...createSlotTargets(1, 4).of(windowOf([CONTEXT, NEXT]), 2)]).toEqual([NO_SLOT, 2, 4, 5]);
});

it('each phase is another pixel of two by two', () => {
  const targets = createSlotTargets(1, 4);
  const seen = [0, 1, 2, 3].map((phase) => [...targets.of(windowOf([CONTEXT, NEXT]), phase)]);
  expect(seen).toEqual([
    [0, 3, 4, 5],
    [1, 2, 1, 3],
    [NO_SLOT, 2, 4, 5],
    [NO_SLOT, 2, 4, 5],
  ]);
});

it('the seventh body and those after it are in no slot, and windows know nothing of each other', () => {
  const labels = Array.from({ length: 16 }, (_, i) => 2 + (i % 8));
  const two = windowOf([labels, labels, Array(16).fill(0), Array(16).fill(8)]);
  const targets = createSlotTargets(1, 4).of({ ...two, batch: 2, frames: 2 }, 0);
  expect([...targets]).toEqual([2, 4, 2, 4, NO_SLOT, NO_SLOT, NO_SLOT, NO_SLOT]);
  const last = createSlotTargets(1, 4).of({ ...two, batch: 2, frames: 2 }, 3);
  expect([...last].slice(0, 4)).toEqual([7, NO_SLOT, 7, NO_SLOT]);
});
