import { basename } from 'node:path';
import { replaceWhole } from '../media/replace-whole.ts';
import { trainPage } from './page/train-page.ts';
import { makeRecord, recordText, type TrainingRecord } from './training-record.ts';
import type { TrainingRun } from './training-run.ts';

/** The record of a training as far as it is, written beside the model. */
async function writeRecord(run: TrainingRun, step: number): Promise<TrainingRecord> {
  const { files } = run.prepared;
  const record = makeRecord(run, step, basename(files.model, '.onnx'));
  await replaceWhole(files.record, recordText(record));
  return record;
}

/**
 * Writes the record of a training as far as it is, and its page where there is something new to look at: with a
 * validation its curves and clips change only then.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function showRun(run: TrainingRun, step: number, finished: boolean): Promise<void> {
  const record = await writeRecord(run, step);
  const { history, shown, clips, validated, prepared } = run;
  if (!finished && clips !== null && validated.step !== step) return;
  await replaceWhole(prepared.files.page, await trainPage({ record, history, shown, finished }));
}
