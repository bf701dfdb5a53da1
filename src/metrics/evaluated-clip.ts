/** A clip with its exact truth: what a prediction of it is judged by. Frame 0 of `truth` is one frame ahead. */
export type EvaluatedClip = {
  /** `<episode>.<camera>.<start>`. */
  readonly id: string;
  readonly episode: string;
  /** The scene, by the name that the report shows. */
  readonly scene: string;
  /** What is resampled together: the episode, with its dataset where there are several. */
  readonly cluster: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** The frames that the model sees, oldest first; sRGB 8 bit, shape [height, width, 3]. */
  readonly context: readonly Uint8Array[];
  /** Instance ids of the context frames, shape [height, width]; 0 = background. */
  readonly contextIds: readonly Uint16Array[];
  /** The frames to predict. */
  readonly truth: readonly Uint8Array[];
  readonly truthIds: readonly Uint16Array[];
  /**
   * What a pixel spans across the view at the distance of a body's middle, by true frame and instance id, metres; `null`
   * where nobody knows.
   */
  readonly metresAPixel: readonly ReadonlyMap<number, number>[] | null;
  /** Ids of the bodies that can move: the foreground. */
  readonly foregroundIds: readonly number[];
  /** Actions held from the first context frame on, shape [context − 1 + horizon, actionDim]; null without. */
  readonly actions: Float32Array | null;
  readonly actionDim: number;
};
