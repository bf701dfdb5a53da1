import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { systemCode, writeError } from '../media/file-error.ts';
import { createWhole, syncFolder, writeFileSynced } from '../media/write-file.ts';
import { asideName } from './commit.ts';
import { IDS_FILE, PLAN_FILE, STAGING_PREFIX } from './layout.ts';
import type { Plan } from './plan.ts';
import { idsText, planText } from './plan-file.ts';

/** This machine's part of a staging folder's name: machines that share a disk keep apart. */
const MACHINE = hostname().replace(/[^A-Za-z0-9]+/g, '_');

/** After so long without a change, milliseconds, another machine's staging folder is taken for dead. */
const FOREIGN_LIFE_MS = 3_600_000;

/** When a living process began, in the system's own ticks: a number given anew is another process. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
}

async function isAlive(pid: number, start: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (systemCode(error) !== 'EPERM') return false;
  }
  return (await startOf(pid)) === start;
}

/**
 * Removes what runs that no longer live left half-made: of this machine at once, of others (which
 * share the disk, or were this one under another name) after an hour without a sign of life.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function sweepStaging(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!name.startsWith(STAGING_PREFIX)) continue;
    const path = join(dir, name);
    const [machine, pid, start] = name.slice(STAGING_PREFIX.length).split('-');
    const changed = (await stat(path).catch(() => null))?.mtimeMs ?? 0;
    const alive =
      machine === MACHINE ? await isAlive(Number(pid), start ?? '') : Date.now() - changed < FOREIGN_LIFE_MS;
    if (alive) continue;
    await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(
      (error: unknown) => {
        throw writeError(path, error);
      },
    );
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
  const names = await readdir(dir).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw writeError(dir, error);
  });
  const strangers = names.filter((name) => !name.startsWith(STAGING_PREFIX));
  if (strangers.length > 0) {
    throw new ToolkitError(
      'file/exists',
      `${dir} must be empty, absent, or hold this dataset, but it holds ${strangers[0]}.`,
      'Choose another --out.',
    );
  }
}

/**
 * Makes the folder in which this process may write aside, on the same disk as `dir`, and clears away
 * what dead processes left there. Close it with `closeStaging`.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function openStaging(dir: string): Promise<string> {
  const staging = join(dir, `${STAGING_PREFIX}${MACHINE}-${process.pid}-${await startOf(process.pid)}`);
  try {
    await mkdir(staging, { recursive: true });
    await sweepStaging(dir);
  } catch (error) {
    throw writeError(staging, error);
  }
  return staging;
}

/**
 * Removes this process's folder, and once more those of the dead: workers of a parent that was
 * killed may have written on for a moment after the first sweep.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function closeStaging(dir: string, staging: string): Promise<void> {
  try {
    await rm(staging, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (error) {
    throw writeError(staging, error);
  }
  await sweepStaging(dir);
}

/** ids.json follows from the plan, so whoever writes it writes the same; a whole one stays. */
async function writeIds(dir: string, staging: string, plan: Plan): Promise<void> {
  const file = join(dir, IDS_FILE);
  const text = idsText(plan);
  if (existsSync(file) && (await readFile(file, 'utf8')) === text) return;
  const aside = asideName(staging, 'ids');
  await writeFileSynced(aside, text);
  try {
    await rename(aside, file);
  } catch (error) {
    throw writeError(file, error);
  }
  await syncFolder(dir);
}

/**
 * Takes a folder for a plan: a new one gets its plan.json and ids.json, one that holds the same plan
 * is gone on with, any other is refused.
 *
 * @returns The folder in which this process may write aside; close it with `closeStaging`.
 * @throws {@link ToolkitError} `dataset/other-plan`, `file/exists`, `file/write`.
 */
export async function claimFolder(dir: string, plan: Plan): Promise<string> {
  await refuseOther(dir, plan);
  const staging = await openStaging(dir);
  try {
    await createWhole(join(dir, PLAN_FILE), planText(plan), asideName(staging, 'plan'));
    // Two runs with different plans may have met: only one of them made plan.json.
    await refuseOther(dir, plan);
    await writeIds(dir, staging, plan);
  } catch (error) {
    // The first error is the one to tell; a full disk may refuse this too.
    await closeStaging(dir, staging).catch(() => undefined);
    throw error;
  }
  return staging;
}
