import {
  addNode,
  concatNode,
  divNode,
  expandNode,
  mulNode,
  node,
  pointwise,
  scaleNode,
  subNode,
  sumNode,
} from './nodes.ts';
import { constant, type Tape, type Tensor } from './tape.ts';

/** How fast the means of the gradient and of its square forget, decay of large weights, greatest gradient norm. */
export const ADAM_W = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.05, clipNorm: 1 } as const;

/** What AdamW changes: flat vectors of one length. */
export type AdamWState = {
  readonly parameters: Tensor;
  readonly moment1: Tensor;
  readonly moment2: Tensor;
  readonly average: Tensor;
};

/** What differs from step to step, scalars: see {@link adamWRates}. */
export type AdamWRates = {
  readonly rate: Tensor;
  readonly epsilon: Tensor;
  readonly keep: Tensor;
  readonly blend: Tensor;
};

/** The numbers of {@link AdamWRates}: step counts from 1, and corrects the means for having begun at zero. */
export function adamWRates(step: number, learningRate: number): Record<keyof AdamWRates, number> {
  const correction = Math.sqrt(1 - ADAM_W.beta2 ** step);
  return {
    rate: (learningRate * correction) / (1 - ADAM_W.beta1 ** step),
    epsilon: ADAM_W.epsilon * correction,
    keep: 1 - learningRate * ADAM_W.weightDecay,
    // The mean of the weights begins as the weights and grows slower as they settle.
    blend: 1 - Math.min(0.999, (1 + step) / (10 + step)),
  };
}

/** 1 for each number that decays, else 0: made of constants alone, so it is worked out as the graph is loaded. */
function decays(tape: Tape, size: number, decayed: number): Tensor {
  const of = (value: number, length: number): Tensor => expandNode(constant(tape, value, [1]), [length]);
  return concatNode([of(1, decayed), of(0, size - decayed)], 0);
}

/**
 * One step of AdamW on a flat vector, its gradient clipped to a norm, with a running mean of the weights.
 *
 * @param decayed - How many of the first numbers decay.
 * @returns The new state, and the norm before clipping. Source: Loshchilov and Hutter 2019.
 */
export function adamW(
  state: AdamWState,
  gradient: Tensor,
  rates: AdamWRates,
  decayed: number,
): { readonly state: AdamWState; readonly norm: Tensor } {
  const { parameters, moment1, moment2, average } = state;
  const { tape } = gradient;
  const size = parameters.shape[0] as number;
  const squares = mulNode(gradient, gradient);
  const norm = pointwise('Sqrt', sumNode(squares, [0]));
  const clip = node(
    'Min',
    [divNode(constant(tape, ADAM_W.clipNorm, [1]), norm), constant(tape, 1, [1])],
    [1],
  );
  const mean = addNode(
    scaleNode(moment1, ADAM_W.beta1),
    mulNode(gradient, scaleNode(clip, 1 - ADAM_W.beta1)),
  );
  const spread = addNode(
    scaleNode(moment2, ADAM_W.beta2),
    mulNode(squares, scaleNode(mulNode(clip, clip), 1 - ADAM_W.beta2)),
  );
  const update = mulNode(divNode(mean, addNode(pointwise('Sqrt', spread), rates.epsilon)), rates.rate);
  const one = constant(tape, 1, [1]);
  const keep = addNode(mulNode(decays(tape, size, decayed), subNode(rates.keep, one)), one);
  const learnt = subNode(mulNode(parameters, keep), update);
  const smooth = addNode(average, mulNode(subNode(learnt, average), rates.blend));
  return { state: { parameters: learnt, moment1: mean, moment2: spread, average: smooth }, norm };
}
