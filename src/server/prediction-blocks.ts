import { BLOCK_FRAMES } from '../core/view/frame-block.ts';
import { readVideo } from '../media/read-video.ts';
import { packBlock } from './frame-blocks.ts';

/** Frames of one clip within a video. */
export type VideoTrack = {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Frames of the whole video, where they are known. */
  readonly videoFrames?: number;
  /** The clip's first frame in it, and how many it has. */
  readonly first: number;
  readonly frames: number;
};

/**
 * Reads a block of a clip's frames out of the video that holds many clips.
 *
 * @throws {@link ToolkitError} as `readVideo`.
 */
export async function readTrackBlock(track: VideoTrack, block: number): Promise<Uint8Array> {
  const { file, width, height, fps, first, videoFrames } = track;
  const from = block * BLOCK_FRAMES;
  const frames = await readVideo(file, 'rgb24', {
    ...{ width, height, fps, start: first + from },
    ...(videoFrames === undefined ? {} : { frames: videoFrames }),
    count: Math.min(BLOCK_FRAMES, track.frames - from),
  });
  return packBlock(frames, 'rgb24', { width, height }, from);
}
