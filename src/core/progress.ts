/** How far a stage of long work is. `done` and `total` count `unit`s. */
export type Progress = {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  readonly note?: string;
  /** Seconds until the end, where they do not follow from what is done. */
  readonly secondsLeft?: number;
};

/** Told of progress; must not throw. */
export type OnProgress = (progress: Progress) => void;
