import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { createWhole } from '../media/write-file.ts';
import { asideName } from './commit.ts';
import { livingStaging, type Staging } from './staging.ts';

/** In a staging folder: the part of the dataset that its process holds. */
const HOLD_FILE = 'holds';

/** What of a dataset one process works on: all, the `i`-th of `n` parts, or what a queue gives it. */
export type HeldPart = 'all' | 'queue' | `${number}/${number}`;

/** Whether two processes may hold these at once: the queue gives nothing twice, parts of one division meet nowhere. */
function apart(a: string, b: string): boolean {
  if (a === 'queue' || b === 'queue') return a === b;
  const [, countA] = a.split('/');
  const [, countB] = b.split('/');
  return countA !== undefined && countA === countB && a !== b;
}

const inUse = (dir: string, who: string, part: string): ToolkitError =>
  new ToolkitError(
    'dataset/in-use',
    `${dir} must be worked on by one command at a time, but ${who} is working on ${wordsOf(part)}.`,
    'Wait until it ends or stop it, then run the same command again.',
  );

function wordsOf(part: string): string {
  if (part === 'all') return 'it';
  return part === 'queue' ? 'it for a queue' : `its part ${part}`;
}

/** When a part was taken, by the file server's clock, and by the folder's name where two are equal. */
const takenAt = async (staging: string): Promise<readonly [bigint, string]> => [
  (await stat(join(staging, HOLD_FILE), { bigint: true })).mtimeNs,
  staging,
];

/** The part that another process took before this one, if it may not be held at once; else `null`. */
async function takenBefore(own: string, part: HeldPart, { path }: Staging): Promise<string | null> {
  try {
    const theirs = await readFile(join(path, HOLD_FILE), 'utf8');
    const [[a, nameA], [b, nameB]] = await Promise.all([takenAt(path), takenAt(own)]);
    const earlier = a < b || (a === b && nameA < nameB);
    return earlier && !apart(theirs, part) ? theirs : null;
  } catch {
    // It holds nothing: not yet, and then it will see this one; or no longer.
    return null;
  }
}

/**
 * Takes a part of a dataset for this process, for as long as its staging folder is there and the process
 * lives: the hold of one that dies ends with it. Of two that want the same, the earlier gets it.
 *
 * @throws {@link ToolkitError} `dataset/in-use`, `file/write`.
 */
export async function holdFolder(dir: string, staging: string, part: HeldPart): Promise<void> {
  await createWhole(join(staging, HOLD_FILE), part, asideName(staging, HOLD_FILE));
  for (const other of await livingStaging(dir, staging)) {
    const theirs = await takenBefore(staging, part, other);
    if (theirs !== null) throw inUse(dir, `process ${other.owner.pid} of ${other.owner.machine}`, theirs);
  }
}
