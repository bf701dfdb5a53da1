import { divNode, mulNode, node, pointwise, subNode, sumNode } from './nodes.ts';
import { apply, type Tensor } from './tape.ts';

/** In single steps where the axis is not the last: the operator would turn the tensor around and back. */
function forward(x: Tensor, axis: number): Tensor {
  if (axis === x.shape.length - 1) return node('Softmax', [x], x.shape, [], { axis });
  const one = x.shape.map((size, i) => (i === axis ? 1 : size));
  const greatest = node('ReduceMax', [x], one, [[axis]], { keepdims: 1 });
  const powers = pointwise('Exp', subNode(x, greatest));
  return divNode(powers, sumNode(powers, [axis]));
}

/** Positive numbers that sum to 1 along an axis. */
export const softmax = (x: Tensor, axis = x.shape.length - 1): Tensor =>
  apply(
    {
      name: 'softmax',
      forward: ([from]) => [forward(from as Tensor, axis)],
      gradient: ({ outputs }, [dy]) => {
        const y = outputs[0] as Tensor;
        return [mulNode(y, subNode(dy as Tensor, sumNode(mulNode(dy as Tensor, y), [axis])))];
      },
    },
    x,
  );
