import { add, mul, plus } from '../../onnx/autodiff/arithmetic.ts';
import { layerNorm } from '../../onnx/autodiff/layer-norm.ts';
import { linear } from '../../onnx/autodiff/matmul.ts';
import { sigmoid, silu } from '../../onnx/autodiff/pointwise.ts';
import { padRows, part, reshape, split } from '../../onnx/autodiff/shape.ts';
import { softmax } from '../../onnx/autodiff/softmax.ts';
import { constant, type Tensor } from '../../onnx/autodiff/tape.ts';
import { weightedSum } from '../../onnx/autodiff/weighted-sum.ts';
import { block } from './block.ts';
import type { WmDDimensions } from './dimensions.ts';
import { predictDepth, predictSlots } from './heads.ts';
import { embedPatches, patchify } from './patches.ts';
import type { Routing } from './route.ts';
import { transport } from './transport.ts';
import { fanIn, type WeightSource, ZEROS } from './weights.ts';

/** What the network is given. */
export type WmDInput = {
  /** Oldest first, in [0, 1]: shape [batch, context · 3, side, side]. */
  readonly frames: Tensor;
  /** Row i is held from frame i to frame i + 1: shape [batch, context, actionDim]; null where nothing is commanded. */
  readonly actions: Tensor | null;
  /** What each router adds to its experts' scores: shape [routers, experts]; null without experts. */
  readonly routerBias: Tensor | null;
  /** Which pixel of each two by two is segmented: ones and zeros, shape [1, 4]; null = all of them. */
  readonly phase: Tensor | null;
};

/** What the network makes of it. */
export type WmDOutput = {
  /** Patches of the next frame, not clamped: shape [batch · patches, 3, pixels of a patch]. */
  readonly patches: Tensor;
  /** Logits of its slots, shape [batch · patches, slots, pixels asked for]; null without that head. */
  readonly slots: Tensor | null;
  /** Its depth as 1 / (1 + metres), shape [batch · patches, 1, pixels of a patch]; null without that head. */
  readonly depth: Tensor | null;
  /** What each router did; none without experts. */
  readonly routings: readonly Routing[];
};

/** Names of a part's weights begin with the part's. */
const within =
  (weights: WeightSource, part: string): WeightSource =>
  (name, shape, start) =>
    weights(`${part}.${name}`, shape, start);

/** What the actions say to every block: [batch, 6 · width]. */
function condition(weights: WeightSource, { width }: WmDDimensions, actions: Tensor): Tensor {
  const [batch = 0, context = 0, dim = 0] = actions.shape;
  const flat = reshape(actions, [batch, context * dim]);
  const zeros = (name: string): Tensor => weights(name, [width], ZEROS);
  const first = silu(
    linear(flat, weights('action.in', [context * dim, width], fanIn(context * dim)), zeros('action.in_bias')),
  );
  const second = silu(
    linear(first, weights('action.out', [width, width], fanIn(width)), zeros('action.out_bias')),
  );
  return linear(second, weights('action.modulation', [width, 6 * width], ZEROS));
}

/** Patches and registers, through all blocks: the patches' tokens, [batch · patches, width]. */
function trunk(
  weights: WeightSource,
  dimensions: WmDDimensions,
  patches: Tensor,
  { frames, actions, routerBias }: WmDInput,
): { readonly tokens: Tensor; readonly routings: readonly Routing[] } {
  const { width, registers, blocks, side, patch } = dimensions;
  const [batch = 0] = frames.shape;
  const places = (side / patch) ** 2;
  const embedded = reshape(embedPatches(weights, dimensions, frames, patches), [batch, places, width]);
  // One table for all tokens: the registers are nothing but their places.
  const table = weights('places', [places + registers, width], { deviation: 0.02 });
  const told = actions === null ? null : condition(weights, dimensions, actions);
  let x = add(padRows(embedded, registers), table);
  const routings: Routing[] = [];
  const biases = routerBias === null ? [] : split(routerBias, 0, Array(routerBias.shape[0]).fill(1));
  for (let i = 0; i < blocks; i++) {
    // The first block is dense: routers choose by what it has found.
    const bias = i === 0 ? null : (biases[i - 1] ?? null);
    const own = bias === null ? null : reshape(bias, [bias.shape[1] as number]);
    const done = block(within(weights, `block.${i}`), dimensions, x, told, own);
    x = done.x;
    if (done.routing !== null) routings.push(done.routing);
  }
  const [seen] = split(x, 1, [places, registers]) as [Tensor, Tensor];
  return { tokens: reshape(layerNorm(seen), [batch * places, width]), routings };
}

/** How likely each source of a pixel is at the start, as logarithms: the newest frame as it is, almost surely. */
const SOURCE_START = { moved: 1, newest: 6, older: -1 } as const;

/** Deviation of the paint (and of the other numbers of a pixel) at the start: small enough not to be seen. */
const PAINT_START = 0.01;

/** How far the paint's gate is open at the start, before the sigmoid. */
const GATE_START = -3;

/**
 * WM-D: predicts the next frame. Each pixel is a mixture of the patch's surroundings moved in several ways and of
 * the context frames where they are, plus paint through a gate. At the start it is the newest frame.
 */
export function predictNext(weights: WeightSource, dimensions: WmDDimensions, input: WmDInput): WmDOutput {
  const { frames } = input;
  const { context, patch, width, motions, side, beside } = dimensions;
  const { tape } = frames;
  const [batch = 0] = frames.shape;
  const pixels = patch * patch;
  const patches = patchify(frames, patch);
  const [rows = 0] = patches.shape;
  const { tokens, routings } = trunk(weights, dimensions, patches, input);
  const last = part(frames, 1, 3 * (context - 1), 3);
  const moved = transport(weights, dimensions, tokens, reshape(last, [batch, 3, side, side]));

  const channels = motions + context + 4;
  const head = linear(
    tokens,
    weights('pixels.weight', [width, channels * pixels], fanIn(width, PAINT_START)),
    weights('pixels.bias', [channels * pixels], ZEROS),
  );
  const parts = split(reshape(head, [rows, channels, pixels]), 1, [motions + context, 3, 1]);
  const [logits, paint, gate] = parts as [Tensor, Tensor, Tensor];
  const start = Array.from({ length: motions + context }, (_, i) =>
    i < motions ? SOURCE_START.moved : i === motions + context - 1 ? SOURCE_START.newest : SOURCE_START.older,
  );
  const shares = softmax(add(logits, constant(tape, start, [motions + context, 1])), 1);
  const [ofMoved, ofContext] = split(shares, 1, [motions, context]) as [Tensor, Tensor];
  const mixture = (share: Tensor, sources: Tensor, count: number): Tensor =>
    reshape(weightedSum(reshape(share, [rows, count, 1, pixels]), sources, 1), [rows, 3, pixels]);
  const mixed = add(
    mixture(ofMoved, moved, motions),
    mixture(ofContext, reshape(patches, [rows, context, 3, pixels]), context),
  );
  const painted = add(mixed, mul(sigmoid(plus(gate, GATE_START)), paint));
  return {
    patches: painted,
    slots: beside.includes('segmentation') ? predictSlots(weights, dimensions, tokens, input.phase) : null,
    depth: beside.includes('depth') ? predictDepth(weights, dimensions, tokens) : null,
    routings,
  };
}
