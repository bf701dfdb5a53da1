import { addNode, concatNode, mulNode, node } from '../../onnx/autodiff/nodes.ts';
import { apply, constant, type Tensor } from '../../onnx/autodiff/tape.ts';
import type { Routing } from './route.ts';

const rowsAt = (x: Tensor, indices: Tensor): Tensor =>
  node('Gather', [x, indices], [indices.shape[0] as number, x.shape[1] as number], [], { axis: 0 });

/**
 * Each token's numbers in the slots that its choices got, zeros in slots that nobody got.
 *
 * @param x - Shape [batch · tokens, width].
 * @returns Shape [experts · batch · capacity, width].
 */
export const toSlots = (x: Tensor, { tokenOfSlot, slotsOfToken, placed }: Routing): Tensor =>
  apply(
    {
      name: 'toSlots',
      forward: ([tokens]) => {
        const width = x.shape[1] as number;
        const zeros = constant(x.tape, Array(width).fill(0), [1, width]);
        return [rowsAt(concatNode([tokens as Tensor, zeros], 0), tokenOfSlot)];
      },
      // A token's slots are known, one a rank of its choices: nothing has to be added at random places.
      gradient: (_, [dy]) => [
        slotsOfToken
          .map((slots, rank) => mulNode(rowsAt(dy as Tensor, slots), placed[rank] as Tensor))
          .reduce(addNode),
      ],
    },
    x,
  );

/**
 * What the experts made of each choice. Only right between {@link toSlots} and gates, which spares copies: a choice
 * that got no slot is given another's, which its gate of 0 leaves out; and back, a slot that nobody got is given
 * another's gradient, which teaches nothing, since an expert makes zeros of its zeros, and which goes no further.
 *
 * @param worked - Shape [experts · batch · capacity, width].
 * @returns Shape [batch · active · tokens, width].
 */
export const fromSlots = (worked: Tensor, { slotOfChoice, choiceOfSlot }: Routing): Tensor =>
  apply(
    {
      name: 'fromSlots',
      forward: ([slots]) => [rowsAt(slots as Tensor, slotOfChoice)],
      gradient: (_, [dy]) => [rowsAt(dy as Tensor, choiceOfSlot)],
    },
    worked,
  );
