/** The measures of a prediction, by the id that reports, rows and `--require` use. */
export type MetricId =
  | 'presence'
  | 'presence_precision'
  | 'object_correspondence'
  | 'union_iou'
  | 'object_iou'
  | 'centroid_px'
  | 'centroid_m'
  | 'vanished_motion'
  | 'hallucinated_motion'
  | 'flicker'
  | 'foreground_psnr'
  | 'psnr'
  | 'psnr_pooled'
  | 'ssim'
  | 'ms_ssim'
  | 'sharpness';

/** What a measure looks at. */
export type MetricGroup = 'shows' | 'place' | 'motion' | 'look';

/** The groups in the order in which reports show them. */
export const METRIC_GROUPS: readonly { readonly id: MetricGroup; readonly label: string }[] = [
  { id: 'shows', label: 'What it shows' },
  { id: 'place', label: 'Where things are' },
  { id: 'motion', label: 'What moves' },
  { id: 'look', label: 'How it looks' },
];

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
  readonly group: MetricGroup;
  /** Whether a report shows it at once and speaks of it in the verdict; the others stand below. */
  readonly headline: boolean;
  /** Whether a mean over clips is that of their squared errors (`pooledPsnr`), not of their dB. */
  readonly pooled: boolean;
};

const NUMBER = { unit: '', better: 'higher', digits: 2, headline: false, pooled: false } as const;

const DECIBEL = { ...NUMBER, unit: 'dB', digits: 1, group: 'look' } as const;

/** Every measure, in the order in which reports show them: by group, the headlines of a group first. */
export const METRICS: readonly Metric[] = [
  {
    ...{ ...NUMBER, id: 'presence', label: 'Presence', group: 'shows', headline: true },
    meaning: 'Share of the bodies in view that keep at least a quarter of their true area (recall).',
  },
  {
    ...{ ...NUMBER, id: 'presence_precision', label: 'Presence precision', group: 'shows' },
    meaning:
      'Share of the bodies shown that are there in truth, with at least a quarter of the area shown; conjured and smeared bodies fail.',
  },
  {
    ...{ ...NUMBER, id: 'union_iou', label: 'Union IoU', group: 'place', headline: true },
    meaning: 'Overlap of the pixels of all moving bodies, predicted and true: 1 is perfect, 0 is nowhere.',
  },
  {
    ...{ ...NUMBER, id: 'centroid_px', label: 'Centroid error', group: 'place', headline: true },
    ...{ unit: 'px', better: 'lower', digits: 1 },
    meaning: 'How far a body’s centre is off, over the bodies that the prediction still shows.',
  },
  {
    ...{ ...NUMBER, id: 'centroid_m', label: 'Centroid error in the scene', group: 'place' },
    ...{ unit: 'm', better: 'lower', digits: 3 },
    meaning:
      'The same across the view at the body’s true distance, by the camera; how far off it is along the line of sight, a picture does not tell.',
  },
  {
    ...{ ...NUMBER, id: 'object_iou', label: 'Object IoU', group: 'place' },
    meaning: 'Overlap of each body with its own true place, mean over bodies; a body that is gone counts 0.',
  },
  {
    ...{ ...NUMBER, id: 'object_correspondence', label: 'Object correspondence', group: 'place' },
    meaning:
      'Share of the bodies in view that lie on their own true place more than on another’s; swapped bodies fail.',
  },
  {
    ...{ ...NUMBER, id: 'vanished_motion', label: 'Vanished motion', group: 'motion', headline: true },
    better: 'lower',
    meaning:
      'Share of the pixels that move in truth near which nothing moves in the prediction: 1 is frozen.',
  },
  {
    ...{ ...NUMBER, id: 'hallucinated_motion', label: 'Hallucinated motion', group: 'motion' },
    ...{ better: 'lower', digits: 3, headline: true },
    meaning: 'Share of the still picture that moves in the prediction, away from any true motion.',
  },
  {
    ...{ ...NUMBER, id: 'flicker', label: 'Flicker', group: 'motion', better: 'lower' },
    unit: 'levels',
    meaning:
      'Mean change from a frame to the next where the truth is still, of 255; the row of the truth is the floor.',
  },
  {
    ...{ ...DECIBEL, id: 'foreground_psnr', label: 'Foreground PSNR', headline: true },
    meaning: 'PSNR over the pixels a moving body covers in this frame or the one before.',
  },
  {
    ...{ ...DECIBEL, id: 'psnr', label: 'PSNR', headline: true },
    meaning: 'Error of every pixel, capped at 60 dB. A prediction in which bodies fade can gain here.',
  },
  {
    ...{ ...NUMBER, id: 'ssim', label: 'SSIM', group: 'look', digits: 3, headline: true },
    meaning: 'Likeness of local structure in brightness, 11 × 11 Gaussian window.',
  },
  {
    ...{ ...DECIBEL, id: 'psnr_pooled', label: 'Pooled PSNR', pooled: true },
    meaning:
      'PSNR of the mean squared error of a scene’s clips, not the mean of their dB: bad clips count in full.',
  },
  {
    ...{ ...NUMBER, id: 'ms_ssim', label: 'MS-SSIM', group: 'look', digits: 3 },
    meaning:
      'SSIM over as many of five scales as the 11 × 11 window fits (three at 64 px, five from 176 px), weights scaled to sum 1.',
  },
  {
    ...{ ...NUMBER, id: 'sharpness', label: 'Sharpness', group: 'look' },
    meaning:
      'Gradient energy at the bodies against the truth’s, the smaller of the ratio and its inverse: blur and noise both fall below 1.',
  },
];

/** Every id, in the order of {@link METRICS}. */
export const METRIC_IDS: readonly MetricId[] = METRICS.map((metric) => metric.id);

/** The measure of that id. */
export const metricOf = (id: MetricId): Metric => METRICS.find((metric) => metric.id === id) as Metric;
