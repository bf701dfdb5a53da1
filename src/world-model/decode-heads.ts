import { decodeFloat16 } from '../onnx/float16.ts';
import type { TensorValue } from '../onnx/session.ts';
import type { ContractHeads } from './contract.ts';

/** What a model says of its predicted frames beside their colours; absent where it says nothing. */
export type PredictedHeads = {
  /** Along the optical axis, metres; 0 where nothing is. Shape [frames, height, width]. */
  readonly depth?: Float32Array;
  /**
   * What each pixel shows: 0 background, 1 robot, then the bodies of the context, the largest first. Shape
   * [frames, height, width].
   */
  readonly slots?: Uint8Array;
};

const numbersOf = ({ type, data }: TensorValue): ArrayLike<number> =>
  type === 'float16'
    ? Float32Array.from(data as Uint16Array, decodeFloat16)
    : (data as unknown as ArrayLike<number>);

/** Metres of what is written as 1 / (1 + metres), which is 0 where nothing is. */
const metresOf = (inverse: number): number => (inverse <= 0 ? 0 : Math.max(0, 1 / inverse - 1));

/** The slot of the greatest logit, for each pixel; of equal ones the first. */
function slotsOf(
  logits: ArrayLike<number>,
  at: number,
  slots: number,
  frames: number,
  pixels: number,
): Uint8Array {
  const chosen = new Uint8Array(frames * pixels);
  for (let frame = 0; frame < frames; frame++) {
    const from = at + frame * slots * pixels;
    for (let p = 0; p < pixels; p++) {
      let best = 0;
      for (let slot = 1; slot < slots; slot++) {
        if (logits[from + slot * pixels + p]! > logits[from + best * pixels + p]!) best = slot;
      }
      chosen[frame * pixels + p] = best;
    }
  }
  return chosen;
}

/**
 * What a graph returned beside frames, for the clip of that row of the batch.
 *
 * @returns `null` where an output is not of the shape that the contract says.
 */
export function decodeHeads(
  { depth, segmentation }: ContractHeads,
  results: Readonly<Record<string, TensorValue>>,
  { row, batch, frames, pixels }: Readonly<Record<'row' | 'batch' | 'frames' | 'pixels', number>>,
): PredictedHeads | null {
  let heads: PredictedHeads = {};
  if (depth !== null) {
    const values = numbersOf(results[depth.name] as TensorValue);
    const size = frames * pixels;
    if (values.length !== batch * size) return null;
    const metres = depth.encoding === 'm' ? (value: number) => value : metresOf;
    heads = {
      depth: Float32Array.from({ length: size }, (_, i) => metres(values[row * size + i] as number)),
    };
  }
  if (segmentation !== null) {
    const { name, slots } = segmentation;
    const logits = numbersOf(results[name] as TensorValue);
    const size = frames * slots * pixels;
    if (logits.length !== batch * size) return null;
    heads = { ...heads, slots: slotsOf(logits, row * size, slots, frames, pixels) };
  }
  return heads;
}
