import { expandNode, node, reshapeNode, scaleNode } from './nodes.ts';
import { apply, type Op, type Tensor } from './tape.ts';

const AVERAGE_POOL: Op = {
  name: 'averagePool',
  forward: ([x]) => {
    const [batch = 0, channels = 0, height = 0, width = 0] = (x as Tensor).shape;
    const shape = [batch, channels, height / 2, width / 2];
    return [node('AveragePool', [x as Tensor], shape, [], { kernel_shape: [2, 2], strides: [2, 2] })];
  },
  gradient: ({ inputs: [x] }, [dy]) => {
    const { shape } = x as Tensor;
    const [batch = 0, channels = 0, height = 0, width = 0] = shape;
    const apart = reshapeNode(scaleNode(dy as Tensor, 0.25), [batch, channels, height / 2, 1, width / 2, 1]);
    return [reshapeNode(expandNode(apart, [batch, channels, height / 2, 2, width / 2, 2]), shape)];
  },
};

/** Means of squares of two by two pixels. x: [batch, channels, height, width], both even. */
export const averagePool = (x: Tensor): Tensor => apply(AVERAGE_POOL, x);
