/** Sizes of WM-D, smallest first. */
export const WM_D_SIZES = ['micro', 'nano', 'small', 'base'] as const;

export type WmDSize = (typeof WM_D_SIZES)[number];

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
  readonly heads: readonly ('segmentation' | 'depth')[];
};

/** Context frames of every WM-D. */
export const WM_D_CONTEXT = 4;
