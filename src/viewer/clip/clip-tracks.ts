import { ADDRESSES } from '../../core/view/addresses.ts';
import type { ClipFacts } from '../../core/view/dataset-view.ts';
import type { FrameTrack } from '../frames/frame-store.ts';
import { cameraFrame, neededImages, type TileChoice, tileName } from './tile-choice.ts';

/** The frames of one camera and modality of a clip. */
export type ClipTrack = FrameTrack & {
  readonly name: string;
  /** The camera's frame at a frame of the episode. */
  readonly at: (frame: number) => number;
};

/** The tracks that these tiles are painted from, each once. @param prefix - Begins their names. */
export function clipTracks(
  key: string,
  { facts, cameras }: ClipFacts,
  tiles: readonly TileChoice[],
  prefix = '',
): readonly ClipTrack[] {
  const tracks = new Map<string, ClipTrack>();
  for (const image of tiles.flatMap((tile) => neededImages(tile, cameras))) {
    const camera = cameras.find(({ name }) => name === image.camera);
    if (camera === undefined) continue;
    tracks.set(tileName(image), {
      name: prefix + tileName(image),
      frames: camera.frames,
      at: (frame) => cameraFrame(camera, frame),
      address: (block) => ADDRESSES.frames(key, facts.id, image.camera, image.modality, block),
    });
  }
  return [...tracks.values()];
}
