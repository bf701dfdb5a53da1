import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ToolkitError } from '../core/error.ts';
import { readError } from '../media/file-error.ts';

/** Version of the files of a folder of predictions. */
const PREDICTIONS_VERSION = 1;

/** What was asked for; written first, so that a rerun knows what it goes on with. */
export const REQUEST_FILE = 'request.json';

/** The commit: written last, when every clip is there. */
export const PREDICTIONS_FILE = 'predictions.json';

const REQUEST_SHAPE = {
  version: z.literal(PREDICTIONS_VERSION),
  model: z.strictObject({ name: z.string(), sha256: z.string(), provider: z.string() }),
  data: z.strictObject({ name: z.string(), plan_sha256: z.string() }),
  context: z.int().min(1),
  horizon: z.int().min(1),
  starts: z.array(z.int().min(0)),
  width: z.int().min(1),
  height: z.int().min(1),
  fps: z.int().min(1),
  encoder: z.string(),
};

const CLIP = z.strictObject({
  id: z.string(),
  bytes: z.int().min(0),
  sha256: z.string(),
  frames: z.int().min(1),
});

const PREDICTIONS_SCHEMA = z.strictObject({
  ...REQUEST_SHAPE,
  warnings: z.array(z.string()).default([]),
  clips: z.array(CLIP),
});
const REQUEST_SCHEMA = z.strictObject(REQUEST_SHAPE);

/** What a folder of predictions was asked to hold, as on disk. */
export type PredictionsRequest = z.infer<typeof REQUEST_SCHEMA>;

/** One predicted clip: `<id>.mp4`, whose frame 0 is the first one after the context. */
export type PredictedClip = z.infer<typeof CLIP>;

/** A whole folder of predictions, as on disk. */
export type Predictions = z.infer<typeof PREDICTIONS_SCHEMA>;

/** The video of a clip within the folder. */
export const clipFile = (id: string): string => `${id}.mp4`;

/** Starts a request; the version is this code's. */
export const predictionsRequest = (rest: Omit<PredictionsRequest, 'version'>): PredictionsRequest => ({
  version: PREDICTIONS_VERSION,
  ...rest,
});

/**
 * Reads `predictions.json`.
 *
 * @throws {@link ToolkitError} `evaluate/input` when the folder holds no finished predictions,
 * `dataset/newer-layout` when a newer worldwright wrote them.
 */
export async function readPredictions(dir: string): Promise<Predictions> {
  const file = join(dir, PREDICTIONS_FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const error = readError(file, cause);
    throw new ToolkitError(
      'evaluate/input',
      `${dir} must hold finished predictions: ${error.message}`,
      'Run worldwright predict on it until it is done.',
      { cause },
    );
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(file, 'it is not JSON', cause);
  }
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > PREDICTIONS_VERSION) {
    throw new ToolkitError(
      'dataset/newer-layout',
      `${file} is of version ${version}, and this worldwright reads version ${PREDICTIONS_VERSION}.`,
      'Update worldwright.',
    );
  }
  const result = PREDICTIONS_SCHEMA.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(file, `at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`, result.error);
}

const invalid = (file: string, what: string, cause: unknown): ToolkitError =>
  new ToolkitError(
    'evaluate/input',
    `${file} must be what worldwright predict wrote, but ${what}.`,
    'Predict again into an empty folder.',
    { cause },
  );
