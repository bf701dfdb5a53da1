/** One row of Cosmos's table: the mean over its predicted frames. */
export type PublishedAlignment = {
  readonly model: string;
  /** Frames given, of 33. */
  readonly given: 1 | 9;
  readonly psnr: number;
  readonly ssim: number;
  readonly dreamSim: number;
  readonly iou: number;
};

const row = (
  model: string,
  given: 1 | 9,
  [psnr, ssim, dreamSim, iou]: readonly [number, number, number, number],
): PublishedAlignment => ({ model, given, psnr, ssim, dreamSim, iou });

/**
 * Physics alignment of Cosmos's own models on its own films, given a prompt as well where they take one.
 *
 * Source: the Cosmos paper (arXiv 2501.03575), its table of physics alignment.
 */
export const PUBLISHED_ALIGNMENT: readonly PublishedAlignment[] = [
  row('Diffusion Video2World 7B', 1, [17.34, 0.54, 0.84, 0.332]),
  row('Diffusion Video2World 7B', 9, [21.06, 0.69, 0.86, 0.592]),
  row('Diffusion Video2World 14B', 1, [16.81, 0.52, 0.84, 0.338]),
  row('Diffusion Video2World 14B', 9, [20.21, 0.64, 0.86, 0.598]),
  row('Autoregressive 4B', 1, [17.91, 0.49, 0.83, 0.394]),
  row('Autoregressive 4B', 9, [18.13, 0.48, 0.86, 0.481]),
  row('Autoregressive 12B', 1, [17.94, 0.49, 0.83, 0.395]),
  row('Autoregressive 12B', 9, [18.22, 0.49, 0.87, 0.487]),
  row('Autoregressive Video2World 13B', 1, [18.0, 0.49, 0.83, 0.397]),
  row('Autoregressive Video2World 13B', 9, [18.26, 0.48, 0.87, 0.482]),
];

/** Why the numbers and a report's are not of one scale. */
export const NOT_COMPARABLE =
  'Cosmos’s numbers are of general models, untrained on these films, at 720p, with masks propagated by a tracker; here a model sees small pictures of the simulator that it may have been trained on, and the masks are exact. The protocol is the same, the numbers are not comparable.';
