import { withVideo } from '../../caption/captions.ts';
import type { Dataset } from '../../open-dataset.ts';
import type { ExportView } from '../export-format.ts';
import { viewCaptions } from '../view-captions.ts';
import { type CosmosWindow, cosmosWindows } from './cosmos-windows.ts';

/** A line of Cosmos 3's JSONL. */
export type CosmosRecord = Awaited<ReturnType<typeof cosmosRecord>>;

/** The structured caption of a run of a view's frames, with all that Cosmos 3 wants of it. */
export async function cosmosCaption(dataset: Dataset, view: ExportView, window: CosmosWindow) {
  const { width, height } = view.fit;
  const { json, dense } = await viewCaptions(dataset, view, window);
  const video = { width, height, fps: view.fps, frames: window.count };
  return { caption_json: withVideo(json, video), caption: dense };
}

/**
 * What a line of Cosmos 3's JSONL says of a view.
 *
 * @param visionPath - Of its video, from the JSONL's folder on.
 * @throws {@link ToolkitError} as `viewCaptions`.
 */
export async function cosmosRecord(dataset: Dataset, view: ExportView, visionPath: string) {
  const { id, fit, frames, fps } = view;
  const windows = [];
  for (const window of cosmosWindows(frames)) {
    windows.push({
      start_frame: window.start,
      end_frame: window.start + window.count - 1,
      temporal_interval: 1,
      ...(await cosmosCaption(dataset, view, window)),
    });
  }
  return {
    ...{ uuid: id, duration: frames / fps, width: fit.width, height: fit.height },
    ...{ nb_frames: frames, framerate: fps, vision_path: visionPath },
    t2w_windows: windows,
  };
}
