import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { writeError } from '../../media/file-error.ts';
import { replaceWhole } from '../../media/replace-whole.ts';
import type { KeptScore } from '../evaluation-run.ts';
import type { ReportVideo } from '../report/report.ts';
import type { PredictTimes } from './predict-times.ts';

/** What an evaluation has done so far, beside its report until that is written. */
export const JOURNAL_FILE = 'evaluation.journal';

/** Some clips, one after another: scored, and their frames in finished videos. */
export type Segment = {
  readonly clips: number;
  readonly scored: readonly KeptScore[];
  readonly videos: readonly ReportVideo[];
  readonly times: PredictTimes;
};

/** The segments of an evaluation, on the disk as soon as they are done. */
export type Journal = {
  readonly done: readonly Segment[];
  /** @throws {@link ToolkitError} `file/write`. */
  readonly append: (segment: Segment) => Promise<void>;
  /** Ends it: the report has all that it held. */
  readonly remove: () => Promise<void>;
};

/** A segment as a line of text: numbers that JSON has not, such as NaN, are kept. */
const toLine = (segment: Segment): string => `${serialize(segment).toString('base64')}\n`;

/** The segments of a journal of that key, up to a line that was not written to its end. */
function parseLines(text: string, key: string): Segment[] {
  const [first, ...lines] = text.split('\n');
  if (first !== key) return [];
  const segments: Segment[] = [];
  // What follows the last line's end is no whole line.
  for (const line of lines.slice(0, -1)) {
    try {
      segments.push(deserialize(Buffer.from(line, 'base64')) as Segment);
    } catch {
      break;
    }
  }
  return segments;
}

async function appendSynced(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'a');
    try {
      await handle.appendFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw writeError(file, cause);
  }
}

/**
 * Opens the journal of a report's folder. One of another evaluation is replaced; of this one, all is taken up
 * whose videos are still there.
 *
 * @param evaluation - All that the figures follow from, as JSON holds it.
 * @throws {@link ToolkitError} `file/write`.
 */
export async function openJournal(out: string, evaluation: unknown): Promise<Journal> {
  const file = join(out, JOURNAL_FILE);
  // A segment is read by the engine that wrote it.
  const facts = JSON.stringify([process.versions.v8, evaluation]);
  const key = createHash('sha256').update(facts).digest('hex');
  const found = parseLines(await readFile(file, 'utf8').catch(() => ''), key);
  const lost = found.findIndex(({ videos }) => videos.some(({ path }) => !existsSync(join(out, path))));
  const done = lost < 0 ? found : found.slice(0, lost);
  let text = `${key}\n${done.map(toLine).join('')}`;
  let begun = false;
  return {
    done,
    append: async (segment) => {
      const line = toLine(segment);
      if (begun) await appendSynced(file, line);
      else await replaceWhole(file, `${text}${line}`);
      [begun, text] = [true, ''];
    },
    remove: () => rm(file, { force: true }),
  };
}
