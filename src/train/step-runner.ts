import type { TensorValue } from '../onnx/session.ts';
import type { TrainingState } from './training-session.ts';

/** A training step that is loaded, with the state that it changes. Holds native memory: close it. */
export type StepRunner = {
  /**
   * Runs the step on the present state, which stays as it is until `take`.
   *
   * @param batch - What the graph is given besides its state.
   * @param told - The outputs wanted besides the next state.
   */
  run(
    batch: Readonly<Record<string, TensorValue>>,
    told: readonly string[],
  ): Promise<Readonly<Record<string, TensorValue>>>;
  /** Makes what the last run came to the present state. */
  take(): void;
  /** The present state; valid until the next run. */
  state(): Promise<TrainingState>;
  close(): Promise<void>;
};

/** What the arrays of a state are called in the graph, and as what they leave it with `next_` before. */
export const STATE_NAMES: Readonly<Record<keyof TrainingState, string>> = {
  parameters: 'parameters',
  moment1: 'moment1',
  moment2: 'moment2',
  average: 'average',
  routerBias: 'router_bias',
};

/** The arrays of a state that a graph has, each with its shape. */
export type StateShapes = Readonly<Partial<Record<keyof TrainingState, readonly number[]>>>;

/** The arrays of a state that a graph has. */
export const statesOf = (shapes: StateShapes): readonly (keyof TrainingState)[] =>
  (Object.keys(STATE_NAMES) as (keyof TrainingState)[]).filter((key) => shapes[key] !== undefined);
