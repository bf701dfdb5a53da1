import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { writeError } from '../media/file-error.ts';
import { createWhole } from '../media/write-file.ts';
import { asideName } from './commit.ts';
import { IDS_FILE, PLAN_FILE, STAGING_PREFIX } from './layout.ts';
import type { Plan } from './plan.ts';
import { idsText, planText } from './plan-file.ts';

/** This machine's part of a staging folder's name: machines that share a disk keep apart. */
const MACHINE = hostname().replace(/[^A-Za-z0-9]+/g, '_');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Removes what runs of this machine that no longer live left half-made. */
async function sweep(dir: string): Promise<void> {
  const own = `${STAGING_PREFIX}${MACHINE}-`;
  for (const name of await readdir(dir)) {
    if (!name.startsWith(own) || isAlive(Number(name.slice(own.length)))) continue;
    await rm(join(dir, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

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

async function refuseOther(dir: string, plan: Plan): Promise<void> {
  const file = join(dir, PLAN_FILE);
  if (existsSync(file)) {
    const theirs = await readFile(file, 'utf8');
    if (theirs === planText(plan)) return;
    throw new ToolkitError(
      'dataset/other-plan',
      `${dir} must hold this plan or nothing, but ${difference(planText(plan), theirs)}.`,
      'Choose another --out, or delete that folder.',
    );
  }
  const strangers = existsSync(dir) ? (await readdir(dir)).filter((name) => !name.startsWith(STAGING_PREFIX)) : [];
  if (strangers.some((name) => name !== IDS_FILE)) {
    throw new ToolkitError(
      'file/exists',
      `${dir} must be empty, absent, or hold this dataset, but it holds ${strangers[0]}.`,
      'Choose another --out.',
    );
  }
}

/**
 * Makes the folder in which this process may write aside, on the same disk as `dir`, and clears away
 * what dead processes of this machine left there. Remove it at the end.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function openStaging(dir: string): Promise<string> {
  const staging = join(dir, `${STAGING_PREFIX}${MACHINE}-${process.pid}`);
  try {
    await mkdir(staging, { recursive: true });
    await sweep(dir);
  } catch (error) {
    throw writeError(staging, error);
  }
  return staging;
}

/**
 * Takes a folder for a plan: a new one gets its ids.json and plan.json, one that holds the same plan
 * is gone on with, any other is refused.
 *
 * @returns The folder in which this process may write aside; remove it at the end.
 * @throws {@link ToolkitError} `dataset/other-plan`, `file/exists`, `file/write`.
 */
export async function claimFolder(dir: string, plan: Plan): Promise<string> {
  await refuseOther(dir, plan);
  const staging = await openStaging(dir);
  try {
    await createWhole(join(dir, IDS_FILE), idsText(plan), asideName(staging, 'ids'));
    await createWhole(join(dir, PLAN_FILE), planText(plan), asideName(staging, 'plan'));
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
  // Two runs with different plans may have met: only one of them made plan.json.
  await refuseOther(dir, plan);
  return staging;
}
