import { cos, log } from '../../core/exact-math.ts';
import { createRng, type Rng } from '../../core/rng.ts';
import { type Shape, sizeOf, type Tensor } from '../../onnx/autodiff/tape.ts';

/** How a weight begins: normal with this deviation, or these values, repeated. */
export type WeightStart = { readonly deviation: number } | { readonly values: readonly number[] };

/** One array of numbers to learn. */
export type WeightSpec = { readonly name: string; readonly shape: Shape; readonly start: WeightStart };

/** Gives the network the weight of that name: to learn it, to write it down, or only to list it. */
export type WeightSource = (name: string, shape: Shape, start: WeightStart) => Tensor;

export const ZEROS: WeightStart = { values: [0] };

/** Normal with a variance of 1 ÷ the numbers that go in, times `gain` squared. */
export const fanIn = (inputs: number, gain = 1): WeightStart => ({ deviation: gain / Math.sqrt(inputs) });

/** Fills an array with normal numbers. Source: Box and Muller 1958. */
function fillNormal(array: Float32Array, deviation: number, rng: Rng): void {
  for (let i = 0; i < array.length; i += 2) {
    const radius = deviation * Math.sqrt(-2 * log(1 - rng.next()));
    const angle = 2 * Math.PI * rng.next();
    array[i] = radius * cos(angle);
    if (i + 1 < array.length) array[i + 1] = radius * cos(angle - Math.PI / 2);
  }
}

/** All weights at the start, one after another: a function of the seed and their names alone. */
export function startWeights(specs: readonly WeightSpec[], seed: number): Float32Array {
  const all = new Float32Array(specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  const rng = createRng(seed).fork('weights');
  let offset = 0;
  for (const { name, shape, start } of specs) {
    const size = sizeOf(shape);
    const own = all.subarray(offset, offset + size);
    if ('deviation' in start) fillNormal(own, start.deviation, rng.fork(name));
    else
      own.forEach((_, i) => {
        own[i] = start.values[Math.floor((i * start.values.length) / size)] as number;
      });
    offset += size;
  }
  return all;
}
