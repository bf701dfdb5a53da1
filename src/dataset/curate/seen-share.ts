import { join } from 'node:path';
import type { BodyFacts } from '../../core/recorded-episode.ts';
import { columnValues } from '../../media/parquet.ts';
import { modalityFile } from '../layout.ts';
import type { Dataset } from '../open-dataset.ts';
import { planEncodings } from '../plan-file.ts';
import { damaged, readTable, within } from '../read-episode.ts';
import { mostBoxes } from '../read-frames.ts';
import type { RecordedCamera } from '../recorded-camera.ts';

/**
 * The share of a camera's frames in which it shows a pixel of something that is not fixed, by its table of boxes; 1
 * where the scene has nothing of the kind.
 *
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function seenShare(
  dataset: Dataset,
  id: string,
  { name, frames }: RecordedCamera,
  bodies: readonly BodyFacts[],
): Promise<number> {
  const free = new Set(bodies.filter(({ motion }) => motion !== 'fixed').map((body) => body.id));
  if (free.size === 0) return 1;
  const path = within(id, modalityFile(name, 'boxes', planEncodings(dataset.plan)));
  const only = ['frame', 'instance_id', 'visible_pixels'];
  const table = await readTable(dataset, path, { only, mostRows: mostBoxes(dataset, frames) });
  const at = columnValues(table, 'frame');
  const ids = columnValues(table, 'instance_id');
  const pixels = columnValues(table, 'visible_pixels');
  if (at === null || ids === null || pixels === null)
    throw damaged(join(dataset.dir, path), 'a column is missing');
  const seen = new Set<number>();
  for (let row = 0; row < at.length; row++) if (pixels[row]! > 0 && free.has(ids[row]!)) seen.add(at[row]!);
  return seen.size / frames;
}
