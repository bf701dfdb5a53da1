import type { InferenceSession } from 'onnxruntime-node';
import { withPreparedProvider } from './prepare-provider-node.ts';
import type { DeviceTensor, OnnxSession, Provider, TensorValue } from './session.ts';
import { wrapSession } from './wrap-session.ts';

/**
 * Settings that hold for every session. Denormals stay: `set_denormal_as_zero` would flush them in the calling thread
 * as well, where the physics engine keeps whole numbers in the bits of floats and would find no contact any more.
 * Threads spin for a moment between operations, as onnxruntime means them to: a small model's are too short to be
 * woken for (a training step takes 7 % longer without, predictions a tenth).
 */
const SESSION_OPTIONS: InferenceSession.SessionOptions = { logSeverityLevel: 4, interOpNumThreads: 1 };

export type SessionOptions = {
  readonly provider: Provider;
  /** Threads of one operator on the CPU; onnxruntime's own choice if left out. */
  readonly threads?: number | undefined;
  /**
   * For graphs that learn, in a thread that does nothing else: numbers too small to be normal become 0 (AdamW
   * makes many, and each costs ten others), and memory is not laid out ahead, which saves two fifths of it.
   */
  readonly training?: true;
};

const TRAINING_OPTIONS: InferenceSession.SessionOptions = {
  enableMemPattern: false,
  extra: { session: { set_denormal_as_zero: '1' } },
};

async function openSession<Output extends TensorValue | DeviceTensor>(
  model: string | Uint8Array,
  source: string,
  options: SessionOptions,
  locations: Pick<InferenceSession.SessionOptions, 'preferredOutputLocation'>,
): Promise<OnnxSession<Output>> {
  const ort = await import('onnxruntime-node');
  const settings: InferenceSession.SessionOptions = {
    ...SESSION_OPTIONS,
    ...(options.training ? TRAINING_OPTIONS : {}),
    executionProviders: [options.provider],
    ...(options.threads ? { intraOpNumThreads: options.threads } : {}),
    ...locations,
  };
  const create = (): Promise<InferenceSession> =>
    withPreparedProvider(options.provider, () =>
      typeof model === 'string'
        ? ort.InferenceSession.create(model, settings)
        : ort.InferenceSession.create(model, settings),
    );
  return wrapSession(create, ort.Tensor, { source, provider: options.provider });
}

/**
 * Loads an ONNX model from a file or from its bytes.
 *
 * @param source - What to call the model in errors.
 * @throws {@link ToolkitError} `model/not-onnx` when onnxruntime cannot load it.
 */
export const createSession = (
  model: string | Uint8Array,
  source: string,
  options: SessionOptions,
): Promise<OnnxSession> => openSession(model, source, options, {});

/**
 * Loads an ONNX model that leaves the outputs `kept` on the device. Of the providers in Node only WebGPU can.
 *
 * @throws {@link ToolkitError} `model/not-onnx` when onnxruntime cannot load it.
 */
export const createDeviceSession = (
  model: Uint8Array,
  source: string,
  options: SessionOptions,
  kept: readonly string[],
): Promise<OnnxSession<TensorValue | DeviceTensor>> =>
  openSession(model, source, options, {
    preferredOutputLocation: Object.fromEntries(kept.map((name) => [name, 'gpu-buffer'])),
  });
