import type { InferenceSession, OnnxValue, TensorConstructor } from 'onnxruntime-node';
import { ToolkitError } from '../core/error.ts';
import { onnxruntimeMessage } from './onnxruntime-message.ts';
import type { DeviceTensor, OnnxSession, Provider, TensorData, TensorInfo, TensorValue } from './session.ts';

/** What onnxruntime is asked to do, and for whom. */
export type SessionRequest = {
  /** What to call the model in errors. */
  readonly source: string;
  readonly provider: Provider;
};

function describeValues(metadata: readonly InferenceSession.ValueMetadata[], source: string): TensorInfo[] {
  return metadata.map((value) => {
    if (!value.isTensor) {
      throw new ToolkitError(
        'model/contract',
        `A world model's inputs and outputs must be tensors, and ${source}'s "${value.name}" is not.`,
        'Export the model with tensors alone.',
      );
    }
    return { name: value.name, type: value.type, shape: value.shape };
  });
}

/** What a tensor holds; half precision as bits, also where the engine has arrays of it. */
function bitsOf({ type, data }: InferenceSession.OnnxValueMapType[string]): TensorData {
  const numbers = data as TensorData;
  if (type !== 'float16' || numbers instanceof Uint16Array) return numbers;
  const { buffer, byteOffset, length } = numbers;
  return new Uint16Array(buffer, byteOffset, length);
}

/** A value of onnxruntime as ours, where it is: nothing is copied. */
function tensorAsOurs(tensor: InferenceSession.OnnxValueMapType[string]): TensorValue | DeviceTensor {
  const { type, dims } = tensor;
  if (tensor.location !== 'gpu-buffer') return { type, dims, data: bitsOf(tensor) };
  return { type, dims, held: tensor, release: () => tensor.dispose() };
}

/**
 * A session of onnxruntime, of Node's or of the browser's, as ours. Whether outputs stay on the device is said
 * where the model is loaded, and by `Output`.
 *
 * @param create - Loads the model.
 * @throws {@link ToolkitError} `model/not-onnx` when it cannot, `model/contract` when it holds more than tensors.
 */
export async function wrapSession<Output extends TensorValue | DeviceTensor = TensorValue>(
  create: () => Promise<InferenceSession>,
  Tensor: TensorConstructor,
  { source, provider }: SessionRequest,
): Promise<OnnxSession<Output>> {
  let session: InferenceSession;
  try {
    session = await create();
  } catch (cause) {
    throw new ToolkitError(
      'model/not-onnx',
      `A world model must be an ONNX file that onnxruntime can load on ${provider}, and ${source} is not: ${onnxruntimeMessage(cause)}`,
      'Check that the file is whole and was exported with standard operators.',
      { cause },
    );
  }
  const tensorOf = ({ type, data, dims }: TensorValue): OnnxValue =>
    new Tensor(type as 'float32', data as Float32Array, dims);
  return {
    inputs: describeValues(session.inputMetadata, source),
    outputs: describeValues(session.outputMetadata, source),
    provider,
    run: async (feeds, outputs, into = {}) => {
      const tensors: Record<string, OnnxValue> = {};
      const fetches: Record<string, OnnxValue | null> = {};
      for (const [name, value] of Object.entries(feeds)) {
        tensors[name] = 'held' in value ? (value.held as OnnxValue) : tensorOf(value);
      }
      for (const name of outputs) fetches[name] = into[name] === undefined ? null : tensorOf(into[name]);
      const results = await session.run(tensors, fetches);
      const values: Record<string, Output> = {};
      for (const name of outputs) {
        values[name] = tensorAsOurs(results[name] as InferenceSession.OnnxValueMapType[string]) as Output;
      }
      return values;
    },
    close: () => session.release(),
  };
}
