import { gemmNode, matmulNode, mulNode, node, pointwise, scaleNode, sumTo, swapNode } from './nodes.ts';
import { reshape } from './shape.ts';
import { apply, applyAll, type Op, sizeOf, type Tensor } from './tape.ts';

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

const MATMUL_TRANSPOSED: Op = {
  name: 'matmulTransposed',
  forward: ([a, b]) => [matmulNode(a as Tensor, swapNode(b as Tensor))],
  gradient: ({ inputs }, [dy], wanted) => {
    const [a, b] = inputs as [Tensor, Tensor];
    return [
      wanted[0] ? matmulNode(dy as Tensor, b) : null,
      wanted[1] ? matmulNode(swapNode(dy as Tensor), a) : null,
    ];
  },
};

/** a · bᵀ, of the last two axes; those before are the same. Neither way has to write anything transposed. */
export const matmulTransposed = (a: Tensor, b: Tensor): Tensor => apply(MATMUL_TRANSPOSED, a, b);

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

/** The same rows by several weights. Their gradient is summed by the products themselves. */
const LINEAR_PARTS: Op = {
  name: 'linearParts',
  forward: ([x, ...weights]) => weights.map((weight) => gemmNode(x as Tensor, weight, 0, 0)),
  gradient: ({ inputs: [x, ...weights] }, gradients, [wanted]) => {
    const back = gradients as readonly Tensor[];
    let ofRows: Tensor | null = null;
    for (const [i, dy] of wanted ? back.entries() : []) {
      const operands = [dy, weights[i] as Tensor, ...(ofRows === null ? [] : [ofRows])];
      ofRows = node('Gemm', operands, (x as Tensor).shape, [], { transB: 1 });
    }
    return [ofRows, ...back.map((dy) => gemmNode(x as Tensor, dy, 1, 0))];
  },
};

/**
 * x · weight for several weights, each of which something must be made of: products of all rows.
 *
 * @param x - Shape [rows, in].
 * @param weights - Shape [in, out] each.
 */
export const linearParts = (x: Tensor, weights: readonly Tensor[]): readonly Tensor[] =>
  applyAll(LINEAR_PARTS, [x, ...weights]);

/** The squares and the positive part are outputs too, for the way back. */
const SQUARED_RELU_PRODUCT: Op = {
  name: 'squaredReluProduct',
  forward: ([x, weight]) => {
    const positive = pointwise('Relu', x as Tensor);
    const squares = mulNode(positive, positive);
    return [productNode(squares, weight as Tensor), squares, positive];
  },
  gradient: ({ inputs: [, weight], outputs: [, squares, positive] }, [dy], wanted) => {
    const of = weight as Tensor;
    const back = dy as Tensor;
    const flat = of.shape.length === 2;
    // The slope of a square is twice its root: the product doubles as it goes.
    const doubled = flat
      ? node('Gemm', [back, of], (squares as Tensor).shape, [], { transB: 1, alpha: { float: 2 } })
      : scaleNode(matmulNode(back, swapNode(of)), 2);
    const ofWeight = (): Tensor =>
      flat ? gemmNode(squares as Tensor, back, 1, 0) : matmulNode(swapNode(squares as Tensor), back);
    return [mulNode(doubled, positive as Tensor), wanted[1] ? ofWeight() : null];
  },
};

const productNode = (x: Tensor, weight: Tensor): Tensor =>
  weight.shape.length === 2 ? gemmNode(x, weight, 0, 0) : matmulNode(x, weight);

/**
 * max(x, 0)² · weight: the cheapest activation, forward and back, with the product that follows it. Source: So et al.
 * 2021 ("Primer").
 *
 * @param x - Shape [rows, in] or [batch, rows, in].
 * @param weight - Shape [in, out] or [batch, in, out].
 */
export const squaredReluProduct = (x: Tensor, weight: Tensor): Tensor =>
  applyAll(SQUARED_RELU_PRODUCT, [x, weight])[0] as Tensor;

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
