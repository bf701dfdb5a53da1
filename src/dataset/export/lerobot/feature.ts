/** A column of the data table. */
export type Feature = {
  /** As `observation.state`. */
  readonly key: string;
  readonly dtype: 'float32' | 'int64' | 'bool';
  /** Values a row. LeRobot wants one value as a plain number, more as a list. */
  readonly width: number;
  /** One name a value, where values have names. */
  readonly names: readonly string[] | null;
};

/** A video of each episode. */
export type VideoFeature = {
  /** As `observation.images.front`. */
  readonly key: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
};

/** Columns that every LeRobot table has, in its order. */
export const OWN_FEATURES: readonly Feature[] = [
  { key: 'timestamp', dtype: 'float32', width: 1, names: null },
  ...['frame_index', 'episode_index', 'index', 'task_index'].map(
    (key): Feature => ({ key, dtype: 'int64', width: 1, names: null }),
  ),
];

/** The values of each feature, by its key: [frames, width]. */
export type FeatureValues = Readonly<Record<string, ArrayLike<number>>>;
