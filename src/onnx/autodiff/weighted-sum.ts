import { mulNode, sumNode, sumTo } from './nodes.ts';
import { apply, type Tensor } from './tape.ts';

/**
 * Σ weight · value along an axis, which stays with the size 1. One operation, so that the sum's gradient is never
 * written out along the axis.
 *
 * @param weights - The values' shape; a size of 1 is repeated, in either.
 */
export const weightedSum = (weights: Tensor, values: Tensor, axis: number): Tensor =>
  apply(
    {
      name: 'weightedSum',
      forward: ([by, of]) => [sumNode(mulNode(by as Tensor, of as Tensor), [axis])],
      gradient: ({ inputs }, [dy], wanted) => {
        const [by, of] = inputs as [Tensor, Tensor];
        return [
          wanted[0] ? sumTo(mulNode(dy as Tensor, of), by.shape) : null,
          wanted[1] ? sumTo(mulNode(dy as Tensor, by), of.shape) : null,
        ];
      },
    },
    weights,
    values,
  );
