import { reshape } from '../../onnx/autodiff/shape.ts';
import {
  createTape,
  type Shape,
  sizeOf,
  type Tape,
  type Tensor,
  tensorOf,
} from '../../onnx/autodiff/tape.ts';
import { encodeFloat16 } from '../../onnx/float16.ts';
import { createGraphBuilder } from '../../onnx/graph-builder.ts';
import { collectWeights } from './collect-weights.ts';
import { dimensionsOf, routerShape } from './dimensions.ts';
import { predictNext } from './network.ts';
import { unpatchify } from './patches.ts';
import { WM_D_SLOTS, type WmDConfig } from './wm-d-config.ts';

/** What was learnt. */
export type WmDWeights = {
  /** All weights, in the order of `collectWeights`. */
  readonly parameters: Float32Array;
  /** What the routers add to their experts' scores; empty without experts. */
  readonly routerBias: Float32Array;
};

/** What an exported model says of itself. */
export type WmDAbout = {
  readonly name: string;
  /** Frames a second of what it was trained on. */
  readonly fps: number;
  /** More metadata, such as `wm.train.*`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Whether weights are stored in half precision; they are calculated with in float32 all the same. */
  readonly half?: boolean;
};

/** The name of the routers' biases among the weights. */
export const ROUTER_BIAS = 'router_bias';

/** A weight of the file, as a tensor. */
function storedWeight(tape: Tape, name: string, shape: Shape, values: Float32Array, half: boolean): Tensor {
  const data = half ? Uint16Array.from(values, encodeFloat16) : values.slice();
  const stored = tape.graph.weight({
    ...{ name, shape },
    type: half ? 'float16' : 'float32',
    bytes: new Uint8Array(data.buffer),
  });
  return tensorOf(tape, half ? tape.graph.op('Cast', [stored], { to: 1 }) : stored, shape);
}

/**
 * A trained WM-D as the bytes of an ONNX file that keeps the contract `wm/1`, for any number of clips at once; with
 * experts for one, since where tokens are gathered to is worked out for a fixed count of them.
 */
export function exportWmD(
  config: WmDConfig,
  { parameters, routerBias }: WmDWeights,
  about: WmDAbout,
): Uint8Array {
  const dimensions = dimensionsOf(config);
  const { context, side, actionDim, patch } = dimensions;
  const graph = createGraphBuilder();
  const tape = createTape(graph);
  const weights = new Map<string, Tensor>();
  let offset = 0;
  for (const { name, shape } of collectWeights(dimensions)) {
    const values = parameters.subarray(offset, offset + sizeOf(shape));
    weights.set(name, storedWeight(tape, name, shape, values, about.half === true));
    offset += values.length;
  }
  const routers = routerShape(dimensions);
  const batch = routers === null ? 'batch' : 1;
  const any = [batch, context, 3, side, side];
  const frames = tensorOf(tape, graph.input('context_frames', 'float32', any), [1, context, 3, side, side]);
  const actions =
    actionDim === 0
      ? null
      : tensorOf(tape, graph.input('actions', 'float32', [batch, context, actionDim]), [
          1,
          context,
          actionDim,
        ]);
  const predicted = predictNext((name) => weights.get(name) as Tensor, dimensions, {
    frames: reshape(frames, [1, context * 3, side, side]),
    actions,
    routerBias: routers && storedWeight(tape, ROUTER_BIAS, routers, routerBias, false),
    phase: null,
  });
  const output = (name: string, patches: Tensor): void => {
    const channels = patches.shape[1] as number;
    const image = reshape(unpatchify(patches, patch, side), [1, 1, channels, side, side]);
    graph.output(name, image.name, 'float32', [batch, 1, channels, side, side]);
  };
  output('frames', predicted.patches);
  if (predicted.slots !== null) output('seg', predicted.slots);
  if (predicted.depth !== null) output('depth', predicted.depth);
  return graph.build({
    name: about.name,
    doc: 'WM-D: a frame-stack transformer that moves and paints.',
    metadata: {
      'wm.contract': '1',
      'wm.name': about.name,
      'wm.fps': String(about.fps),
      'wm.context': String(context),
      'wm.chunk': '1',
      'wm.frames.height': String(side),
      'wm.frames.width': String(side),
      ...(actionDim === 0 ? {} : { 'wm.actions.dim': String(actionDim) }),
      ...(predicted.slots === null ? {} : { 'wm.seg.classes': JSON.stringify(WM_D_SLOTS) }),
      ...(predicted.depth === null ? {} : { 'wm.depth.encoding': '1/(1+z)' }),
      'wm.architecture': JSON.stringify(config),
      'wm.params': String(parameters.length),
      ...about.metadata,
    },
  });
}
