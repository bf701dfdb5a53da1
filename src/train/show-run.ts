import { basename } from 'node:path';
import { replaceWhole } from '../media/replace-whole.ts';
import { trainPage } from './page/train-page.ts';
import { makeRecord } from './training-record.ts';
import type { TrainingRun } from './training-run.ts';

/**
 * Writes the record and the page of a training as far as it is.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function showRun(run: TrainingRun, step: number, finished: boolean): Promise<void> {
  const { files } = run.prepared;
  const record = makeRecord(run, step, basename(files.model, '.onnx'));
  await replaceWhole(files.record, `${JSON.stringify(record, null, 1)}\n`);
  const { history, shown } = run;
  await replaceWhole(files.page, await trainPage({ record, history, shown, finished }));
}
