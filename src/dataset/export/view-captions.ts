import { captionClip } from '../caption/caption-clip.ts';
import { captionRequest } from '../caption/caption-request.ts';
import type { Captions } from '../caption/captions.ts';
import type { Dataset } from '../open-dataset.ts';
import type { ExportView } from './export-format.ts';

/**
 * What a run of a view's exported frames shows, in words.
 *
 * @param window - Its first frame and how many, of those that are exported; all by default.
 * @throws {@link ToolkitError} as `captionRequest`.
 */
export async function viewCaptions(
  dataset: Dataset,
  { episode, camera, step, frames }: ExportView,
  { start, count }: { readonly start: number; readonly count: number } = { start: 0, count: frames },
): Promise<Captions> {
  const window = { start: start * step, count: (count - 1) * step + 1 };
  return captionClip(await captionRequest(dataset, episode.id, camera.name, window));
}
