import type { Interval } from '../../../metrics/bootstrap.ts';
import type { HeadFigure } from './score-heads.ts';

/** A figure of one source at one horizon: the mean over episodes with its 95 % interval. */
export type HeadRow = Interval & {
  readonly source: string;
  /** `colour` is the object IoU of the pixel rule, for a model that tells no slots. */
  readonly figure: HeadFigure | 'colour_object_iou';
  /** Frames ahead, from 1. */
  readonly horizon: number;
  /** Episodes. */
  readonly n: number;
};
