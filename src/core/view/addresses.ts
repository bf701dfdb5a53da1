import type { Modality } from '../frame.ts';

/**
 * The addresses of what the viewer shows, relative to its page. None has a query: a server makes each when it is
 * asked for, an exported folder holds each as a file.
 */
export const ADDRESSES = {
  /** `ViewManifest`. */
  manifest: 'view.json',
  /** A scene's file with all that it refers to; `key` may hold slashes. */
  scene: (key: string): string => `scenes/${key}.json`,
  /** Server-sent events, one when a file of a scene changes: its data is the key; live viewers alone. */
  changes: 'changes',
  model: (key: string): string => `models/${key}.onnx`,
  /** What a model's file does not say of itself; there only where it lies beside the model. */
  modelSideCar: (key: string): string => `models/${key}.onnx.wm.json`,
  /** `DatasetIndex`. */
  dataset: (key: string): string => `data/${key}/index.json`,
  /** `EpisodeDigest[]` of episodes `page · DIGEST_PAGE` and on. */
  digests: (key: string, page: number): string => `data/${key}/digests/${page}.json`,
  /** `ClipFacts`. */
  clip: (key: string, episode: string): string => `data/${key}/episodes/${episode}/clip.json`,
  /** `ToldCaptions`, or null: apart from the clip, whose pictures need not wait for it. */
  captions: (key: string, episode: string): string => `data/${key}/episodes/${episode}/captions.json`,
  /** `THUMB_FRAMES` small pictures side by side. */
  thumb: (key: string, episode: string): string => `data/${key}/episodes/${episode}/thumb.webp`,
  /** A block of frames (core/view/frame-block.ts); `boxes` is `FrameBoxes[]` of all frames as JSON instead. */
  frames: (key: string, episode: string, camera: string, modality: Modality, block: number): string =>
    `data/${key}/episodes/${episode}/${camera}/${modality}/${modality === 'boxes' ? 'all.json' : `${block}.bin`}`,
  /** `PredictionIndex`. */
  predictions: (key: string): string => `predictions/${key}/index.json`,
  /** The same `PredictionIndex` with scores, where they have to be worked out first. */
  scoredPredictions: (key: string): string => `predictions/${key}/scored.json`,
  /** A block of what the `model`-th model predicts of the `clip`-th clip of the index; as many frames as the horizon. */
  predicted: (key: string, clip: number, model: number, block: number): string =>
    `predictions/${key}/clips/${clip}/${model}/${block}.bin`,
  /** A block of the true frames of that clip, its context frames first. */
  truth: (key: string, clip: number, block: number): string =>
    `predictions/${key}/clips/${clip}/truth/${block}.bin`,
} as const;

/** Digests a page. */
export const DIGEST_PAGE = 500;

/** Pictures of a moving thumbnail. */
export const THUMB_FRAMES = 8;
