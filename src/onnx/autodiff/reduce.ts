import { scale } from './arithmetic.ts';
import { expandNode, sumNode } from './nodes.ts';
import { reshape } from './shape.ts';
import { apply, sizeOf, type Tensor } from './tape.ts';

/** Sums over axes, which stay with the size 1. */
export const reduceSum = (x: Tensor, axes: readonly number[]): Tensor =>
  apply(
    {
      name: 'reduceSum',
      forward: ([from]) => [sumNode(from as Tensor, axes)],
      gradient: (_, [dy]) => [expandNode(dy as Tensor, x.shape)],
    },
    x,
  );

/** Means over axes, which stay with the size 1. */
export const reduceMean = (x: Tensor, axes: readonly number[]): Tensor =>
  scale(reduceSum(x, axes), 1 / axes.reduce((product, axis) => product * (x.shape[axis] as number), 1));

/** The sum of everything, a scalar. */
export const sumAll = (x: Tensor): Tensor => reshape(reduceSum(reshape(x, [sizeOf(x.shape)]), [0]), []);
