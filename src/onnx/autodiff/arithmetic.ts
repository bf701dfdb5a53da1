import { addNode, divNode, mulNode, pointwise, subNode, sumTo } from './nodes.ts';
import { apply, constant, type Op, type Tensor } from './tape.ts';

/** What the gradient of y = a ∘ b is made of. */
type Back = { readonly a: Tensor; readonly b: Tensor; readonly y: Tensor; readonly dy: Tensor };

/** An operation on two tensors; sizes of 1 are repeated, which its gradients undo. */
const binary = (
  name: string,
  forward: (a: Tensor, b: Tensor) => Tensor,
  gradientOfA: (back: Back) => Tensor,
  gradientOfB: (back: Back) => Tensor,
): Op => ({
  name,
  forward: ([a, b]) => [forward(a as Tensor, b as Tensor)],
  gradient: ({ inputs, outputs }, [dy], wanted) => {
    const [a, b] = inputs as [Tensor, Tensor];
    const back = { a, b, y: outputs[0] as Tensor, dy: dy as Tensor };
    return [
      wanted[0] ? sumTo(gradientOfA(back), a.shape) : null,
      wanted[1] ? sumTo(gradientOfB(back), b.shape) : null,
    ];
  },
});

const negated = (x: Tensor): Tensor => pointwise('Neg', x);

const ADD = binary(
  'add',
  addNode,
  ({ dy }) => dy,
  ({ dy }) => dy,
);
const SUB = binary(
  'sub',
  subNode,
  ({ dy }) => dy,
  ({ dy }) => negated(dy),
);
const MUL = binary(
  'mul',
  mulNode,
  ({ b, dy }) => mulNode(dy, b),
  ({ a, dy }) => mulNode(dy, a),
);
const DIV = binary(
  'div',
  divNode,
  ({ b, dy }) => divNode(dy, b),
  ({ b, y, dy }) => negated(divNode(mulNode(dy, y), b)),
);

/** a + b; sizes of 1 are repeated, as in all four. */
export const add = (a: Tensor, b: Tensor): Tensor => apply(ADD, a, b);

/** a − b. */
export const sub = (a: Tensor, b: Tensor): Tensor => apply(SUB, a, b);

/** a · b, number by number. */
export const mul = (a: Tensor, b: Tensor): Tensor => apply(MUL, a, b);

/** a ÷ b. */
export const div = (a: Tensor, b: Tensor): Tensor => apply(DIV, a, b);

/** x · factor. */
export const scale = (x: Tensor, factor: number): Tensor => mul(x, constant(x.tape, factor));

/** x + term. */
export const plus = (x: Tensor, term: number): Tensor => add(x, constant(x.tape, term));
