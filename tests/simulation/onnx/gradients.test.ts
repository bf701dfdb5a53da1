import { describe, expect, it } from 'vitest';
import { add, div, mul, plus, scale, sub } from '#src/onnx/autodiff/arithmetic.ts';
import { attention } from '#src/onnx/autodiff/attention.ts';
import { crossEntropy } from '#src/onnx/autodiff/cross-entropy.ts';
import { layerNorm } from '#src/onnx/autodiff/layer-norm.ts';
import {
  linear,
  linearParts,
  matmul,
  matmulTransposed,
  squaredReluProduct,
} from '#src/onnx/autodiff/matmul.ts';
import { abs, exp, log, sigmoid, silu, square, tanh } from '#src/onnx/autodiff/pointwise.ts';
import { reduceMean, reduceSum, sumAll } from '#src/onnx/autodiff/reduce.ts';
import { concat, padRows, reshape, split, transpose } from '#src/onnx/autodiff/shape.ts';
import { softmax } from '#src/onnx/autodiff/softmax.ts';
import { takeRows } from '#src/onnx/autodiff/take.ts';
import { constant, type Shape, sizeOf, stopGradient, type Tensor } from '#src/onnx/autodiff/tape.ts';
import { weightedSum } from '#src/onnx/autodiff/weighted-sum.ts';
import { windowsOf } from '#src/world-model/wm-d/patches.ts';
import { gradientError, randomInputs } from '../../fixtures/gradient-check.ts';

/** A scalar to which every number of `y` contributes differently. */
const weighed = (y: Tensor): Tensor => {
  const weights = Array.from({ length: sizeOf(y.shape) }, (_, i) => Math.sin(3 * i + 1));
  return sumAll(mul(y, constant(y.tape, weights, y.shape)));
};

/** Every operation: the shapes that it is tried on, and how it is called. */
const OPERATIONS: Readonly<Record<string, [shapes: readonly Shape[], build: (...x: Tensor[]) => Tensor]>> = {
  add: [
    [
      [2, 3],
      [2, 3],
    ],
    add,
  ],
  'add, sizes of 1 repeated': [
    [
      [2, 1, 3],
      [4, 1],
    ],
    add,
  ],
  sub: [[[2, 3], [3]], sub],
  mul: [
    [
      [2, 3],
      [2, 1],
    ],
    mul,
  ],
  div: [
    [
      [2, 3],
      [2, 3],
    ],
    div,
  ],
  'div, one repeated': [[[3], [2, 3]], div],
  scale: [[[4]], (x) => scale(x, -1.7)],
  plus: [[[4]], (x) => square(plus(x, 0.3))],
  exp: [[[5]], exp],
  log: [[[5]], (x) => log(plus(square(x), 0.5))],
  abs: [[[5]], abs],
  tanh: [[[5]], tanh],
  sigmoid: [[[5]], sigmoid],
  silu: [[[5]], silu],
  square: [[[5]], square],
  matmul: [
    [
      [2, 3],
      [3, 4],
    ],
    matmul,
  ],
  'matmul, many': [
    [
      [2, 2, 3],
      [2, 3, 4],
    ],
    matmul,
  ],
  'matmul, one with many': [
    [
      [2, 2, 3],
      [3, 4],
    ],
    matmul,
  ],
  matmulTransposed: [
    [
      [2, 2, 3],
      [2, 4, 3],
    ],
    matmulTransposed,
  ],
  attention: [Array(3).fill([2, 2, 4, 3]), attention],
  linearParts: [
    [
      [3, 4],
      [4, 5],
      [4, 2],
    ],
    (x, ...weights) => concat(linearParts(x, weights), 1),
  ],
  squaredReluProduct: [
    [
      [3, 4],
      [4, 2],
    ],
    squaredReluProduct,
  ],
  'squaredReluProduct, many': [
    [
      [2, 3, 4],
      [2, 4, 2],
    ],
    squaredReluProduct,
  ],
  linear: [[[2, 3, 4], [4, 5], [5]], (x, w, b) => linear(x, w, b)],
  'linear without bias': [
    [
      [3, 4],
      [4, 5],
    ],
    (x, w) => linear(x, w),
  ],
  reshape: [[[2, 6]], (x) => reshape(x, [3, 4])],
  transpose: [[[2, 3, 4]], (x) => transpose(x, [2, 0, 1])],
  'transpose of rows': [[[2, 3, 2, 9]], (x) => transpose(x, [0, 2, 1, 3])],
  'transpose of rows, many axes': [[[2, 2, 3, 2, 8]], (x) => transpose(x, [0, 3, 1, 2, 4])],
  padRows: [[[2, 3, 4]], (x) => padRows(x, 2)],
  concat: [
    [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    (...x) => concat(x, 1),
  ],
  'concat of many': [Array(20).fill([2, 1]), (...x) => concat(x, 1)],
  split: [[[2, 6]], (x) => mul(...(split(x, 1, [3, 3]) as [Tensor, Tensor]))],
  'split, a part unused': [[[2, 6]], (x) => split(x, 1, [2, 4])[1] as Tensor],
  'split into many': [
    [[30]],
    (x) => mul(...(split(x, 0, Array(30).fill(1)).slice(3, 5) as [Tensor, Tensor])),
  ],
  reduceSum: [[[2, 3, 4]], (x) => reduceSum(x, [0, 2])],
  weightedSum: [
    [
      [2, 3, 1, 4],
      [2, 3, 2, 4],
    ],
    (weights, values) => weightedSum(weights, values, 1),
  ],
  'weightedSum, values repeated': [
    [
      [2, 3, 4],
      [2, 1, 4],
    ],
    (weights, values) => weightedSum(weights, values, 2),
  ],
  windowsOf: [[[2, 3, 4, 4]], (x) => windowsOf(x, 2, 3)],
  reduceMean: [[[2, 3, 4]], (x) => reduceMean(x, [1])],
  softmax: [[[3, 5]], (x) => softmax(x)],
  'softmax of another axis': [[[2, 3, 4]], (x) => softmax(x, 1)],
  crossEntropy: [
    [[2, 3, 4]],
    // The second row is of no class: nothing is learnt from it.
    (x) =>
      crossEntropy(
        x,
        constant(
          x.tape,
          [...Array(12).keys()].map((i) => (i % 5 === 0 ? 1 : 0)).concat(Array(12).fill(0)),
          [2, 3, 4],
        ),
        1,
      ),
  ],
  layerNorm: [[[3, 6]], layerNorm],
  takeRows: [[[2, 3, 4]], (x) => takeRows(x, [2, 0, 0, 1, 2, 2])],
};

describe('every operation’s gradient', () => {
  for (const [name, [shapes, build]] of Object.entries(OPERATIONS)) {
    it(`${name} agrees with central differences`, async () => {
      expect(await gradientError(shapes, (inputs) => weighed(build(...inputs)))).toBeLessThan(1e-6);
    });
  }

  it('a value used twice gets the sum of both ways', async () => {
    const both = ([x]: readonly Tensor[]): Tensor => sumAll(mul(exp(x as Tensor), square(x as Tensor)));
    expect(await gradientError([[4]], both)).toBeLessThan(1e-6);
  });

  it('nothing comes back through what is stopped', async () => {
    const half = ([x]: readonly Tensor[]): Tensor => sumAll(mul(x as Tensor, stopGradient(x as Tensor)));
    // d(x · stopped)/dx is x where the difference quotient sees 2 x.
    expect(await gradientError([[4]], half, randomInputs([[4]]))).toBeCloseTo(1 / 3, 5);
  });
});
