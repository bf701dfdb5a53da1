import type { WmDConfig } from '../world-model/wm-d/wm-d-config.ts';
import type {
  TrainingPhase,
  TrainingSession,
  TrainingSessionOptions,
  TrainingState,
} from './training-session.ts';

/** What an exported model says of itself. */
export type ModelAbout = {
  readonly name: string;
  readonly fps: number;
  /** `wm.train.*` and the like. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Whether its weights are stored in half precision. */
  readonly half: boolean;
};

/** A model's weights, read back from its file. */
export type ReadModel = {
  readonly config: WmDConfig;
  readonly fps: number;
  readonly parameters: Float32Array;
  readonly routerBias: Float32Array;
};

/** What training needs to know of a family of models. */
export type Network = {
  readonly initialState: (config: WmDConfig, seed: number) => TrainingState;
  readonly openSession: (
    phase: TrainingPhase,
    state: TrainingState,
    options: TrainingSessionOptions,
  ) => Promise<TrainingSession>;
  /** The bytes of an ONNX file that keeps the contract `wm/1`. */
  readonly exportModel: (
    config: WmDConfig,
    weights: { readonly parameters: Float32Array; readonly routerBias: Float32Array },
    about: ModelAbout,
  ) => Uint8Array;
  /** @throws {@link ToolkitError} when the file holds no such model. */
  readonly readModel: (file: string) => Promise<ReadModel>;
};
