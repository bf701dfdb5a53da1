/** What one training step sees: `batch` windows of successive frames. The arrays are used again: valid until the next batch is read. */
export type WindowBatch = {
  readonly batch: number;
  /** Frames of a window: context and what is predicted. */
  readonly frames: number;
  /** sRGB, 8 bit, planar: shape [batch, frames, 3, height, width]. */
  readonly rgb: Uint8Array;
  /** Row i is held from frame i to frame i + 1; raw units, zeros where nothing acts. Shape [batch, frames − 1, actionDim]. */
  readonly actions: Float32Array;
  /** 0 = what cannot move, 1 = the robot, 2…255 = the other bodies of the episode. Shape [batch, frames, height, width]. */
  readonly labels: Uint8Array;
  /** 255 / (1 + Z-depth in metres), rounded, at least 1; 0 where nothing is. Where it was asked for: shape [batch, frames, height, width]. */
  readonly depth?: Uint8Array;
};
