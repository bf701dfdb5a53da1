import { ToolkitError } from '../core/error.ts';
import { encodeFloat16 } from '../onnx/float16.ts';
import { onnxruntimeMessage } from '../onnx/onnxruntime-message.ts';
import type { OnnxSession, TensorData, TensorValue } from '../onnx/session.ts';
import type { ConstantInput, WorldModelContract } from './contract.ts';
import { decodeFrames } from './decode-frames.ts';
import { decodeHeads } from './decode-heads.ts';
import { encodeFrames, levelTable } from './encode-frames.ts';
import { frameShape, frameStrides } from './frame-layout.ts';
import { stateFeed, stateOf } from './recurrent-state.ts';
import type { PredictInput, Prediction } from './world-model.ts';

/** Runs a model on one clip or, where it takes any number, on several of one size at once. */
export type Predictor = (inputs: readonly PredictInput[]) => Promise<Prediction[]>;

/** An array of onnxruntime's element type. */
function arrayOf(type: string, values: ArrayLike<number>): TensorData {
  switch (type) {
    case 'int64':
      return BigInt64Array.from(Array.from(values), (value) => BigInt(Math.round(value)));
    case 'float16':
      return Uint16Array.from(values, encodeFloat16);
    case 'int32':
      return Int32Array.from(values);
    case 'float64':
      return Float64Array.from(values);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(values);
    default:
      return Float32Array.from(values);
  }
}

const constantFeed = (constant: ConstantInput, batch: number): TensorValue => ({
  type: constant.type,
  dims: constant.shape.length === 0 ? [] : [batch, ...constant.shape.slice(1)],
  data: arrayOf(
    constant.type,
    constant.shape.length === 0 ? constant.values : Array(batch).fill(constant.values).flat(),
  ),
});

/** The actions of one call, standardised as the model wants them. */
function actionFeed(contract: WorldModelContract, inputs: readonly PredictInput[]): TensorValue | null {
  const { actions, context, chunk } = contract;
  if (actions === null) return null;
  const rows = context - 1 + chunk;
  const numbers = rows * actions.dim;
  const values = new Float32Array(inputs.length * numbers);
  inputs.forEach((input, clip) => {
    for (let i = 0; i < numbers; i++) {
      const at = i % actions.dim;
      const raw = input.actions?.[i] ?? 0;
      values[clip * numbers + i] = (raw - (actions.mean[at] ?? 0)) / (actions.std[at] ?? 1);
    }
  });
  const dims = actions.type === 'int64' ? [inputs.length, rows] : [inputs.length, rows, actions.dim];
  return { type: actions.type, dims, data: arrayOf(actions.type, values) };
}

/** The refusal of an output that is not what the contract says. */
function wrongOutput(contract: WorldModelContract, name: string, wanted: string, got: TensorValue): Error {
  return new ToolkitError(
    'model/contract',
    `${contract.name} must return "${name}" of shape [${wanted}], got [${got.dims.join(', ')}] of ${got.type}.`,
    'Correct wm.chunk, wm.frames.layout or wm.bindings.',
  );
}

/** The refusal of a depth or a segmentation of another size than the frames. */
const wrongHeads = ({ name }: WorldModelContract): Error =>
  new ToolkitError(
    'model/contract',
    `${name} must return "depth" and "seg" of the size of its frames, [batch, chunk, channels, height, width], got others.`,
    'Export it again, or give these outputs another name.',
  );

/** All that the graph is given beside the frames. */
function otherFeeds(
  contract: WorldModelContract,
  inputs: readonly PredictInput[],
): Record<string, TensorValue> {
  const feeds: Record<string, TensorValue> = {};
  const actions = actionFeed(contract, inputs);
  if (contract.actions !== null && actions !== null) feeds[contract.actions.input] = actions;
  for (const constant of contract.constants) feeds[constant.name] = constantFeed(constant, inputs.length);
  const states = inputs.map(({ state }) => state);
  contract.recurrent.forEach((tensor, index) => {
    feeds[tensor.input] = stateFeed(tensor, index, states);
  });
  return feeds;
}

/** What came out, clip by clip. */
function predictions(
  contract: WorldModelContract,
  results: Readonly<Record<string, TensorValue>>,
  [batch, height, width]: readonly [number, number, number],
): Prediction[] {
  const { output, layout, range, chunk, recurrent, heads } = contract;
  const result = results[output.name] as TensorValue;
  const wanted = frameShape(layout, result.dims.length, [batch, chunk, height, width]);
  if (result.dims.join() !== wanted.join()) {
    throw wrongOutput(contract, output.name, wanted.join(', '), result);
  }
  const pixels = width * height;
  const step = chunk * 3 * pixels;
  return Array.from({ length: batch }, (_, row) => {
    const data = batch === 1 ? result.data : result.data.subarray(row * step, (row + 1) * step);
    const state = recurrent.map((tensor) => {
      const value = results[tensor.output] as TensorValue;
      const own = stateOf(tensor, value, row, batch);
      if (own === null) throw wrongOutput(contract, tensor.output, tensor.shape.join(', '), value);
      return own;
    });
    const place = { row, batch, frames: chunk, pixels };
    const beside = decodeHeads(heads, results, place);
    if (beside === null) throw wrongHeads(contract);
    return { frames: decodeFrames({ ...result, data }, layout, range, chunk, pixels), state, ...beside };
  });
}

/** Puts a contract on a session: pictures in, frames in [0, 1] out. */
export function createPredictor(session: OnnxSession, contract: WorldModelContract): Predictor {
  const { input, output, layout, range, context } = contract;
  const { depth, segmentation } = contract.heads;
  const wanted = [
    output.name,
    ...contract.recurrent.map((tensor) => tensor.output),
    ...[depth, segmentation].flatMap((head) => (head === null ? [] : [head.name])),
  ];
  const table = levelTable(input.type, range);
  let buffer = table.slice(0, 0);

  return async (inputs) => {
    const batch = inputs.length;
    const { width, height } = inputs[0] as PredictInput;
    const pixels = width * height;
    const one = context * 3 * pixels;
    const Numbers = table.constructor as Float32ArrayConstructor;
    if (buffer.length !== batch * one) buffer = new Numbers(batch * one);
    const strides = frameStrides(layout, context, pixels);
    inputs.forEach((clip, row) => {
      encodeFrames(clip.frames, table, buffer, strides, row * one);
    });
    const frames: TensorValue = {
      type: input.type,
      dims: frameShape(layout, input.rank, [batch, context, height, width]),
      data: buffer,
    };
    const feeds = { [input.name]: frames, ...otherFeeds(contract, inputs) };
    const size = `${context} frames of ${width}×${height} px`;
    const results = await session.run(feeds, wanted).catch((cause: unknown) => {
      throw new ToolkitError(
        'model/contract',
        `${contract.name} must run on ${size}, as its contract says, and onnxruntime refuses: ${onnxruntimeMessage(cause)}`,
        'Correct its wm.* metadata or its side-car, or export it again.',
        { cause },
      );
    });
    return predictions(contract, results, [batch, height, width]);
  };
}
