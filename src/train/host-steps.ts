import type { TensorValue } from '../onnx/session.ts';
import { createSession, type SessionOptions } from '../onnx/session-node.ts';
import { STATE_NAMES, type StateShapes, type StepRunner, statesOf } from './step-runner.ts';
import { copyState } from './train-loop.ts';
import type { TrainingState } from './training-session.ts';

/**
 * Loads a training step whose state lies in arrays of ours: steps write it back and forth between two copies, so
 * that nothing is allocated. The state given stays as it is.
 *
 * @throws {@link ToolkitError} `model/not-onnx` when the provider cannot run the graph.
 */
export async function openHostSteps(
  graph: Uint8Array,
  shapes: StateShapes,
  state: TrainingState,
  options: SessionOptions,
): Promise<StepRunner> {
  const session = await createSession(graph, 'the training step', options);
  const keys = statesOf(shapes);
  let now = copyState(state);
  let next = copyState(state);
  const tensor = (of: TrainingState, key: keyof TrainingState): TensorValue => ({
    type: 'float32',
    dims: shapes[key] ?? [],
    data: of[key],
  });
  return {
    run: (batch, told) => {
      const feeds: Record<string, TensorValue> = { ...batch };
      const into: Record<string, TensorValue> = {};
      for (const key of keys) {
        feeds[STATE_NAMES[key]] = tensor(now, key);
        into[`next_${STATE_NAMES[key]}`] = tensor(next, key);
      }
      return session.run(feeds, [...Object.keys(into), ...told], into);
    },
    take: () => {
      [now, next] = [next, now];
    },
    state: async () => now,
    close: () => session.close(),
  };
}
