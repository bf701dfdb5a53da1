/**
 * ONNX's operators with their shapes worked out, and no more: what operations and their gradients are made of.
 * Source: the ONNX operator schemas, operator set 18.
 */
import type { ProtoNode } from '../model-proto.ts';
import { constant, type Shape, sizeOf, type Tensor, tensorOf } from './tape.ts';

/** One node of one output. */
export function node(
  onnx: string,
  inputs: readonly Tensor[],
  shape: Shape,
  extra: readonly (readonly number[])[] = [],
  attributes: ProtoNode['attributes'] = {},
): Tensor {
  const { tape } = inputs[0] as Tensor;
  const names = inputs.map(({ name }) => name);
  const indices = extra.map((values) => tape.graph.constant('int64', values));
  return tensorOf(tape, tape.graph.op(onnx, [...names, ...indices], attributes), shape);
}

/** An operator that works number by number. */
export const pointwise = (onnx: string, x: Tensor): Tensor => node(onnx, [x], x.shape);

/** ONNX's numbers for the element types. */
const TYPES = { float32: 1, float64: 11 } as const;

/** Integers or truths as numbers of the tape's type. */
export const castNode = (x: Tensor): Tensor => node('Cast', [x], x.shape, [], { to: TYPES[x.tape.type] });

/** The shape of two tensors together: axes counted from the last, sizes of 1 repeated. */
function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = a[i - rank + a.length] ?? 1;
    const right = b[i - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) throw new Error(`[${a}] and [${b}] do not go together`);
    return Math.max(left, right);
  });
}

const binary =
  (onnx: string) =>
  (a: Tensor, b: Tensor): Tensor =>
    node(onnx, [a, b], broadcastShape(a.shape, b.shape));

export const addNode = binary('Add');
export const subNode = binary('Sub');
export const mulNode = binary('Mul');
export const divNode = binary('Div');

/** x · factor. */
export const scaleNode = (x: Tensor, factor: number): Tensor => mulNode(x, constant(x.tape, factor));

/** The matrix product of the last two axes; those before go along, sizes of 1 repeated. */
export function matmulNode(a: Tensor, b: Tensor): Tensor {
  const [m = 0, k] = a.shape.slice(-2);
  const [inner, n = 0] = b.shape.slice(-2);
  if (k !== inner) throw new Error(`[${a.shape}] cannot be multiplied by [${b.shape}]`);
  return node('MatMul', [a, b], [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), m, n]);
}

/** The product of two matrices, each perhaps transposed. */
export const gemmNode = (a: Tensor, b: Tensor, transA: 0 | 1, transB: 0 | 1): Tensor =>
  node('Gemm', [a, b], [a.shape[transA] as number, b.shape[1 - transB] as number], [], { transA, transB });

export function reshapeNode(x: Tensor, shape: Shape): Tensor {
  if (x.shape.join() === shape.join()) return x;
  if (sizeOf(x.shape) !== sizeOf(shape)) throw new Error(`[${x.shape}] cannot become [${shape}]`);
  // The first axis is left to be found, so that one graph takes any batch.
  return node('Reshape', [x], shape, [shape.length === 0 ? shape : [-1, ...shape.slice(1)]]);
}

/** Numbers in a row, from which on copying rows beats `Transpose`. */
const RUN = 8;

/** Where each row of the inner axes comes from: indices of the rows in the old order, in the new one's. */
function rowOrder(shape: Shape, order: readonly number[]): number[] {
  const stride = (axis: number): number => sizeOf(shape.slice(axis + 1, -1));
  return order
    .slice(1, -1)
    .reduce<number[]>(
      (rows, axis) =>
        rows.flatMap((row) =>
          Array.from({ length: shape[axis] as number }, (_, i) => row + i * stride(axis)),
        ),
      [0],
    );
}

/**
 * Axis i of the result is axis `order[i]` of `x`. Where the first and the last axis stay, whole rows are copied:
 * `Gather` does that on all threads, where `Transpose` in onnxruntime uses one.
 */
export function transposeNode(x: Tensor, order: readonly number[]): Tensor {
  const shape = order.map((axis) => x.shape[axis] as number);
  const last = order.length - 1;
  const run = x.shape[last] as number;
  if (order.length < 4 || order[0] !== 0 || order[last] !== last || run < RUN)
    return node('Transpose', [x], shape, [], { perm: order });
  const [batch = 0] = shape;
  const rows = rowOrder(x.shape, order);
  const flat = reshapeNode(x, [batch, rows.length, run]);
  return reshapeNode(node('Gather', [flat], flat.shape, [rows], { axis: 1 }), shape);
}

/** The last two axes swapped; onnxruntime folds it into the product that follows. */
export function swapNode(x: Tensor): Tensor {
  const rank = x.shape.length;
  return transposeNode(x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
}

/** Sums over axes, which stay with the size 1. */
export const sumNode = (x: Tensor, axes: readonly number[]): Tensor =>
  node(
    'ReduceSum',
    [x],
    x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
    [axes],
    { keepdims: 1 },
  );

/** −1, 0 or 1. By products, for WebGPU has no Sign: what lies within 1e-30 of 0 but at it comes out in between. */
export const signNode = (x: Tensor): Tensor =>
  node('Clip', [scaleNode(x, 1e30), constant(x.tape, -1), constant(x.tape, 1)], x.shape);

/** The mean along an axis, which stays with the size 1. */
export const meanNode = (x: Tensor, axis: number): Tensor =>
  node(
    'ReduceMean',
    [x],
    x.shape.map((size, i) => (i === axis ? 1 : size)),
    [[axis]],
    { keepdims: 1 },
  );

export const expandNode = (x: Tensor, shape: Shape): Tensor =>
  x.shape.join() === shape.join() ? x : node('Expand', [x], shape, [shape]);

/** Sums over the axes along which a tensor of `shape` was repeated: what broadcasting is undone by. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  const extra = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, axis) =>
    axis < extra || (shape[axis - extra] === 1 && size !== 1) ? [axis] : [],
  );
  return axes.length === 0 ? x : reshapeNode(sumNode(x, axes), shape);
}

export const concatNode = (parts: readonly Tensor[], axis: number): Tensor =>
  node(
    'Concat',
    parts,
    (parts[0] as Tensor).shape.map((size, i) =>
      i === axis ? parts.reduce((sum, { shape }) => sum + (shape[axis] as number), 0) : size,
    ),
    [],
    { axis },
  );

export function splitNode(x: Tensor, axis: number, sizes: readonly number[]): readonly Tensor[] {
  const { graph } = x.tape;
  const names = graph.ops('Split', [x.name, graph.constant('int64', sizes)], sizes.length, { axis });
  return sizes.map((part, i) =>
    tensorOf(
      x.tape,
      names[i] as string,
      x.shape.map((size, at) => (at === axis ? part : size)),
    ),
  );
}
