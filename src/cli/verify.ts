import { existsSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { createProgressLine, printJson, say } from './terminal.ts';

/** What was read, in words, and what was wrong with it. */
type Checked = {
  readonly facts: object;
  readonly read: string;
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
};

async function checkDataset(dir: string, signal: AbortSignal): Promise<Checked> {
  const { verifyDataset } = await import('../dataset/verify.ts');
  const found = await verifyDataset(dir, { onProgress: createProgressLine(), signal });
  const discarded = found.discarded === 0 ? '' : ` (${found.discarded} more discarded)`;
  const read = `${found.files} files of ${found.episodes} episodes${discarded}`;
  return { facts: found, read, problems: found.problems };
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
      'find missing, truncated and altered files of a dataset, exit 1 if there are any; refuse a pack that is not whole',
    )
    .argument('<dataset>', 'folder of the dataset, or a pack')
    .option('--json', 'print the findings as JSON')
    .action(async (path: string, { json }: { json?: true }) => {
      const isFile = existsSync(path) && statSync(path).isFile();
      const { facts, read, problems } = await (isFile ? checkPackFile : checkDataset)(path, signal);
      if (json) printJson(facts);
      else {
        for (const { path: place, problem } of problems) say(`  ✗ ${place}: ${problem}`);
        const verdict =
          problems.length === 0 ? 'whole' : `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
        say(`${path}: ${read}, ${verdict}.`);
      }
      if (problems.length > 0) process.exitCode = 1;
    });
}
