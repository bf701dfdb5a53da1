import { basename } from 'node:path';
import type { TrainWatch } from '../train-options.ts';
import type { TrainingRun } from '../training-run.ts';
import { validateBaselines, validateModel } from './validate-model.ts';

/** Tries the baselines, unless that was done on the same clips before. */
export async function prepareValidation(run: TrainingRun, watch: TrainWatch): Promise<void> {
  const { clips, history } = run;
  if (clips === null || history.validatedOn?.planSha256 === clips.planSha256) return;
  watch.onNote?.(`Validating on ${clips.clips.length} clips of ${clips.name}.`);
  const baselines = await validateBaselines(clips, run.prepared.threads);
  // Named as the data are, by folder: a record and a page travel, and where it lay is nobody's business.
  const validatedOn = { name: basename(clips.name), planSha256: clips.planSha256 };
  run.history = { ...history, baselines, validations: [], validatedOn };
}

/** Tries the model as it was written last, and adds what it gives to the curves. */
export async function validateRun(run: TrainingRun, step: number): Promise<void> {
  const { clips, history, prepared } = run;
  if (clips === null) return;
  const { scores, shown } = await validateModel(prepared.files.model, clips, prepared);
  run.history = { ...history, validations: [...history.validations, { step, scores }] };
  run.shown = shown;
  run.validated = { step, at: performance.now() };
}
