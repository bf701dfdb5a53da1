/** Sizes of WM-D, smallest first. */
export const WM_D_SIZES = ['micro', 'nano', 'small', 'base'] as const;

export type WmDSize = (typeof WM_D_SIZES)[number];

/** What a WM-D may predict beside pictures, in the order in which a configuration lists it. */
export const WM_D_HEADS = ['segmentation', 'depth'] as const;

export type WmDHead = (typeof WM_D_HEADS)[number];

/** What a segmentation tells apart: the bodies are the six largest of the context frames, the largest first. */
export const WM_D_SLOTS = [
  'background',
  'robot',
  ...['body 1', 'body 2', 'body 3', 'body 4', 'body 5', 'body 6'],
] as const;

/** What of a WM-D model is fixed before it learns: its checkpoint and its file name it. */
export type WmDConfig = {
  readonly size: WmDSize;
  /** Frames are square: pixels of a side. */
  readonly side: 64 | 128;
  /** Numbers in an action; 0 = the model is not told of actions. */
  readonly actionDim: number;
  /** Each block but the first wakes a few of many experts instead of one wide layer. */
  readonly experts: boolean;
  /** What else it predicts beside pictures. */
  readonly heads: readonly WmDHead[];
};

/** Context frames of every WM-D. */
export const WM_D_CONTEXT = 4;
