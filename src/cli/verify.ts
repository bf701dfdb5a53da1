import { Command } from 'commander';
import { createProgressLine, printJson, say } from './terminal.ts';

/** `verify`: finds what is missing, truncated or altered in a dataset. */
export function verifyCommand(signal: AbortSignal): Command {
  return new Command('verify')
    .description('find missing, truncated and altered files of a dataset; exit 1 if there are any')
    .argument('<dataset>', 'folder of the dataset')
    .option('--json', 'print the findings as JSON')
    .action(async (dir: string, { json }: { json?: true }) => {
      const { verifyDataset } = await import('../dataset/verify.ts');
      const found = await verifyDataset(dir, { onProgress: createProgressLine(), signal });
      if (json) printJson(found);
      else {
        for (const { path, problem } of found.problems) say(`  ✗ ${path}: ${problem}`);
        const count = found.problems.length;
        const verdict = count === 0 ? 'whole' : `${count} problem${count === 1 ? '' : 's'}`;
        const discarded = found.discarded === 0 ? '' : ` (${found.discarded} more discarded)`;
        say(`${dir}: ${found.files} files of ${found.episodes} episodes${discarded}, ${verdict}.`);
      }
      if (found.problems.length > 0) process.exitCode = 1;
    });
}
