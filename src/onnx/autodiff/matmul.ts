import { gemmNode, matmulNode, node, sumTo, swapNode } from './nodes.ts';
import { reshape } from './shape.ts';
import { apply, type Op, sizeOf, type Tensor } from './tape.ts';

const MATMUL: Op = {
  name: 'matmul',
  forward: ([a, b]) => [matmulNode(a as Tensor, b as Tensor)],
  gradient: ({ inputs }, [dy], wanted) => {
    const [a, b] = inputs as [Tensor, Tensor];
    return [
      wanted[0] ? sumTo(matmulNode(dy as Tensor, swapNode(b)), a.shape) : null,
      wanted[1] ? sumTo(matmulNode(swapNode(a), dy as Tensor), b.shape) : null,
    ];
  },
};

/** The matrix product of the last two axes; those before go along, sizes of 1 repeated. */
export const matmul = (a: Tensor, b: Tensor): Tensor => apply(MATMUL, a, b);

const LINEAR: Op = {
  name: 'linear',
  forward: (inputs) => {
    const [x, weight] = inputs as [Tensor, Tensor];
    return [node('Gemm', inputs, [x.shape[0] as number, weight.shape[1] as number])];
  },
  gradient: ({ inputs }, [dy], wanted) => {
    const [x, weight, bias] = inputs as [Tensor, Tensor, Tensor?];
    const back = dy as Tensor;
    return [
      wanted[0] ? gemmNode(back, weight, 0, 1) : null,
      wanted[1] ? gemmNode(x, back, 1, 0) : null,
      bias === undefined ? null : sumTo(back, bias.shape),
    ];
  },
};

/**
 * x · weight + bias over the last axis: one product of all rows, so that the weight's gradient is one too.
 *
 * @param weight - Shape [in, out].
 * @param bias - Shape [out].
 */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const width = x.shape.at(-1) as number;
  if (width !== weight.shape[0]) throw new Error(`rows of ${width} numbers cannot meet [${weight.shape}]`);
  const rows = reshape(x, [sizeOf(x.shape) / width, width]);
  const y = bias === undefined ? apply(LINEAR, rows, weight) : apply(LINEAR, rows, weight, bias);
  return reshape(y, [...x.shape.slice(0, -1), weight.shape[1] as number]);
}
