import { mulNode, node, subNode, sumNode } from './nodes.ts';
import { apply, type Tensor } from './tape.ts';

/** Positive numbers that sum to 1 along an axis. */
export const softmax = (x: Tensor, axis = x.shape.length - 1): Tensor =>
  apply(
    {
      name: 'softmax',
      forward: ([from]) => [node('Softmax', [from as Tensor], x.shape, [], { axis })],
      gradient: ({ outputs }, [dy]) => {
        const y = outputs[0] as Tensor;
        return [mulNode(y, subNode(dy as Tensor, sumNode(mulNode(dy as Tensor, y), [axis])))];
      },
    },
    x,
  );
