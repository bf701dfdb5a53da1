import { addNode, concatNode, node, reshapeNode } from './nodes.ts';
import { apply, constant, type Tensor } from './tape.ts';

/** x [rows, width] with a row of zeros behind, for indices that mean nothing. */
const withZeroRow = (x: Tensor): Tensor => {
  const width = x.shape[1] as number;
  return concatNode([x, constant(x.tape, Array(width).fill(0), [1, width])], 0);
};

const rowsAt = (x: Tensor, indices: Tensor): Tensor =>
  node('Gather', [withZeroRow(x), indices], [indices.shape[0] as number, x.shape[1] as number], [], {
    axis: 0,
  });

/**
 * Rows of x in another order, some left out, some empty: an index of `rows` means zeros.
 *
 * @param x - Shape [rows, width].
 * @param from - For each new row the old one: int64, shape [new rows].
 * @param back - For each old row the new ones that it went to, one array a destination: int64, shape [rows] each;
 * an index of `new rows` means none. So neither way has to add at random places.
 */
export const permuteRows = (x: Tensor, from: Tensor, back: readonly Tensor[]): Tensor =>
  apply(
    {
      name: 'permuteRows',
      forward: ([rows]) => [rowsAt(rows as Tensor, from)],
      gradient: (_, [dy]) => [
        reshapeNode(
          back.map((indices) => rowsAt(dy as Tensor, indices)).reduce((sum, part) => addNode(sum, part)),
          x.shape,
        ),
      ],
    },
    x,
  );
