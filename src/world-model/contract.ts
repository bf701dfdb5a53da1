import type { FrameLayout } from './frame-layout.ts';
import type { LearntViews } from './learnt-views.ts';

/** What a model's numbers for black and white are. */
export type FrameRange = '0..1' | '-1..1' | '0..255';

export const FRAME_RANGES: readonly FrameRange[] = ['0..1', '-1..1', '0..255'];

/** How a model is told what the robot does. */
export type ActionContract = {
  /** The graph's input. */
  readonly input: string;
  /** An `int64` input is discrete: one whole number a frame. */
  readonly type: 'float32' | 'float16' | 'int64';
  /** Numbers in one action. */
  readonly dim: number;
  /** One a number; the model is given (action − mean) ÷ std. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
};

/** A tensor of frames: its name in the graph, element type and number of axes. */
export type FrameTensor = {
  readonly name: string;
  readonly type: 'float32' | 'float16' | 'uint8';
  readonly rank: number;
};

/** An input that always gets the same numbers. */
export type ConstantInput = {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
};

/** What a recurrent model carries from one call to the next: an input, and the output that it goes on with. */
export type StateTensor = {
  /** Names in the graph. */
  readonly input: string;
  readonly output: string;
  readonly type: 'float32' | 'float16';
  /** Of one clip. */
  readonly shape: readonly number[];
  /** The axis along which clips lie beside each other. */
  readonly batchAxis: number;
};

/** An output beside the frames, [batch, chunk, channels, height, width]. */
export type HeadTensor = { readonly name: string; readonly type: 'float32' | 'float16' };

/** What a model predicts beside pictures. */
export type ContractHeads = {
  /** Depth along the optical axis, as 1 / (1 + metres) or in metres; null = none. */
  readonly depth: (HeadTensor & { readonly encoding: '1/(1+z)' | 'm' }) | null;
  /** Logits, a channel a slot: background, robot, then the bodies of the context, the largest first; null = none. */
  readonly segmentation: (HeadTensor & { readonly slots: number }) | null;
};

/** What a model promises under `wm/1`: everything that a rollout must know about it. */
export type WorldModelContract = {
  readonly contract: '1';
  readonly name: string;
  readonly version: string | null;
  /** Frames a second that it was made for; null = any. */
  readonly fps: number | null;
  /** Context frames that it takes. */
  readonly context: number;
  /** Frames that one call predicts. */
  readonly chunk: number;
  /** How many of those a rollout keeps: 1…chunk. */
  readonly keep: number;
  /** Pixels; null = any. */
  readonly height: number | null;
  readonly width: number | null;
  readonly layout: FrameLayout;
  readonly range: FrameRange;
  readonly input: FrameTensor;
  readonly output: FrameTensor;
  /** null = the model is not told of actions. */
  readonly actions: ActionContract | null;
  /** What is carried from call to call, zeros at first; empty for a model that remembers nothing. */
  readonly recurrent: readonly StateTensor[];
  readonly heads: ContractHeads;
  /** Inputs that are the same in every call. */
  readonly constants: readonly ConstantInput[];
  /** The graph takes any number of clips at once. */
  readonly batched: boolean;
  /** null = it does not say. */
  readonly learntViews: LearntViews | null;
};
