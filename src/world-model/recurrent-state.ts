import type { TensorValue } from '../onnx/session.ts';
import type { StateTensor } from './contract.ts';

/**
 * What a recurrent model remembers of one clip: an array for each of the contract's `recurrent`, of its shape;
 * half precision as bits. Empty for a model that remembers nothing.
 */
export type RecurrentState = readonly (Float32Array | Uint16Array)[];

/** How a state of several clips is interleaved: `outer` runs of `inner` numbers for each clip in turn. */
function runs({ shape, batchAxis }: StateTensor): { readonly outer: number; readonly inner: number } {
  const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
  return { outer: product(shape.slice(0, batchAxis)), inner: product(shape.slice(batchAxis)) };
}

/** The shape for so many clips. */
const shapeOf = ({ shape, batchAxis }: StateTensor, batch: number): number[] =>
  shape.map((size, axis) => (axis === batchAxis ? size * batch : size));

/**
 * Tensor `index` of the contract's state, for all clips of a call.
 *
 * @param states - One a clip; null = nothing yet: zeros.
 */
export function stateFeed(
  tensor: StateTensor,
  index: number,
  states: readonly (RecurrentState | null)[],
): TensorValue {
  const { outer, inner } = runs(tensor);
  const batch = states.length;
  const data =
    tensor.type === 'float16'
      ? new Uint16Array(batch * outer * inner)
      : new Float32Array(batch * outer * inner);
  states.forEach((state, clip) => {
    const own = state?.[index];
    if (own === undefined) return;
    for (let run = 0; run < outer; run++) {
      data.set(own.subarray(run * inner, (run + 1) * inner), (run * batch + clip) * inner);
    }
  });
  return { type: tensor.type, dims: shapeOf(tensor, batch), data };
}

/** One clip's part of a state that came out, as a copy; null where it has another type or shape than promised. */
export function stateOf(
  tensor: StateTensor,
  value: TensorValue,
  clip: number,
  batch: number,
): Float32Array | Uint16Array | null {
  const right = value.type === tensor.type && value.dims.join() === shapeOf(tensor, batch).join();
  if (!right) return null;
  const { outer, inner } = runs(tensor);
  const all = value.data as Float32Array | Uint16Array;
  const own = all.slice(0, outer * inner);
  for (let run = 0; run < outer; run++) {
    const from = (run * batch + clip) * inner;
    own.set(all.subarray(from, from + inner), run * inner);
  }
  return own;
}
