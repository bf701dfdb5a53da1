import { writeFileSynced } from '../../../media/write-file.ts';
import { jsonText } from '../../layout.ts';
import type { ExportJob } from '../export-format.ts';
import { groupRefusals } from '../refuse-clips.ts';
import { LEAST_FRAMES, MOST_SECONDS } from './cosmos-limits.ts';
import type { CosmosRecord } from './cosmos-record.ts';

/** Frames of a window that the trainer leaves out: it learns from 4 n + 1. */
const cutOff = ({ start_frame: start, end_frame: end }: CosmosRecord['t2w_windows'][number]): number =>
  (end - start) % 4;

/** What was kept of the split that is learnt from, and what was not, since the trainer would drop it, and why. */
export function cosmosSummary(job: ExportJob, records: readonly CosmosRecord[], jsonl: string): unknown {
  const { dataset, trainSplit, refusals } = job;
  const train = new Set(dataset.episodes.filter(({ split }) => split === trainSplit).map(({ id }) => id));
  const dropped = refusals.filter(({ id }) => train.has(id.split('_')[0] as string));
  const windows = records.flatMap((record) => record.t2w_windows);
  return {
    output_jsonl: jsonl,
    records_kept: records.length,
    records_with_caption_json: records.length,
    records_dropped: dropped.length,
    drops_by_reason: Object.fromEntries(groupRefusals(dropped).map(({ reason, count }) => [reason, count])),
    fixes: Object.fromEntries(groupRefusals(dropped).map(({ reason, fix }) => [reason, fix])),
    filters: { max_duration_s: MOST_SECONDS, min_window_frames: LEAST_FRAMES, min_short_edge: 0 },
    windows: windows.length,
    frames: windows.reduce((sum, window) => sum + window.end_frame - window.start_frame + 1, 0),
    frames_cut_by_the_trainer: windows.reduce((sum, window) => sum + cutOff(window), 0),
  };
}

/**
 * Writes a JSONL and its summary beside it.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function writeJsonl(
  job: ExportJob,
  file: string,
  records: readonly CosmosRecord[],
): Promise<void> {
  // No line is empty, for the loader stops at one.
  await writeFileSynced(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const name = file.slice(file.lastIndexOf('/') + 1);
  await writeFileSynced(`${file}.summary.json`, jsonText(cosmosSummary(job, records, name)));
}
