import type { MetricId } from '../metrics/metric-ids.ts';

/** A clip that a page plays. */
export type ShownClip = {
  readonly model: string;
  readonly scene: string;
  readonly rank: 'best' | 'median' | 'worst';
  /** Why it is shown, where that is not its rank. */
  readonly note?: string;
  /** Clips of the scene that it was ranked among. */
  readonly among: number;
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly context: readonly Uint8Array[];
  readonly truth: readonly Uint8Array[];
  readonly predicted: readonly Uint8Array[];
  readonly scores: Readonly<Record<MetricId, Float64Array>>;
};
