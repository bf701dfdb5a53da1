import type { Provider } from '../onnx/session.ts';
import type { WmDConfig } from '../world-model/wm-d/wm-d-config.ts';
import type { WindowBatch } from './window-batch.ts';

/** Everything that a step changes, as flat float32 arrays. */
export type TrainingState = {
  /** All weights, one after another. */
  readonly parameters: Float32Array;
  /** AdamW's running means of the gradient and of its square. */
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  /** The running mean of the weights: what is exported. */
  readonly average: Float32Array;
  /** What the routers add to their experts' scores, [layers, experts]; empty without experts. */
  readonly routerBias: Float32Array;
};

/** What differs from step to step. */
export type StepSettings = {
  /** Steps done since the moments were zero, from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** Weight of a moving body's pixels beside the others': 1 + this. */
  readonly foregroundWeight: number;
  /** A step whose loss is above it is not taken. */
  readonly lossLimit: number;
  /** How fast the routers' biases move. */
  readonly balanceRate: number;
};

/** What a step found. */
export type StepReport = {
  readonly loss: number;
  readonly gradientNorm: number;
  /** False where the loss or the gradient was not finite or the loss above its limit: nothing has changed. */
  readonly taken: boolean;
  /** Null without experts. */
  readonly router: {
    /** Share of the tokens that each expert was chosen by, over what an even share were: [layers, experts]. */
    readonly loads: Float32Array;
    /** Mean over layers, of the scores made to sum to one; 1 = all alike. */
    readonly entropy: number;
    /** Share of choices that found their expert full. */
    readonly dropped: number;
  } | null;
};

/** One phase of training: its graph is made for this batch and this many predicted frames. */
export type TrainingPhase = {
  readonly config: WmDConfig;
  readonly batch: number;
  /** Frames that the model predicts from its own pictures within a step: 1…4. */
  readonly unroll: number;
};

export type TrainingSessionOptions = {
  readonly provider: Provider;
  readonly threads?: number | undefined;
};

/** A phase's training step, loaded. Holds native memory: close it. */
export type TrainingSession = {
  readonly phase: TrainingPhase;
  /** Multiplications and additions of one sample of one step, forward and back. */
  readonly flopsPerSample: number;
  /** One step. One at a time. */
  step(batch: WindowBatch, settings: StepSettings): Promise<StepReport>;
  /** The state as it is now; valid until the next step. */
  state(): Promise<TrainingState>;
  close(): Promise<void>;
};
