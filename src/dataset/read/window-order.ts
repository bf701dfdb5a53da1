import { createRng, deriveSeed } from '../../core/rng.ts';

/**
 * An order of `length` things that is another one in every epoch, and a function of the seed alone: position p is in
 * epoch ⌊p ÷ length⌋, and each epoch has every thing once. Where one stopped is one number.
 *
 * @returns Which thing stands at a position, 0, 1, 2, …
 *
 * Source: Fisher and Yates' shuffle, as Durstenfeld wrote it, 1964.
 */
export function createWindowOrder(length: number, seed: number): (position: number) => number {
  let epoch = -1;
  let order = new Uint32Array(0);
  return (position) => {
    const wanted = Math.floor(position / length);
    if (wanted !== epoch) {
      order = Uint32Array.from({ length }, (_, i) => i);
      const rng = createRng(deriveSeed(seed, `epoch ${wanted}`));
      for (let i = length - 1; i > 0; i--) {
        const j = rng.integer(0, i);
        const kept = order[i] as number;
        order[i] = order[j] as number;
        order[j] = kept;
      }
      epoch = wanted;
    }
    return order[position % length] as number;
  };
}
