import { concatNode, expandNode, node, reshapeNode, splitNode, transposeNode } from './nodes.ts';
import { apply, applyAll, constant, type Op, type Shape, type Tape, type Tensor } from './tape.ts';

/** The same numbers in another shape. */
export const reshape = (x: Tensor, shape: Shape): Tensor =>
  x.shape.join() === shape.join()
    ? x
    : apply(
        {
          name: 'reshape',
          forward: ([from]) => [reshapeNode(from as Tensor, shape)],
          gradient: (_, [dy]) => [reshapeNode(dy as Tensor, x.shape)],
        },
        x,
      );

/** Axis i of the result is axis `order[i]` of `x`. */
export const transpose = (x: Tensor, order: readonly number[]): Tensor =>
  apply(
    {
      name: 'transpose',
      forward: ([from]) => [transposeNode(from as Tensor, order)],
      gradient: (_, [dy]) => [
        transposeNode(
          dy as Tensor,
          order.map((_axis, i) => order.indexOf(i)),
        ),
      ],
    },
    x,
  );

/** x [batch, rows, width] with `extra` rows of zeros behind. */
export const padRows = (x: Tensor, extra: number): Tensor => {
  const [batch = 0, rows = 0, width = 0] = x.shape;
  return apply(
    {
      name: 'padRows',
      forward: ([from]) => [
        node('Pad', [from as Tensor], [batch, rows + extra, width], [[0, 0, 0, 0, extra, 0]]),
      ],
      gradient: (_, [dy]) => [splitNode(dy as Tensor, 1, [rows, extra])[0] as Tensor],
    },
    x,
  );
};

const concatOp = (axis: number): Op => ({
  name: 'concat',
  forward: (parts) => [concatNode(parts, axis)],
  gradient: ({ inputs }, [dy]) =>
    splitNode(
      dy as Tensor,
      axis,
      inputs.map(({ shape }) => shape[axis] as number),
    ),
});

const splitOp = (axis: number, sizes: readonly number[]): Op => ({
  name: 'split',
  forward: ([x]) => splitNode(x as Tensor, axis, sizes),
  gradient: ({ outputs }, back) => [
    concatNode(
      // A part of which nothing was made has the gradient 0.
      back.map(
        (dy, i) => dy ?? expandNode(constant((outputs[i] as Tensor).tape, 0), (outputs[i] as Tensor).shape),
      ),
      axis,
    ),
  ],
});

/** Runs of the items, few enough and each short enough for one operation, where that can be. */
function runs<T>(items: readonly T[], { maxParts }: Tape): T[][] {
  const size = Math.max(maxParts, Math.ceil(items.length / maxParts));
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** Tensors one after another along an axis. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts as [Tensor];
  if (parts.length === 1) return first;
  if (parts.length <= first.tape.maxParts) return applyAll(concatOp(axis), parts)[0] as Tensor;
  return concat(
    runs(parts, first.tape).map((run) => concat(run, axis)),
    axis,
  );
}

/** `size` of a tensor's entries along an axis, from the `from`-th on. */
export function part(x: Tensor, axis: number, from: number, size: number): Tensor {
  const sizes = [from, size, (x.shape[axis] as number) - from - size].filter((length) => length > 0);
  return split(x, axis, sizes)[from === 0 ? 0 : 1] as Tensor;
}

/** The parts of a tensor along an axis, of these sizes. */
export function split(x: Tensor, axis: number, sizes: readonly number[]): readonly Tensor[] {
  if (sizes.length === 1) return [x];
  if (sizes.length <= x.tape.maxParts) return applyAll(splitOp(axis, sizes), [x]);
  const groups = runs(sizes, x.tape);
  const totals = groups.map((group) => group.reduce((sum, size) => sum + size, 0));
  return split(x, axis, totals).flatMap((part, i) => split(part, axis, groups[i] as number[]));
}
