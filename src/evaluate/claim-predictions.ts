import { existsSync } from 'node:fs';
import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { asideName } from '../dataset/commit.ts';
import { jsonText, PLAN_FILE, STAGING_PREFIX } from '../dataset/layout.ts';
import { readError } from '../media/file-error.ts';
import { createWhole } from '../media/write-file.ts';
import { type PredictionsRequest, REQUEST_FILE } from './predictions-file.ts';

/** What stands in a folder beside the work in progress. */
const namesIn = async (dir: string): Promise<string[]> =>
  (await readdir(dir)).filter((name) => !name.startsWith(STAGING_PREFIX));

/**
 * Takes a folder for a request: an empty one gets its request.json, one that holds the same request
 * is gone on with, any other is refused.
 *
 * @throws {@link ToolkitError} `dataset/other-plan`, `file/exists`, `file/write`.
 */
export async function claimPredictions(
  out: string,
  staging: string,
  request: PredictionsRequest,
): Promise<void> {
  const refuse = (code: 'dataset/other-plan' | 'file/exists', what: string): ToolkitError =>
    new ToolkitError(
      code,
      `${out} must be empty or hold these same predictions, but it holds ${what}.`,
      'Choose another --out.',
    );
  if (existsSync(join(out, PLAN_FILE))) throw refuse('dataset/other-plan', 'a dataset');
  const file = join(out, REQUEST_FILE);
  const names = await namesIn(out);
  if (names.length > 0 && !names.includes(REQUEST_FILE)) throw refuse('file/exists', `${names.sort()[0]}`);
  const text = jsonText(request);
  if (await createWhole(file, text, asideName(staging, 'request'))) return;
  const held = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw readError(file, cause);
  });
  if (held === text) return;
  throw refuse('dataset/other-plan', 'predictions of another model, dataset or protocol');
}

/** Gives a folder back in which no clip was predicted: a model that failed at once leaves nothing. */
export async function releaseEmpty(out: string, staging: string): Promise<void> {
  await rm(staging, { recursive: true, force: true });
  const names = await namesIn(out).catch(() => []);
  if (names.some((name) => name !== REQUEST_FILE)) return;
  await rm(join(out, REQUEST_FILE), { force: true });
  await rmdir(out).catch(() => undefined);
}
