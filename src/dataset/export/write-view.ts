import type { Dataset } from '../open-dataset.ts';
import { clipFrames } from './clip-source.ts';
import type { ExportView } from './export-format.ts';
import { writeClip } from './write-clip.ts';

/** Writes the pictures of a view as a video. @throws {@link ToolkitError} as `clipFrames` and `writeClip`. */
export async function writeView(dataset: Dataset, view: ExportView, path: string): Promise<void> {
  const { width, height } = view.fit;
  await writeClip(path, { width, height, fps: view.fps }, clipFrames(dataset, view, 'rgb'));
}
