import { matmulNode, node } from './nodes.ts';
import { apply, constant, type Tensor } from './tape.ts';

/** The matrix that taking is, from the left: [indices, size]; transposed, what undoes it. */
function undoing(like: Tensor, size: number, indices: readonly number[]): Tensor {
  const values = new Array<number>(size * indices.length).fill(0);
  indices.forEach((index, i) => {
    values[index * indices.length + i] = 1;
  });
  return constant(like.tape, values, [size, indices.length]);
}

/**
 * The rows (the last axis but one) at these places, any of them any number of times. Whole rows are copied; taking
 * along the last axis would copy number by number, ten times slower.
 */
export function takeRows(x: Tensor, indices: readonly number[]): Tensor {
  const axis = x.shape.length - 2;
  const size = x.shape[axis] as number;
  const shape = x.shape.map((length, i) => (i === axis ? indices.length : length));
  return apply(
    {
      name: 'takeRows',
      forward: ([from]) => [node('Gather', [from as Tensor], shape, [indices], { axis })],
      // A place may be taken twice, so gradients are summed: by a product, for nothing standard scatters them well.
      gradient: (_, [dy]) => [matmulNode(undoing(dy as Tensor, size, indices), dy as Tensor)],
    },
    x,
  );
}
