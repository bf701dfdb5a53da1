import { MIN_VISIBLE_PX } from './presence.ts';

/** What stands in no slot: a body that is not among the largest of the context. */
export const NO_SLOT = 255;

/** The first slot of a body; below stand the background and the robot. */
const FIRST_BODY = 2;

/**
 * The slot of each instance id, as models that tell slots are taught: 0 what cannot move, 1 the robot, then the bodies
 * with most pixels in the context frames, of equal ones the lower id.
 *
 * @param slots - How many slots the model tells apart; bodies beyond are `NO_SLOT`.
 * @returns By instance id, 0…65,535.
 */
export function slotsOfIds(
  contextIds: readonly Uint16Array[],
  ids: { readonly robot: readonly number[]; readonly bodies: readonly number[] },
  slots: number,
): Uint8Array {
  const pixels = new Uint32Array(65_536);
  for (const frame of contextIds) for (const id of frame) pixels[id]! += 1;
  const slotOf = new Uint8Array(65_536);
  for (const id of ids.robot) slotOf[id] = 1;
  const seen = ids.bodies.filter((id) => pixels[id]! > 0);
  const ranked = seen.sort((a, b) => pixels[b]! - pixels[a]! || a - b);
  for (const id of ids.bodies) slotOf[id] = NO_SLOT;
  ranked.slice(0, slots - FIRST_BODY).forEach((id, i) => {
    slotOf[id] = FIRST_BODY + i;
  });
  return slotOf;
}

/**
 * Mean over the slots that the truth shows, the background aside, of each slot's intersection over union, in [0, 1];
 * higher is better. Pixels of bodies without a slot do not count. NaN where the truth shows none.
 *
 * @param truth - Slots, shape [height, width]; so is `predicted`.
 * Source: Jaccard 1912, a body at a time, as `objectIou`.
 */
export function slotIou(truth: Uint8Array, predicted: Uint8Array): number {
  const [both, either, area] = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  for (let i = 0; i < truth.length; i++) {
    const [exact, guess] = [truth[i]!, predicted[i]!];
    if (exact === NO_SLOT) continue;
    area[exact]! += 1;
    either[exact]! += 1;
    if (exact === guess) both[exact]! += 1;
    else either[guess]! += 1;
  }
  let [sum, shown] = [0, 0];
  for (let slot = 1; slot < NO_SLOT; slot++) {
    if (area[slot]! < MIN_VISIBLE_PX) continue;
    sum += both[slot]! / either[slot]!;
    shown += 1;
  }
  return shown === 0 ? Number.NaN : sum / shown;
}
