import { existsSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

/** What was read, in words, and what was wrong with it. */
type Checked = {
  readonly facts: object;
  readonly read: string;
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
  /** What is not there yet, in words. */
  readonly missing?: string | undefined;
};

type Options = { readonly decode?: boolean; readonly render?: number; readonly json?: true };

async function checkDataset(
  dir: string,
  { decode = false, render }: Options,
  signal: AbortSignal,
): Promise<Checked> {
  const { verifyDataset } = await import('../dataset/verify.ts');
  const onProgress = createProgressLine();
  const found = await verifyDataset(dir, { decode, onProgress, signal });
  const discarded = found.discarded === 0 ? '' : ` (${found.discarded} more discarded)`;
  const read = `${found.files} files of ${found.episodes} episodes${discarded}`;
  const missing = found.missing.length === 0 ? undefined : await missingPart(dir, found.missing);
  if (render === undefined) return { facts: found, read, problems: found.problems, missing };
  const { verifyRender } = await import('../dataset/verify-render.ts');
  const drawn = await verifyRender(dir, render, { onProgress, signal });
  return {
    facts: { ...found, render: drawn },
    read: `${read}, ${drawn.frames} frames drawn again (${drawn.images} images)`,
    problems: [...found.problems, ...drawn.problems],
    missing,
  };
}

async function missingPart(dir: string, missing: readonly string[]): Promise<string> {
  const { missingWords } = await import('../dataset/missing-words.ts');
  const { readPlan } = await import('../dataset/open-dataset.ts');
  const { plannedEpisodes } = await import('../dataset/plan.ts');
  const planned = plannedEpisodes(await readPlan(dir)).map(({ id }) => id);
  return missingWords(planned, missing);
}

async function checkPackFile(file: string, signal: AbortSignal): Promise<Checked> {
  const { openPack } = await import('../train/pack/open-pack.ts');
  const { checkPack } = await import('../train/pack/check-pack.ts');
  const pack = await openPack(file);
  try {
    await checkPack(pack, { onProgress: createProgressLine(), signal });
  } finally {
    await pack.close();
  }
  const clips = pack.index.clips.length;
  return { facts: { clips, problems: [] }, read: `a pack of ${clips} clips`, problems: [] };
}

/** `verify`: finds what is missing, truncated or altered in a dataset or a pack. */
export function verifyCommand(signal: AbortSignal): Command {
  return new Command('verify')
    .description(
      'find missing, truncated and altered files of a dataset, and what is not made yet, exit 1 if there is any; refuse a pack that is not whole',
    )
    .argument('<dataset>', 'folder of the dataset, or a pack')
    .option('--decode', 'decode every video too, and compare its pixels')
    .option(
      '--render <n>',
      'draw so many frames again, and compare them to the bit',
      wholeNumber('--render', 1, 1_000_000),
    )
    .option('--json', 'print the findings as JSON')
    .action(async (path: string, options: Options) => {
      const isFile = existsSync(path) && statSync(path).isFile();
      const { facts, read, problems, missing } = await (isFile
        ? checkPackFile(path, signal)
        : checkDataset(path, options, signal));
      if (options.json) printJson(facts);
      else {
        for (const { path: place, problem } of problems) say(`  ✗ ${place}: ${problem}`);
        const wrong = `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
        const whole = missing === undefined ? 'whole' : 'whole as far as it goes';
        say(`${path}: ${read}, ${problems.length === 0 ? whole : wrong}.`);
        if (missing !== undefined) say(`Not made yet: ${missing}.`);
      }
      if (problems.length > 0 || missing !== undefined) process.exitCode = 1;
    });
}
