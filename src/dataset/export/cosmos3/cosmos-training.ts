import { join } from 'node:path';
import type { ExportJob, ExportView } from '../export-format.ts';
import { writeView } from '../write-view.ts';
import { type CosmosRecord, cosmosRecord } from './cosmos-record.ts';

/** Where the recipes look for what is learnt from. */
export const TRAIN_FOLDER = 'train';

/** The views that are learnt from, and the others. */
export function splitViews({ episodes, trainSplit }: Pick<ExportJob, 'episodes' | 'trainSplit'>) {
  const views = episodes.flatMap((episode) => episode.views);
  const learnt = ({ episode }: ExportView): boolean => episode.split === trainSplit;
  return { train: views.filter(learnt), others: views.filter((view) => !learnt(view)) };
}

/**
 * Writes the video of a view that is learnt from.
 *
 * @returns What the JSONL says of it.
 * @throws {@link ToolkitError} as `writeView` and `cosmosRecord`.
 */
export async function writeTrainingClip(
  { dir, dataset }: ExportJob,
  view: ExportView,
): Promise<CosmosRecord> {
  const path = `videos/${view.id}.mp4`;
  await writeView(dataset, view, join(dir, TRAIN_FOLDER, path));
  return cosmosRecord(dataset, view, path);
}
