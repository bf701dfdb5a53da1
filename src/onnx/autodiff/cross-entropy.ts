import { divNode, mulNode, node, pointwise, subNode, sumNode } from './nodes.ts';
import { apply, type Tensor } from './tape.ts';

/**
 * −Σ target · log softmax(logits) along an axis, nats.
 *
 * @param target - Of the logits' shape, not negative; where all are 0 nothing is learnt. No gradient goes to it.
 * @returns The logits' shape, with the size 1 along the axis.
 */
export const crossEntropy = (logits: Tensor, target: Tensor, axis: number): Tensor => {
  const sum = (x: Tensor): Tensor => sumNode(x, [axis]);
  return apply(
    {
      name: 'crossEntropy',
      forward: ([x]) => {
        const from = x as Tensor;
        const one = from.shape.map((size, i) => (i === axis ? 1 : size));
        const centred = subNode(from, node('ReduceMax', [from], one, [[axis]], { keepdims: 1 }));
        const powers = pointwise('Exp', centred);
        const total = sum(powers);
        const cost = subNode(mulNode(sum(target), pointwise('Log', total)), sum(mulNode(target, centred)));
        return [cost, divNode(powers, total)];
      },
      gradient: ({ outputs: [, shares] }, [dy]) => [
        mulNode(dy as Tensor, subNode(mulNode(shares as Tensor, sum(target)), target)),
      ],
    },
    logits,
  );
};
