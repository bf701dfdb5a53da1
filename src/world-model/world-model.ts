import type { ProviderReport } from '../onnx/provider-probe.ts';
import type { Provider } from '../onnx/session.ts';
import type { WorldModelContract } from './contract.ts';
import type { PredictedHeads } from './decode-heads.ts';
import type { RecurrentState } from './recurrent-state.ts';

/** What one call of a world model is given. */
export type PredictInput = {
  /** The contract's `context` frames, oldest first: sRGB, 8 bit, shape [height, width, 3]. */
  readonly frames: readonly Uint8Array[];
  readonly width: number;
  readonly height: number;
  /**
   * Shape [context − 1 + chunk, action dim], raw units: row i is held from frame i to frame i + 1.
   * Null = nothing is commanded: the model is given zeros.
   */
  readonly actions: Float32Array | null;
  /** What the call before gave back, of the same clip. Null = there was none: a recurrent model is given zeros. */
  readonly state: RecurrentState | null;
};

/** What one call of a world model gives. */
export type Prediction = PredictedHeads & {
  /**
   * sRGB in [0, 1] where the model keeps to its range, not clamped, possibly not finite. Shape
   * [chunk, 3, height, width]. Valid until the next call.
   */
  readonly frames: Float32Array;
  /** What the next call of this clip is to be given: a value of its own. */
  readonly state: RecurrentState;
};

/** Predicts the next frames of a clip. Holds native memory: close it. */
export type WorldModel = {
  readonly contract: WorldModelContract;
  /** The ONNX file, as it was named. */
  readonly file: string;
  /** Of the ONNX file's bytes, hexadecimal. */
  readonly sha256: string;
  readonly provider: Provider;
  /** How that provider was chosen. */
  readonly providerReport: ProviderReport;
  /** What the trial run found odd but not wrong, one sentence each. */
  readonly warnings: readonly string[];
  /** One call, a function of its input alone. One at a time. */
  predict(input: PredictInput): Promise<Prediction>;
  /** Frees the session; the model cannot be used afterwards. */
  close(): Promise<void>;
};
