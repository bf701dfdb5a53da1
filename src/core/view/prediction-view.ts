/** One value a horizon, the first of them one frame ahead; `null` where it is not defined. */
export type HorizonValues = readonly (number | null)[];

/** A row of predictions. */
export type ShownPredictor = {
  readonly name: string;
  /** A `subject` is what is judged; a `baseline`, a `bound` and the `truth` are what it is judged by. */
  readonly role: 'subject' | 'baseline' | 'bound' | 'truth';
  /** In words: the file, or what was done instead. */
  readonly source: string;
  readonly sha256: string | null;
  readonly provider: string | null;
};

/** A measure's mean over clips of a scene, with its 95 % interval. */
export type MeanCurve = {
  /** Places in `PredictionIndex.models` and `scenes`. */
  readonly model: number;
  readonly scene: number;
  readonly metric: string;
  readonly mean: HorizonValues;
  readonly low: HorizonValues;
  readonly high: HorizonValues;
  /** Episodes that have a value, at the most. */
  readonly n: number;
};

/** The paired difference of two models, `model` minus `against`. */
export type DifferenceCurve = MeanCurve & { readonly against: number };

/** A clip that was predicted; its place in the list names it in addresses. */
export type ShownPrediction = {
  /** `<episode>.<camera>.<start>`, its dataset before it where several have the same. */
  readonly id: string;
  readonly scene: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** By model: each measure's values; `null` where the model was not asked. */
  readonly scores: readonly (Readonly<Record<string, HorizonValues>> | null)[];
  /** Whether there are its true frames, and each model's. */
  readonly truth: boolean;
  readonly predicted: readonly boolean[];
};

/** A report, or a folder of predictions, but for its frames. */
export type PredictionIndex = {
  readonly name: string;
  readonly kind: 'report' | 'predictions';
  /** Whether its scores are still to be asked for, and take a while. */
  readonly unscored: boolean;
  /** What is missing and how to have it, in sentences. */
  readonly notes: readonly string[];
  readonly verdict: {
    readonly headline: string;
    readonly details: readonly string[];
    readonly cautions: readonly string[];
  } | null;
  readonly protocol: {
    /** Frames that a model sees, and frames that it predicts. */
    readonly context: number;
    readonly horizon: number;
    readonly starts: readonly number[];
    /** Bootstrap draws of the intervals; 0 without. */
    readonly draws: number;
  };
  readonly requirements: readonly {
    readonly text: string;
    readonly found: string;
    readonly met: boolean;
  }[];
  readonly models: readonly ShownPredictor[];
  /** The mean over scenes, `all`, first where there is one. */
  readonly scenes: readonly string[];
  /** What was measured, in the order in which it is shown. */
  readonly metrics: readonly string[];
  readonly rows: readonly MeanCurve[];
  readonly comparisons: readonly DifferenceCurve[];
  readonly clips: readonly ShownPrediction[];
};
