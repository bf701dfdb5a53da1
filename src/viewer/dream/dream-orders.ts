import type { ArraySpec } from '../../core/array-spec.ts';
import type { ToolkitErrorCode } from '../../core/error.ts';
import type { Progress } from '../../core/progress.ts';
import type { ProviderProbe } from '../../onnx/provider-probe.ts';
import type { WebProviderChoice } from '../../onnx/provider-web.ts';
import type { WorldModelContract } from '../../world-model/contract.ts';
import type { DreamStart } from '../../world-model/world-model-environment.ts';

/** What a dream shows and takes. */
export type DreamShape = {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** `null` where nothing acts. */
  readonly actionSpec: ArraySpec | null;
};

/** What the page tells the thread that dreams; each is answered under its number. */
export type DreamOrder = { readonly number: number } & (
  | {
      readonly kind: 'load';
      /** What to call the model in errors. */
      readonly file: string;
      /** Absolute addresses; a side-car only where there is one. */
      readonly url: string;
      readonly sideCarUrl: string | null;
      readonly provider: WebProviderChoice;
    }
  | { readonly kind: 'shape'; readonly shape: DreamShape }
  /** The dream is what is known, and goes on from there. */
  | { readonly kind: 'begin'; readonly start: DreamStart }
  | { readonly kind: 'step'; readonly action: Float32Array | null }
);

/** A model that dreams. */
export type LoadedDream = {
  readonly contract: WorldModelContract;
  /** What runs it, in words: `WebGPU on …`, `WebAssembly, 2 threads`. */
  readonly runs: string;
  /** Where WebGPU was not taken: why. */
  readonly notGpu: string | null;
  readonly probed: readonly ProviderProbe[];
  readonly warnings: readonly string[];
};

/** One dreamt frame. */
export type DreamtFrame = {
  /** sRGB, 8 bit, shape [height, width, 3]. */
  readonly rgb: Uint8Array;
  /** Milliseconds that the model took. */
  readonly took: number;
  /** What ran it. */
  readonly runs: string;
};

/** What the thread tells the page. */
export type DreamNews =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'loaded'; readonly number: number; readonly dream: LoadedDream }
  | { readonly kind: 'done'; readonly number: number }
  | { readonly kind: 'frame'; readonly number: number; readonly frame: DreamtFrame }
  | {
      readonly kind: 'failed';
      readonly number: number;
      readonly code: ToolkitErrorCode | 'unexpected';
      readonly message: string;
      readonly hint: string;
    };
