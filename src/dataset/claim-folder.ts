import { existsSync } from 'node:fs';
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { systemCode, writeError } from '../media/file-error.ts';
import { createWhole, syncFolder, writeFileSynced } from '../media/write-file.ts';
import { asideName } from './commit.ts';
import { type HeldPart, holdFolder } from './hold-folder.ts';
import { IDS_FILE, PLAN_FILE, STAGING_PREFIX } from './layout.ts';
import { listShards, readShard } from './open-dataset.ts';
import type { Plan } from './plan.ts';
import { idsText, planHash, planText } from './plan-file.ts';
import { closeStaging, openStaging } from './staging.ts';

/** The first thing in which two plans differ, in words. */
function difference(ours: string, theirs: string): string {
  try {
    const [a, b] = [JSON.parse(ours), JSON.parse(theirs)];
    const key = [...new Set([...Object.keys(a), ...Object.keys(b)])].find(
      (name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]),
    );
    const show = (value: unknown): string => {
      const text = JSON.stringify(value) ?? 'nothing';
      return text.length > 100 ? `${text.slice(0, 100)}…` : text;
    };
    if (key !== undefined) return `its ${key} is ${show(b[key])}, asked for is ${show(a[key])}`;
  } catch {
    // Whatever is there, it is not our plan.
  }
  return 'its plan.json differs';
}

/** Whether there are commits in a folder, and all that can be read are of that plan. */
async function commitsName(dir: string, planSha256: string): Promise<boolean> {
  const shards = await listShards(dir).catch(() => []);
  let found = false;
  for (const shard of shards) {
    const record = await readShard(dir, shard).catch(() => null);
    if (record === null) continue;
    if (record.planSha256 !== planSha256) return false;
    found = true;
  }
  return found;
}

/**
 * Refuses a folder that holds something else. One whose plan.json is lost or damaged is this plan's where its
 * commits say so.
 */
async function refuseOther(dir: string, plan: Plan): Promise<void> {
  const file = join(dir, PLAN_FILE);
  if (existsSync(file)) {
    const theirs = await readFile(file, 'utf8');
    if (theirs === planText(plan) || (await commitsName(dir, planHash(plan)))) return;
    throw new ToolkitError(
      'dataset/other-plan',
      `${dir} must hold this plan or nothing, but ${difference(planText(plan), theirs)}.`,
      'Choose another --out, or delete that folder.',
    );
  }
  const names = await readdir(dir).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw writeError(dir, error);
  });
  const strangers = names.filter((name) => !name.startsWith(STAGING_PREFIX));
  if (strangers.length > 0 && !(await commitsName(dir, planHash(plan)))) {
    throw new ToolkitError(
      'file/exists',
      `${dir} must be empty, absent, or hold this dataset, but it holds ${strangers[0]}.`,
      'Choose another --out.',
    );
  }
}

/**
 * Makes plan.json and ids.json say what they must; whole ones stay. Both follow from the plan, so whoever
 * writes them writes the same.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function writeTop(dir: string, staging: string, plan: Plan): Promise<void> {
  for (const [name, text] of [
    [PLAN_FILE, planText(plan)],
    [IDS_FILE, idsText(plan)],
  ] as const) {
    const file = join(dir, name);
    if (existsSync(file) && (await readFile(file, 'utf8')) === text) continue;
    const aside = asideName(staging, name);
    await writeFileSynced(aside, text);
    try {
      await rename(aside, file);
    } catch (error) {
      throw writeError(file, error);
    }
    await syncFolder(dir);
  }
}

/**
 * Takes a folder, or a part of what is to be there, for a plan: a new one gets its plan.json and ids.json,
 * one that holds the same plan is gone on with, any other is refused.
 *
 * @returns The folder in which this process may write aside; close it with `closeStaging`.
 * @throws {@link ToolkitError} `dataset/other-plan`, `dataset/in-use`, `file/exists`, `file/write`.
 */
export async function claimFolder(dir: string, plan: Plan, part: HeldPart = 'all'): Promise<string> {
  await refuseOther(dir, plan);
  const staging = await openStaging(dir);
  try {
    await holdFolder(dir, staging, part);
    await createWhole(join(dir, PLAN_FILE), planText(plan), asideName(staging, 'plan'));
    // Two runs with different plans may have met: only one of them made plan.json.
    await refuseOther(dir, plan);
    await writeTop(dir, staging, plan);
  } catch (error) {
    // The first error is the one to tell; a full disk may refuse this too.
    await closeStaging(dir, staging).catch(() => undefined);
    throw error;
  }
  return staging;
}
