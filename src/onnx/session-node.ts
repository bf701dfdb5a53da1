import type { InferenceSession, OnnxValue } from 'onnxruntime-node';
import { ToolkitError } from '../core/error.ts';
import { onnxruntimeMessage } from './onnxruntime-message.ts';
import type { OnnxSession, Provider, TensorData, TensorInfo, TensorValue } from './session.ts';

/**
 * Settings that hold for every session: no spinning on shared cores. Denormals stay: `set_denormal_as_zero` would
 * flush them in the calling thread as well, where the physics engine keeps whole numbers in the bits of floats and
 * would find no contact any more.
 */
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  logSeverityLevel: 4,
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

export type SessionOptions = {
  readonly provider: Provider;
  /** Threads of one operator on the CPU; onnxruntime's own choice if left out. */
  readonly threads?: number;
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

/**
 * Loads an ONNX model from a file or from its bytes.
 *
 * @param source - What to call the model in errors.
 * @throws {@link ToolkitError} `model/not-onnx` when onnxruntime cannot load it.
 */
export async function createSession(
  model: string | Uint8Array,
  source: string,
  options: SessionOptions,
): Promise<OnnxSession> {
  const ort = await import('onnxruntime-node');
  const settings: InferenceSession.SessionOptions = {
    ...SESSION_OPTIONS,
    executionProviders: [options.provider],
    ...(options.threads ? { intraOpNumThreads: options.threads } : {}),
  };
  let session: InferenceSession;
  try {
    session = await (typeof model === 'string'
      ? ort.InferenceSession.create(model, settings)
      : ort.InferenceSession.create(model, settings));
  } catch (cause) {
    throw new ToolkitError(
      'model/not-onnx',
      `A world model must be an ONNX file that onnxruntime can load on ${options.provider}, and ${source} is not: ${onnxruntimeMessage(cause)}`,
      'Check that the file is whole and was exported with standard operators.',
      { cause },
    );
  }
  return {
    inputs: describeValues(session.inputMetadata, source),
    outputs: describeValues(session.outputMetadata, source),
    provider: options.provider,
    run: async (feeds, outputs) => {
      const tensors: Record<string, OnnxValue> = {};
      for (const [name, value] of Object.entries(feeds)) {
        tensors[name] = new ort.Tensor(value.type as 'float32', value.data as Float32Array, value.dims);
      }
      const results = await session.run(tensors, outputs);
      const values: Record<string, TensorValue> = {};
      for (const name of outputs) {
        const tensor = results[name] as InferenceSession.OnnxValueMapType[string];
        values[name] = { type: tensor.type, dims: tensor.dims, data: tensor.data as TensorData };
      }
      return values;
    },
    close: () => session.release(),
  };
}
