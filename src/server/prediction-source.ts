import type { PredictionIndex } from '../core/view/prediction-view.ts';
import type { VideoTrack } from './prediction-blocks.ts';

/** A track to show, and what names its bytes where that is known. */
export type ShownTrack = VideoTrack & { readonly sha256?: string };

/** A report or a folder of predictions that is being shown. */
export type PredictionSource = {
  readonly index: PredictionIndex;
  /** The same with scores, where they have to be worked out. */
  readonly scored?: () => Promise<PredictionIndex>;
  /** The true frames of the index's `clip`-th clip, or what a model predicts of it; `null` where there are none. */
  readonly track: (clip: number, model: number | 'truth') => Promise<ShownTrack | null>;
  /** The true frames, where they do not stand in one video of their own. */
  readonly truthBlock?: (clip: number, block: number) => Promise<Uint8Array>;
};
