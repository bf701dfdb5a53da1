import { mul } from './arithmetic.ts';
import { divNode, mulNode, pointwise, scaleNode, signNode, subNode } from './nodes.ts';
import { apply, constant, type Op, type Tensor } from './tape.ts';

type Back = { readonly x: Tensor; readonly y: Tensor; readonly dy: Tensor };

const unary = (onnx: string, gradient: (back: Back) => Tensor): Op => ({
  name: onnx.toLowerCase(),
  forward: ([x]) => [pointwise(onnx, x as Tensor)],
  gradient: ({ inputs: [x], outputs: [y] }, [dy]) => [
    gradient({ x: x as Tensor, y: y as Tensor, dy: dy as Tensor }),
  ],
});

const one = (like: Tensor): Tensor => constant(like.tape, 1);

const EXP = unary('Exp', ({ y, dy }) => mulNode(dy, y));
const LOG = unary('Log', ({ x, dy }) => divNode(dy, x));
const ABS = unary('Abs', ({ x, dy }) => mulNode(dy, signNode(x)));
const TANH = unary('Tanh', ({ y, dy }) => mulNode(dy, subNode(one(y), mulNode(y, y))));
const SIGMOID = unary('Sigmoid', ({ y, dy }) => mulNode(dy, mulNode(y, subNode(one(y), y))));

export const exp = (x: Tensor): Tensor => apply(EXP, x);
/** The natural logarithm. */
export const log = (x: Tensor): Tensor => apply(LOG, x);
export const abs = (x: Tensor): Tensor => apply(ABS, x);
export const tanh = (x: Tensor): Tensor => apply(TANH, x);
export const sigmoid = (x: Tensor): Tensor => apply(SIGMOID, x);

/** x · sigmoid(x). Source: Elfwing, Uchibe and Doya 2017. */
export const silu = (x: Tensor): Tensor => mul(x, sigmoid(x));

const SQUARE: Op = {
  name: 'square',
  forward: ([x]) => [mulNode(x as Tensor, x as Tensor)],
  gradient: ({ inputs: [x] }, [dy]) => [mulNode(dy as Tensor, scaleNode(x as Tensor, 2))],
};

/** x². */
export const square = (x: Tensor): Tensor => apply(SQUARE, x);
