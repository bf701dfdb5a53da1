import { describe, expect, it } from 'vitest';
import { add, div, mul, plus, scale } from '#src/onnx/autodiff/arithmetic.ts';
import { linear } from '#src/onnx/autodiff/matmul.ts';
import { abs, sigmoid, square } from '#src/onnx/autodiff/pointwise.ts';
import { reduceSum, sumAll } from '#src/onnx/autodiff/reduce.ts';
import { reshape, split } from '#src/onnx/autodiff/shape.ts';
import { constant, createTape, sizeOf, type Tape, type Tensor, tensorOf } from '#src/onnx/autodiff/tape.ts';
import { createGraphBuilder } from '#src/onnx/graph-builder.ts';
import { createSession } from '#src/onnx/session-node.ts';
import type { ExpertDimensions, WmDDimensions } from '#src/world-model/wm-d/dimensions.ts';
import { mixtureOfExperts } from '#src/world-model/wm-d/experts.ts';
import { capacityOf } from '#src/world-model/wm-d/route.ts';
import { gradientError, randomInputs } from '../../fixtures/gradient-check.ts';

const [BATCH, TOKENS, WIDTH] = [2, 6, 4];
const EXPERTS: ExpertDimensions = { count: 3, active: 2, width: 5, shared: 6, room: 10 };
const DIMENSIONS = { width: WIDTH, blocks: 2 } as WmDDimensions;

/** The weights of the layer, in the order in which the test holds them. */
const SHAPES = {
  'shared.in': [WIDTH, 6],
  'shared.out': [6, WIDTH],
  router: [WIDTH, 3],
  'experts.in': [3, WIDTH, 5],
  'experts.out': [3, 5, WIDTH],
} as const;

const BIAS = [0.05, -0.1, 0.02];
const X = [BATCH, TOKENS, WIDTH];
const ALL = [X, ...Object.values(SHAPES)];

const named =
  (weights: readonly Tensor[]) =>
  (name: string): Tensor =>
    weights[Object.keys(SHAPES).indexOf(name)] as Tensor;

const mixture = (experts: ExpertDimensions, [x, ...weights]: readonly Tensor[]) =>
  mixtureOfExperts(named(weights), DIMENSIONS, experts, x as Tensor, constant((x as Tensor).tape, BIAS, [3]));

/** Every expert works on every token, and what was not chosen is multiplied by 0; the choice is given. */
function naive(chosen: readonly (readonly number[])[], [x, ...weights]: readonly Tensor[]): Tensor {
  const source = named(weights);
  const { tape } = x as Tensor;
  const positive = (y: Tensor): Tensor => scale(add(y, abs(y)), 0.5);
  const dense = (y: Tensor, into: Tensor, out: Tensor): Tensor =>
    linear(square(positive(linear(y, into))), out);
  const scores = sigmoid(linear(x as Tensor, source('router')));
  const mask = constant(
    tape,
    chosen.flatMap((row) => [0, 1, 2].map((e) => (row.includes(e) ? 1 : 0))),
    [BATCH, TOKENS, 3],
  );
  const kept = mul(scores, mask);
  const gates = split(div(kept, plus(reduceSum(kept, [2]), 1e-9)), 2, [1, 1, 1]);
  const parts = (name: 'experts.in' | 'experts.out'): Tensor[] =>
    split(source(name), 0, [1, 1, 1]).map((part) => reshape(part, SHAPES[name].slice(1)));
  const [into, out] = [parts('experts.in'), parts('experts.out')];
  return gates.reduce(
    (sum, gate, e) => add(sum, mul(gate, dense(x as Tensor, into[e] as Tensor, out[e] as Tensor))),
    dense(x as Tensor, source('shared.in'), source('shared.out')),
  );
}

/** The two experts of the highest score + bias, token by token, worked out here. */
function choices(x: Float64Array, router: Float64Array): number[][] {
  return Array.from({ length: BATCH * TOKENS }, (_, t) => {
    const scores = [0, 1, 2].map((e) => {
      let sum = 0;
      for (let k = 0; k < WIDTH; k++) sum += (x[t * WIDTH + k] as number) * (router[k * 3 + e] as number);
      return 1 / (1 + Math.exp(-sum)) + (BIAS[e] as number);
    });
    return [0, 1, 2].sort((a, b) => (scores[b] as number) - (scores[a] as number)).slice(0, 2);
  });
}

async function evaluate(
  build: (inputs: readonly Tensor[], tape: Tape) => Readonly<Record<string, Tensor>>,
  values: readonly Float64Array[],
) {
  const graph = createGraphBuilder();
  const tape = createTape(graph, 'float64');
  const inputs = ALL.map((shape, i) => tensorOf(tape, graph.input(`x${i}`, 'float64', shape), shape));
  const outputs = Object.entries(build(inputs, tape));
  for (const [name, value] of outputs) graph.output(name, value.name, 'float64', value.shape);
  const session = await createSession(graph.build({ name: 'moe', doc: '', metadata: {} }), 'experts', {
    provider: 'cpu',
    threads: 1,
  });
  const feeds = Object.fromEntries(
    ALL.map((dims, i) => [`x${i}`, { type: 'float64', dims, data: values[i] as Float64Array }]),
  );
  const found = await session.run(
    feeds,
    outputs.map(([name]) => name),
  );
  await session.close();
  return Object.fromEntries(outputs.map(([name]) => [name, Array.from(found[name]?.data as Float64Array)]));
}

const VALUES = randomInputs(ALL, 4);
const CHOSEN = choices(VALUES[0] as Float64Array, VALUES[3] as Float64Array);

describe('a mixture of experts', () => {
  it('gives what all experts would, masked, where there is room', async () => {
    const found = await evaluate(
      (inputs) => ({ ours: mixture(EXPERTS, inputs).y, twin: naive(CHOSEN, inputs) }),
      VALUES,
    );
    const worst = Math.max(
      ...(found['ours'] as number[]).map((value, i) => Math.abs(value - (found['twin']?.[i] as number))),
    );
    expect(worst).toBeLessThan(1e-12);
    expect(Math.max(...(found['twin'] as number[]).map(Math.abs))).toBeGreaterThan(0.1);
  });

  it('has the gradients of central differences, also where experts are full', async () => {
    for (const room of [10, 0.7]) {
      const error = await gradientError(
        ALL,
        (inputs) => {
          const { y } = mixture({ ...EXPERTS, room }, inputs);
          const weights = Array.from({ length: sizeOf(X) }, (_, i) => Math.sin(2 * i + 1));
          return sumAll(mul(y, constant(y.tape, weights, X)));
        },
        VALUES,
      );
      expect(error).toBeLessThan(1e-5);
    }
  });

  it('counts loads and what was dropped, first choices before second ones', async () => {
    const experts = { ...EXPERTS, room: 0.7 };
    const capacity = capacityOf(TOKENS, experts);
    const found = await evaluate((inputs) => {
      const { loads, dropped } = mixture(experts, inputs).routing;
      return { loads, dropped };
    }, VALUES);
    const count = (rows: readonly number[][], e: number): number =>
      rows.flat().filter((one) => one === e).length;
    expect(found['loads']).toEqual([0, 1, 2].map((e) => count(CHOSEN, e)));
    const perClip = [CHOSEN.slice(0, TOKENS), CHOSEN.slice(TOKENS)];
    const over = perClip.flatMap((rows) => [0, 1, 2].map((e) => Math.max(0, count(rows, e) - capacity)));
    expect(found['dropped']).toEqual([over.reduce((a, b) => a + b, 0)]);
    expect(found['dropped']?.[0]).toBeGreaterThan(0);
  });
});
