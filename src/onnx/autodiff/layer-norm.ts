import { addNode, meanNode, mulNode, pointwise, subNode } from './nodes.ts';
import { apply, constant, type Op, type Tensor, tensorOf } from './tape.ts';

/** Added to the variance. */
const EPSILON = 1e-5;

/** 1 ÷ the deviation of each row of the last axis. */
function inverseDeviation(x: Tensor): Tensor {
  const last = x.shape.length - 1;
  const centred = subNode(x, meanNode(x, last));
  const variance = meanNode(mulNode(centred, centred), last);
  return pointwise('Reciprocal', pointwise('Sqrt', addNode(variance, constant(x.tape, EPSILON))));
}

/** The inverse deviation is an output too, for the way back. */
const LAYER_NORM: Op = {
  name: 'layerNorm',
  forward: ([input]) => {
    const { tape, name, shape } = input as Tensor;
    const width = shape.at(-1) as number;
    // The operator must have a scale; what is learnt of one, if anything, is multiplied after.
    const ones = constant(tape, Array(width).fill(1), [width]);
    const attributes = { axis: -1, epsilon: { float: EPSILON } };
    const [y, , inverse] = tape.graph.ops('LayerNormalization', [name, ones.name], 3, attributes);
    const output = tensorOf(tape, y as string, shape);
    // The operator tells the inverse deviation in float32 alone.
    if (tape.type === 'float64') return [output, inverseDeviation(input as Tensor)];
    return [output, tensorOf(tape, inverse as string, [...shape.slice(0, -1), 1])];
  },
  gradient: ({ outputs }, [dy]) => {
    const [y, inverse] = outputs as [Tensor, Tensor];
    const back = dy as Tensor;
    const last = back.shape.length - 1;
    const centred = subNode(
      subNode(back, meanNode(back, last)),
      mulNode(y, meanNode(mulNode(back, y), last)),
    );
    return [mulNode(centred, inverse)];
  },
};

/** Each row of the last axis with the mean 0 and the variance 1. Source: Ba, Kiros and Hinton 2016. */
export const layerNorm = (x: Tensor): Tensor => apply(LAYER_NORM, x);
