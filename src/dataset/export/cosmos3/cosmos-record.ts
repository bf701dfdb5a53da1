import type { ExportView } from '../export-format.ts';
import { cosmosWindows } from './cosmos-windows.ts';

/** What a line of Cosmos 3's JSONL says of the video that it names. */
export const cosmosRecord = ({ id, fit, frames, fps }: ExportView, visionPath: string) => ({
  uuid: id,
  duration: frames / fps,
  width: fit.width,
  height: fit.height,
  nb_frames: frames,
  framerate: fps,
  vision_path: visionPath,
  t2w_windows: cosmosWindows(frames).map(({ start, count }) => ({
    start_frame: start,
    end_frame: start + count - 1,
    temporal_interval: 1,
  })),
});
