/** The measures of a prediction, by the id that reports, rows and `--require` use. */
export type MetricId = 'psnr' | 'ssim' | 'foreground_psnr' | 'union_iou' | 'centroid_px' | 'presence';

/** What a reader needs to know about one measure. */
export type Metric = {
  readonly id: MetricId;
  readonly label: string;
  /** Empty for pure numbers. */
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  /** Decimals worth printing. */
  readonly digits: number;
  /** One sentence on what it says. */
  readonly meaning: string;
};

/** Every measure, in the order in which reports show them. */
export const METRICS: readonly Metric[] = [
  {
    id: 'foreground_psnr',
    label: 'Foreground PSNR',
    unit: 'dB',
    better: 'higher',
    digits: 1,
    meaning: 'PSNR over the pixels a moving body covers in this frame or the one before.',
  },
  {
    id: 'union_iou',
    label: 'Union IoU',
    unit: '',
    better: 'higher',
    digits: 2,
    meaning: 'Overlap of the pixels of all moving bodies, predicted and true: 1 is perfect, 0 is nowhere.',
  },
  {
    id: 'centroid_px',
    label: 'Centroid error',
    unit: 'px',
    better: 'lower',
    digits: 1,
    meaning: 'How far a body’s centre is off, over the bodies that the prediction still shows.',
  },
  {
    id: 'presence',
    label: 'Presence',
    unit: '',
    better: 'higher',
    digits: 2,
    meaning: 'Share of the bodies in view that keep at least a quarter of their true area.',
  },
  {
    id: 'psnr',
    label: 'PSNR',
    unit: 'dB',
    better: 'higher',
    digits: 1,
    meaning: 'Error of every pixel, capped at 60 dB. A prediction in which bodies fade can gain here.',
  },
  {
    id: 'ssim',
    label: 'SSIM',
    unit: '',
    better: 'higher',
    digits: 3,
    meaning: 'Likeness of local structure in brightness, 11 × 11 Gaussian window.',
  },
];

/** Every id, in the order of {@link METRICS}. */
export const METRIC_IDS: readonly MetricId[] = METRICS.map((metric) => metric.id);

/** The measure of that id. */
export const metricOf = (id: MetricId): Metric => METRICS.find((metric) => metric.id === id) as Metric;
