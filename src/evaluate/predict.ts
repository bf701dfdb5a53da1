import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import { asideName } from '../dataset/commit.ts';
import { jsonText } from '../dataset/layout.ts';
import { type Dataset, openDataset } from '../dataset/open-dataset.ts';
import { openStaging } from '../dataset/staging.ts';
import { writeError } from '../media/file-error.ts';
import { type Encoder, findEncoder } from '../media/find-encoder.ts';
import { hashFile } from '../media/sha256.ts';
import { openVideoWriter } from '../media/video-writer.ts';
import { createWhole, syncFile } from '../media/write-file.ts';
import { type LoadWorldModelOptions, loadWorldModel } from '../world-model/load-world-model-node.ts';
import { rollout } from '../world-model/rollout.ts';
import type { WorldModel } from '../world-model/world-model.ts';
import { claimPredictions, releaseEmpty } from './claim-predictions.ts';
import { fitData } from './fit-data.ts';
import { clipFile, PREDICTIONS_FILE, type PredictedClip, predictionsRequest } from './predictions-file.ts';
import { type ClipRef, listClips, type Protocol, resolveProtocol } from './protocol.ts';
import { readClipInputs } from './read-clips.ts';

/** What to predict, and where to put it. */
export type PredictOptions = {
  /** Folder of the dataset. */
  readonly data: string;
  /** ONNX file. */
  readonly model: string;
  /** Folder of the predictions; a rerun goes on where it stopped. */
  readonly out: string;
  readonly context?: number | undefined;
  readonly horizon?: number | undefined;
  readonly starts?: readonly number[] | undefined;
  readonly provider?: LoadWorldModelOptions['provider'] | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What was predicted. */
export type PredictResult = {
  readonly dir: string;
  readonly model: string;
  /** Where the model ran. */
  readonly provider: string;
  readonly clips: readonly PredictedClip[];
  /** What the model was given that the dataset does not hold, one sentence each. */
  readonly warnings: readonly string[];
};

/** Stops where work can be taken up again. @throws {@link ToolkitError} `work/interrupted`. */
export function checkInterrupt(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new ToolkitError(
    'work/interrupted',
    'The work was interrupted; what is finished stays.',
    'Run the same command again to go on.',
  );
}

async function writeClip(
  out: string,
  staging: string,
  id: string,
  frames: readonly Uint8Array[],
  video: { readonly width: number; readonly height: number; readonly fps: number },
): Promise<void> {
  const aside = `${asideName(staging, id)}.mp4`;
  const writer = await openVideoWriter(aside, { pixel: 'rgb24', ...video });
  try {
    for (const frame of frames) await writer.write(frame);
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
  await syncFile(aside);
  const place = join(out, clipFile(id));
  await rename(aside, place).catch((cause: unknown) => {
    throw writeError(place, cause);
  });
}

type Job = {
  readonly dataset: Dataset;
  readonly model: WorldModel;
  readonly protocol: Protocol;
  readonly clips: readonly ClipRef[];
  readonly out: string;
  readonly staging: string;
  readonly encoder: Encoder;
  readonly warnings: readonly string[];
};

/** Predicts what is not there yet. */
async function predictMissing(
  { dataset, model, protocol, clips, out, staging }: Job,
  options: PredictOptions,
) {
  const { width, height, fps } = dataset.plan;
  const missing = clips.filter(({ id }) => !existsSync(join(out, clipFile(id))));
  let done = clips.length - missing.length;
  const tell = (): void =>
    options.onProgress?.({
      stage: 'predict',
      done,
      total: clips.length,
      unit: 'clips',
      note: model.contract.name,
    });
  tell();
  for await (const input of readClipInputs(dataset, missing, protocol)) {
    checkInterrupt(options.signal);
    const { id: clip, ...rest } = input;
    const frames = await rollout(model, { ...rest, clip, horizon: protocol.horizon });
    await writeClip(out, staging, clip, frames, { width, height, fps });
    done += 1;
    tell();
  }
}

async function runJob(job: Job, options: PredictOptions): Promise<PredictResult> {
  const { dataset, model, protocol, clips, out, staging, encoder, warnings } = job;
  const request = predictionsRequest({
    model: { name: model.contract.name, sha256: model.sha256, provider: model.provider },
    data: { name: basename(dataset.dir), plan_sha256: dataset.planSha256 },
    context: protocol.context,
    horizon: protocol.horizon,
    starts: [...protocol.starts],
    ...{ width: dataset.plan.width, height: dataset.plan.height, fps: dataset.plan.fps },
    encoder: `${encoder.name} ${encoder.version}`,
  });
  await claimPredictions(out, staging, request);
  try {
    await predictMissing(job, options);
  } catch (error) {
    await releaseEmpty(out, staging);
    throw error;
  }
  const predicted: PredictedClip[] = [];
  for (const { id } of clips) {
    const file = await hashFile(join(out, clipFile(id)));
    predicted.push({ id, ...file, frames: protocol.horizon });
  }
  const text = jsonText({ ...request, warnings, clips: predicted });
  const file = join(out, PREDICTIONS_FILE);
  if (!(await createWhole(file, text, asideName(staging, 'predictions')))) {
    // The dataset may have grown since: then the list has, too.
    const aside = asideName(staging, 'predictions');
    await createWhole(aside, text, asideName(staging, 'text'));
    await rename(aside, file).catch((cause: unknown) => {
      throw writeError(file, cause);
    });
  }
  return { dir: out, model: model.contract.name, provider: model.provider, clips: predicted, warnings };
}

/**
 * Lets a world model predict every clip of a dataset freely, into lossless videos and
 * `predictions.json`. Each video is committed whole; a rerun goes on where it stopped.
 *
 * @throws {@link ToolkitError} `dataset/other-plan` when the folder holds something else,
 * `evaluate/input` when no clip fits, `work/interrupted`; else as loading, rollout and writing do.
 */
export async function predictDataset(options: PredictOptions): Promise<PredictResult> {
  const protocol = resolveProtocol(options);
  const dataset = await openDataset(options.data);
  const clips = listClips(dataset, protocol);
  const out = resolve(options.out);
  const encoder = await findEncoder();
  const model = await loadWorldModel(options.model, { provider: options.provider ?? 'auto' });
  try {
    const warnings = await fitData(model, dataset, clips, protocol);
    const staging = await openStaging(out);
    try {
      return await runJob({ dataset, model, protocol, clips, out, staging, encoder, warnings }, options);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  } finally {
    await model.close();
  }
}
