import type { WebRuntime } from './runtime-web.ts';
import type { OnnxSession } from './session.ts';
import { wrapSession } from './wrap-session.ts';

/**
 * Loads an ONNX model from its bytes in a browser. Threads wait without spinning: they share the cores with the
 * simulator.
 *
 * @param source - What to call the model in errors.
 * @throws {@link ToolkitError} `model/not-onnx` when onnxruntime cannot load it.
 */
export function createWebSession(
  model: Uint8Array,
  source: string,
  { ort, provider, threads }: WebRuntime,
): Promise<OnnxSession> {
  const create = () =>
    ort.InferenceSession.create(model, {
      logSeverityLevel: 4,
      executionProviders: [provider === 'cpu' ? 'wasm' : provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  return wrapSession(create, ort.Tensor, { source, provider });
}
