import { ToolkitError } from '../core/error.ts';
import { EPISODES_FOLDER, SHARDS_FOLDER } from './layout.ts';
import { readShard } from './open-dataset.ts';
import { quoted } from './parse-json.ts';
import type { Plan, PlannedEpisode } from './plan.ts';
import { planHash } from './plan-file.ts';
import { episodeCameras } from './recorded-camera.ts';
import { expectedFiles, type ShardRecord } from './shard-record.ts';
import { checkFile } from './verify-file.ts';

/** One thing that is wrong, by its path within the dataset. */
export type DatasetProblem = { readonly path: string; readonly problem: string };

/** What a plan demands of its commits. */
export type Demands = {
  readonly plan: Plan;
  readonly planSha256: string;
  /** The files of an episode, by its scene. */
  readonly files: ReadonlyMap<string, readonly string[]>;
};

export const demandsOf = (plan: Plan): Demands => ({
  ...{ plan, planSha256: planHash(plan) },
  files: new Map(plan.scenes.map(({ name }) => [name, expectedFiles(plan, name)])),
});

/** What was found of a committed episode. */
export type CheckedEpisode = {
  readonly discarded: boolean;
  /** How many were read. */
  readonly files: number;
  readonly problems: readonly DatasetProblem[];
};

/** The words of what an error says is wrong; errors that are none of ours pass through. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof ToolkitError)) throw error;
  return error.code === 'file/missing' ? 'missing' : error.message;
}

/** What to throw when a check is stopped. */
export const checkInterrupted = (): ToolkitError =>
  new ToolkitError('work/interrupted', 'The check must reach its end, got an interrupt.', 'Run it again.');

/** Reads a commit, or says what is wrong with it. */
async function checkShard(
  dir: string,
  { planSha256, files }: Demands,
  planned: PlannedEpisode,
): Promise<ShardRecord | string> {
  try {
    const record = await readShard(dir, planned.id);
    if (record.planSha256 !== planSha256)
      return 'altered, or of another plan: its plan_sha256 is not that of plan.json';
    if (record.episode !== planned.id) return `altered: it is the commit of ${record.episode}`;
    const expected = record.discarded === undefined ? files.get(planned.scene)?.join(', ') : '';
    const listed = record.files.map(({ path }) => path).join(', ');
    return listed === expected
      ? record
      : `altered: it lists ${quoted(listed)} instead of ${expected || 'nothing'}`;
  } catch (error) {
    return wordsOf(error);
  }
}

/**
 * Reads every file of a committed episode and compares it with its commit.
 *
 * @param decode - Whether its videos are decoded too, and their pixels compared.
 */
export async function checkEpisode(
  dir: string,
  demands: Demands,
  planned: PlannedEpisode,
  decode: boolean,
): Promise<CheckedEpisode> {
  const record = await checkShard(dir, demands, planned);
  if (typeof record === 'string') {
    const problem = { path: `${SHARDS_FOLDER}/${planned.id}.json`, problem: record };
    return { discarded: false, files: 0, problems: [problem] };
  }
  const cameras = episodeCameras(demands.plan, planned.scene);
  // Together: while one is hashed the next are read. Decoded they would fill the memory together.
  const checks: Promise<string | null>[] = [];
  for (const file of record.files) {
    const path = `${EPISODES_FOLDER}/${planned.id}/${file.path}`;
    const check = checkFile(dir, demands.plan, path, file, decode ? cameras : null).catch(wordsOf);
    checks.push(check);
    if (decode) await check;
  }
  const found = await Promise.all(checks);
  const problems = record.files.flatMap(({ path }, i) => {
    const problem = found[i] ?? null;
    return problem === null ? [] : [{ path: `${EPISODES_FOLDER}/${planned.id}/${path}`, problem }];
  });
  return { discarded: record.discarded !== undefined, files: record.files.length, problems };
}
