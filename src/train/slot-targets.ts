import { WM_D_SLOTS } from '../world-model/wm-d/wm-d-config.ts';
import type { WindowBatch } from './window-batch.ts';

/** What stands in no slot: a body that is not among the largest of the context, or was not seen in it. */
export const NO_SLOT = 255;

/** Labels below are no bodies: what cannot move, and the robot. They are slots of the same number. */
const FIRST_BODY = 2;

/** Fills `slotOf` with the slot of every label: the bodies with most pixels, of equal ones the lower label. */
function rankBodies(pixels: Uint32Array, slotOf: Uint8Array): void {
  slotOf.fill(NO_SLOT);
  for (let slot = 0; slot < FIRST_BODY; slot++) slotOf[slot] = slot;
  for (let slot = FIRST_BODY; slot < WM_D_SLOTS.length; slot++) {
    let largest = 0;
    for (let label = FIRST_BODY; label < 256; label++) {
      if (slotOf[label] === NO_SLOT && pixels[label]! > (largest === 0 ? 0 : pixels[largest]!))
        largest = label;
    }
    if (largest === 0) return;
    slotOf[largest] = slot;
  }
}

/** The slots of one pixel of each two by two of a batch's predicted frames. */
export type SlotTargets = {
  /**
   * @param phase - Which pixel of the two by two, 0…3, row by row.
   * @returns Shape [batch, predicted frames, side / 2, side / 2]; used again: valid until the next call.
   */
  of(windows: WindowBatch, phase: number): Uint8Array;
};

/** Finds what a segmentation learns from, for windows of `context` frames and more of `side` × `side` pixels. */
export function createSlotTargets(context: number, side: number): SlotTargets {
  const size = side * side;
  const pixels = new Uint32Array(256);
  const slotOf = new Uint8Array(256);
  let targets = new Uint8Array(0);
  return {
    of({ batch, frames, labels }, phase) {
      const length = (batch * (frames - context) * size) / 4;
      if (targets.length !== length) targets = new Uint8Array(length);
      const [down, right] = [phase >> 1, phase & 1];
      let to = 0;
      for (let window = 0; window < batch; window++) {
        const begin = window * frames * size;
        const seen = begin + context * size;
        pixels.fill(0);
        for (let i = begin; i < seen; i++) pixels[labels[i]!]!++;
        rankBodies(pixels, slotOf);
        for (let line = seen; line < begin + frames * size; line += 2 * side) {
          const from = line + down * side + right;
          for (let x = 0; x < side; x += 2) targets[to++] = slotOf[labels[from + x]!]!;
        }
      }
      return targets;
    },
  };
}
