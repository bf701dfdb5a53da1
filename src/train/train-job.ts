import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { writeError } from '../media/file-error.ts';
import { checkWritable } from '../media/write-file.ts';
import { chooseProvider } from '../onnx/provider-node.ts';
import { openTrainingData } from './open-data.ts';
import { type PreparedTraining, prepareTraining } from './prepare-training.ts';
import { runTraining } from './run-training.ts';
import { checkTrainOptions, type TrainOptions, type TrainResult, type TrainWatch } from './train-options.ts';
import { trainingFiles } from './training-files.ts';

/** Refuses to write over a model that is not this training's own. */
function checkPlace(model: string, checkpoint: string): void {
  if (!existsSync(model) || existsSync(checkpoint)) return;
  throw new ToolkitError(
    'file/exists',
    `${model} must be absent, or have its checkpoint beside it, but there is a model alone.`,
    'Choose another --out; --init goes on from a model.',
  );
}

/** What goes on, in words, before the first step. */
function announce(
  { plan, packs, checkpoint, provider, device, threads }: PreparedTraining,
  watch: TrainWatch,
): void {
  const { config, schedule } = plan;
  const clips = packs.reduce((sum, { index }) => sum + index.clips.length, 0);
  const name = [`wm-d${config.experts ? '-moe' : ''} ${config.size}`, ...config.heads].join(' + ');
  const batch = schedule.phases[0]?.batch ?? 0;
  const where = provider === 'cpu' ? `${threads} thread${threads === 1 ? '' : 's'}` : device;
  watch.onNote?.(
    `${name}, ${config.side}×${config.side}, on ${clips} clips: ${plan.totalSteps} steps of ${batch} windows on ${provider}${where === '' ? '' : ` (${where})`}.`,
  );
  if (checkpoint === null) return;
  watch.onNote?.(`Going on after ${checkpoint.step} steps.`);
  if (checkpoint.provider === provider && checkpoint.threads === threads) return;
  watch.onNote?.(
    `It was begun on ${checkpoint.provider} with ${checkpoint.threads} threads: the last bits will differ from an undisturbed run.`,
  );
}

/**
 * Trains a model in this thread: `trainModel` does it in one of its own.
 *
 * @throws {@link ToolkitError} as `trainModel`.
 */
export async function trainJob(options: TrainOptions, watch: TrainWatch): Promise<TrainResult> {
  checkTrainOptions(options);
  const files = trainingFiles(resolve(options.out));
  checkPlace(files.model, files.checkpoint);
  await checkWritable(dirname(files.model));
  // What cannot be run need not be packed.
  await chooseProvider(options.provider ?? 'auto');
  await mkdir(dirname(files.model), { recursive: true }).catch((error: unknown) => {
    throw writeError(files.model, error);
  });
  const packs = await openTrainingData(
    options.data,
    files.model,
    options.heads?.includes('depth') === true,
    watch,
  );
  try {
    const prepared = await prepareTraining(options, files, packs, watch);
    announce(prepared, watch);
    return await runTraining(prepared, watch);
  } finally {
    for (const pack of packs) await pack.close();
  }
}
