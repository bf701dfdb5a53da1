/** What the steps of a short stretch had in common: one point of each curve. */
export type HistoryPoint = {
  /** Steps done at its end. */
  readonly step: number;
  /** Until then, all runs together: seconds of training, windows learnt from, multiplications and additions. */
  readonly seconds: number;
  readonly samples: number;
  readonly flops: number;
  /** Means over its steps that were taken; null without any. */
  readonly loss: number | null;
  readonly gradientNorm: number | null;
  readonly learningRate: number;
  readonly foregroundWeight: number;
  readonly unroll: number;
  readonly samplesPerSecond: number;
  /** 10⁹ multiplications and additions a second. */
  readonly gflops: number;
  /** Share of the time that went into reading windows, 0…1. */
  readonly loaderShare: number;
  /** Memory of the process, bytes. */
  readonly memoryBytes: number;
  /** Steps not taken since the beginning. */
  readonly skipped: number;
  /** Null without experts. */
  readonly router: RouterPoint | null;
};

/** What the routers did. */
export type RouterPoint = {
  /** Most used and least used expert's load over an even share, worst layer. */
  readonly maxLoad: number;
  readonly minLoad: number;
  /** Mean over layers; 1 = all experts alike. */
  readonly entropy: number;
  /** Share of choices that found their expert full. */
  readonly dropped: number;
  /** Over an even share, [layers, experts]. */
  readonly loads: readonly number[];
};

/** Measures that a validation gives. */
export const VALIDATION_METRICS = ['psnr', 'foreground_psnr', 'union_iou', 'presence'] as const;

export type ValidationMetric = (typeof VALIDATION_METRICS)[number];

/** Horizons at which they are taken. */
export const VALIDATION_HORIZONS = [1, 4, 8] as const;

/** One value a horizon of {@link VALIDATION_HORIZONS}; null = not defined. */
export type ValidationScores = Readonly<Record<ValidationMetric, readonly (number | null)[]>>;

/** What one model's rollouts gave, by scene; `all` is the mean over scenes. */
export type ScenesScores = Readonly<Record<string, ValidationScores>>;

/** A validation, and after how many steps it was made. */
export type ValidationPoint = { readonly step: number; readonly scores: ScenesScores };

/** What training found on its way. */
export type TrainingHistory = {
  readonly points: readonly HistoryPoint[];
  readonly validations: readonly ValidationPoint[];
  /** The dataset of the validations; null without. */
  readonly validatedOn: { readonly name: string; readonly planSha256: string } | null;
  /** What the baselines give on the same clips, by name; empty without validation. */
  readonly baselines: Readonly<Record<string, ScenesScores>>;
};

export const NO_HISTORY: TrainingHistory = {
  points: [],
  validations: [],
  validatedOn: null,
  baselines: {},
};
