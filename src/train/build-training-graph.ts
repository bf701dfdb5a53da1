import { type AdamWRates, adamW } from '../onnx/autodiff/adam-w.ts';
import { add, plus, scale } from '../onnx/autodiff/arithmetic.ts';
import { gradients } from '../onnx/autodiff/gradients.ts';
import {
  addNode,
  concatNode,
  mulNode,
  node,
  reshapeNode,
  scaleNode,
  signNode,
  subNode,
} from '../onnx/autodiff/nodes.ts';
import { concat, part, reshape, split } from '../onnx/autodiff/shape.ts';
import { constant, createTape, sizeOf, type Tape, type Tensor, tensorOf } from '../onnx/autodiff/tape.ts';
import { createGraphBuilder } from '../onnx/graph-builder.ts';
import type { Provider } from '../onnx/session.ts';
import { collectWeights, isDecayed } from '../world-model/wm-d/collect-weights.ts';
import { dimensionsOf, routerShape, type WmDDimensions } from '../world-model/wm-d/dimensions.ts';
import { predictNext } from '../world-model/wm-d/network.ts';
import { patchify, unpatchify } from '../world-model/wm-d/patches.ts';
import type { Routing } from '../world-model/wm-d/route.ts';
import type { WeightSource, WeightSpec } from '../world-model/wm-d/weights.ts';
import { byteInput } from './byte-input.ts';
import { type HeadTargets, headTargets, withHeads } from './head-losses.ts';
import { pictureLoss } from './loss.ts';
import type { TrainingPhase } from './training-session.ts';

/** Weight of the loss of each frame beside that of the one before it. */
const DISCOUNT = 0.9;

/** The network's weights as parts of one flat vector, in the order of the list. */
function weightsOf(parameters: Tensor, specs: readonly WeightSpec[]): WeightSource {
  const parts = split(
    parameters,
    0,
    specs.map(({ shape }) => sizeOf(shape)),
  );
  const byName = new Map(specs.map(({ name, shape }, i) => [name, reshape(parts[i] as Tensor, shape)]));
  return (name) => byName.get(name) as Tensor;
}

/** The windows of a batch, as the loss wants them. */
type Windows = {
  /** Frames that are given, [batch, context · 3, side, side], and then those to predict, [batch, 3, side, side]: in [0, 1]. */
  readonly given: Tensor;
  readonly coming: readonly Tensor[];
  /** One a frame: 1 where something stands that can move, [batch, 1, side, side]. */
  readonly movable: readonly Tensor[];
  /** Shape [batch, frames − 1, actionDim]. */
  readonly actions: Tensor | null;
  readonly heads: HeadTargets;
};

/** Declares the inputs of a batch: `rgb`, `labels` (8 bit) and `actions`. */
function windowInputs(tape: Tape, dimensions: WmDDimensions, batch: number, length: number): Windows {
  const { side, actionDim, context } = dimensions;
  const apart = (x: Tensor, sizes: readonly number[]): readonly Tensor[] =>
    split(x, 1, sizes).map((part, i) =>
      reshape(part, [batch, (sizes[i] as number) * (x.shape[2] as number), side, side]),
    );
  const rgb = scale(byteInput(tape, 'rgb', [batch, length, 3, side, side]), 1 / 255);
  const labels = byteInput(tape, 'labels', [batch, length, 1, side, side]);
  const acted = [batch, length - 1, actionDim];
  const [given, ...coming] = apart(rgb, [context, ...Array(length - context).fill(1)]) as [
    Tensor,
    ...Tensor[],
  ];
  return {
    ...{ given, coming },
    movable: apart(node('Min', [labels, onesLike(tape)], labels.shape), Array(length).fill(1)),
    actions: actionDim === 0 ? null : tensorOf(tape, tape.graph.input('actions', tape.type, acted), acted),
    heads: headTargets(tape, dimensions, batch, length - context),
  };
}

const onesLike = (tape: Tape): Tensor => tensorOf(tape, tape.graph.constant(tape.type, [1], [1]), [1]);

/** The loss of a batch: the model predicts `unroll` frames, each from its own last ones. */
function unrolledLoss(
  weights: WeightSource,
  dimensions: WmDDimensions,
  { given, coming, movable, actions, heads }: Windows,
  foregroundWeight: Tensor,
  routerBias: Tensor | null,
  unroll: number,
): { readonly loss: Tensor; readonly routings: readonly Routing[] } {
  const { context, patch, side } = dimensions;
  const predictions: Tensor[] = [];
  let total: Tensor | null = null;
  let routings: readonly Routing[] = [];
  for (let u = 0; u < unroll; u++) {
    const acted = actions && part(actions, 1, u, context);
    const kept = Math.max(0, context - u);
    const from = kept === 0 ? [] : [part(given, 1, 3 * u, 3 * kept)];
    const frames = concat([...from, ...predictions.slice(Math.max(0, u - context))], 1);
    const input = { frames, actions: acted, routerBias, phase: heads.phase };
    const predicted = predictNext(weights, dimensions, input);
    routings = predicted.routings;
    const [now, before] = [movable[context + u] as Tensor, movable[context + u - 1] as Tensor];
    const foreground = patchify(node('Max', [now, before], now.shape), patch);
    const weight = plus(mulNode(foreground, foregroundWeight), 1);
    const ofPicture = pictureLoss(predicted.patches, patchify(coming[u] as Tensor, patch), weight);
    const loss = scale(withHeads(ofPicture, predicted, heads, u, weight), DISCOUNT ** u);
    total = total === null ? loss : add(total, loss);
    if (u + 1 < unroll) predictions.push(unpatchify(predicted.patches, patch, side));
  }
  const share = Array.from({ length: unroll }, (_, u) => DISCOUNT ** u).reduce((sum, part) => sum + part, 0);
  return { loss: scale(total as Tensor, 1 / share), routings };
}

/**
 * Moves each expert's bias towards an even load, by its sign alone, and tells how it stands. Declares the outputs
 * `next_router_bias`, `loads` (over an even load), `entropy` (over that of an even choice) and `dropped` (a share).
 * Source: Wang et al. 2024, loss-free balancing.
 */
function balance(bias: Tensor, routings: readonly Routing[], rate: Tensor, batch: number): void {
  const { tape } = bias;
  const [routers = 0, experts = 0] = bias.shape;
  const [, active = 0, tokens = 0] = (routings[0] as Routing).gates.shape;
  const loads = reshapeNode(
    concatNode(
      routings.map((routing) => routing.loads),
      0,
    ),
    bias.shape,
  );
  const even = scaleNode(loads, experts / (batch * active * tokens));
  const short = subNode(constant(tape, 1), even);
  const next = addNode(bias, mulNode(signNode(short), rate));
  const mean = (part: (routing: Routing) => Tensor, over: number): Tensor =>
    scaleNode(
      routings.map(part).reduce((sum, one) => addNode(sum, one)),
      1 / (over * routers),
    );
  const out = (name: string, value: Tensor): void =>
    tape.graph.output(name, value.name, tape.type, value.shape);
  out('next_router_bias', next);
  out('loads', even);
  out(
    'entropy',
    mean((routing) => routing.entropy, batch * tokens * Math.log(experts)),
  );
  out(
    'dropped',
    mean((routing) => routing.dropped, batch * active * tokens),
  );
}

/** A training step as a model of ONNX. */
export type TrainingGraph = {
  readonly bytes: Uint8Array;
  /** How many numbers it learns. */
  readonly parameters: number;
};

/** Names of the scalars that differ from step to step. */
export const RATE_NAMES = [
  'rate',
  'epsilon',
  'keep',
  'blend',
] as const satisfies readonly (keyof AdamWRates)[];

/**
 * A whole training step as one graph of standard operators: forward, back, clipped, AdamW, mean of the weights.
 *
 * Inputs: `parameters`, `moment1`, `moment2`, `average` (flat), `rgb`, `labels`, `actions` (see `WindowBatch`), and
 * the scalars `rate`, `epsilon`, `keep`, `blend`, `foreground_weight`; with experts `router_bias` and `balance_rate`;
 * with heads those of {@link headTargets}.
 * On the CPU it may hold operations that take more tensors than a GPU's do.
 * Outputs: `next_parameters` …, `loss`, `gradient_norm`; with experts those of {@link balance}.
 */
export function buildTrainingGraph(
  { config, batch, unroll }: TrainingPhase,
  provider: Provider,
): TrainingGraph {
  const dimensions = dimensionsOf(config);
  const graph = createGraphBuilder();
  const tape = createTape(graph, 'float32', provider === 'cpu' ? 'cpu' : 'any');
  const specs = collectWeights(dimensions);
  const size = specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const flat = (name: string, tracked = false): Tensor =>
    tensorOf(tape, graph.input(name, tape.type, [size]), [size], tracked);
  const scalar = (name: string): Tensor => tensorOf(tape, graph.input(name, tape.type, [1]), [1]);
  const state = {
    parameters: flat('parameters', true),
    moment1: flat('moment1'),
    moment2: flat('moment2'),
    average: flat('average'),
  };
  const rates = Object.fromEntries(RATE_NAMES.map((name) => [name, scalar(name)])) as AdamWRates;
  const windows = windowInputs(tape, dimensions, batch, dimensions.context + unroll);
  const weights = weightsOf(state.parameters, specs);
  const routers = routerShape(dimensions);
  const bias = routers && tensorOf(tape, graph.input('router_bias', tape.type, routers), routers);
  const foreground = scalar('foreground_weight');
  const { loss, routings } = unrolledLoss(weights, dimensions, windows, foreground, bias, unroll);
  const [gradient] = gradients(loss, [state.parameters]);
  const decayed = specs.filter(isDecayed).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const { state: next, norm } = adamW(state, gradient as Tensor, rates, decayed);
  for (const [name, value] of Object.entries(next))
    graph.output(`next_${name}`, value.name, tape.type, [size]);
  graph.output('loss', reshapeNode(loss, [1]).name, tape.type, [1]);
  graph.output('gradient_norm', norm.name, tape.type, [1]);
  if (bias !== null) balance(bias, routings, scalar('balance_rate'), batch);
  const name = `training-${config.size}-${config.side}`;
  return { bytes: graph.build({ name, doc: 'One training step.', metadata: {} }), parameters: size };
}
