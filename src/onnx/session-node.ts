import type { InferenceSession } from 'onnxruntime-node';
import type { OnnxSession, Provider } from './session.ts';
import { wrapSession } from './wrap-session.ts';

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
  readonly threads?: number | undefined;
  /**
   * For graphs that learn, in a thread that does nothing else: numbers too small to be normal become 0 (AdamW
   * makes many, and each costs ten others), and memory is not laid out ahead, which saves two fifths of it.
   */
  readonly training?: true;
};

const TRAINING_OPTIONS: InferenceSession.SessionOptions = {
  enableMemPattern: false,
  extra: { session: { intra_op: { allow_spinning: '0' }, set_denormal_as_zero: '1' } },
};

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
    ...(options.training ? TRAINING_OPTIONS : {}),
    executionProviders: [options.provider],
    ...(options.threads ? { intraOpNumThreads: options.threads } : {}),
  };
  const create = (): Promise<InferenceSession> =>
    typeof model === 'string'
      ? ort.InferenceSession.create(model, settings)
      : ort.InferenceSession.create(model, settings);
  return wrapSession(create, ort.Tensor, { source, provider: options.provider });
}
