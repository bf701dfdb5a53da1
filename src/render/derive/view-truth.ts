import type { CameraModel } from '../../core/camera-model.ts';
import type { Episode, WorldState } from '../../core/episode.ts';
import type { Mat4 } from '../../core/pose.ts';

/** What is known of one camera at one moment: all that the other modalities are derived from. */
export type ViewTruth = {
  readonly episode: Episode;
  /** Instance id of every body, by name. */
  readonly ids: Readonly<Record<string, number>>;
  readonly model: CameraModel;
  /** `directionTable` of the model: [height, width, 2]; NaN where the lens shows nothing. */
  readonly directions: Float32Array;
  /** OpenCV camera axes. */
  readonly worldFromCamera: Mat4;
  readonly state: WorldState;
  /** Metres along the optical axis at the pixels' centres; 0 where nothing is. [height, width]. */
  readonly depthZ: Float32Array;
  /** 0 = background. [height, width]. */
  readonly instanceId: Uint16Array;
};
