import { ToolkitError } from '../core/error.ts';
import { encodeFloat16 } from '../onnx/float16.ts';
import { onnxruntimeMessage } from '../onnx/onnxruntime-message.ts';
import type { OnnxSession, TensorData, TensorValue } from '../onnx/session.ts';
import type { ConstantInput, WorldModelContract } from './contract.ts';
import { decodeFrames } from './decode-frames.ts';
import { encodeFrames, levelTable } from './encode-frames.ts';
import { frameShape, frameStrides } from './frame-layout.ts';
import type { PredictInput } from './world-model.ts';

/** Runs a model on one clip or, where it takes any number, on several of one size at once. */
export type Predictor = (inputs: readonly PredictInput[]) => Promise<Float32Array[]>;

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

/** Puts a contract on a session: pictures in, frames in [0, 1] out. */
export function createPredictor(session: OnnxSession, contract: WorldModelContract): Predictor {
  const { input, output, layout, range, context, chunk } = contract;
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
    const feeds: Record<string, TensorValue> = {
      [input.name]: {
        type: input.type,
        dims: frameShape(layout, input.rank, [batch, context, height, width]),
        data: buffer,
      },
    };
    const actions = actionFeed(contract, inputs);
    if (contract.actions !== null && actions !== null) feeds[contract.actions.input] = actions;
    for (const constant of contract.constants) feeds[constant.name] = constantFeed(constant, batch);

    const size = `${context} frames of ${width}×${height} px`;
    const results = await session.run(feeds, [output.name]).catch((cause: unknown) => {
      throw new ToolkitError(
        'model/contract',
        `${contract.name} must run on ${size}, as its contract says, and onnxruntime refuses: ${onnxruntimeMessage(cause)}`,
        'Correct its wm.* metadata or its side-car, or export it again.',
        { cause },
      );
    });
    const result = results[output.name] as TensorValue;
    const wanted = frameShape(layout, result.dims.length, [batch, chunk, height, width]);
    if (result.dims.join() !== wanted.join()) {
      throw new ToolkitError(
        'model/contract',
        `${contract.name} must return "${output.name}" of shape [${wanted.join(', ')}], got [${result.dims.join(', ')}].`,
        'Correct wm.chunk, wm.frames.layout or the binding of "frames".',
      );
    }
    const step = chunk * 3 * pixels;
    return inputs.map((_, row) => {
      const data = batch === 1 ? result.data : result.data.subarray(row * step, (row + 1) * step);
      return decodeFrames({ ...result, data }, layout, range, chunk, pixels);
    });
  };
}
