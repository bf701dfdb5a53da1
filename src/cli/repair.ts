import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = { readonly workers: number; readonly json?: true };

/** `repair`: makes a dataset whole. */
export function repairCommand(signal: AbortSignal): Command {
  return new Command('repair')
    .description('keep what is whole of a dataset, and make the rest of its plan anew')
    .argument('<dataset>', 'folder of the dataset')
    .option('--workers <n>', 'processes', wholeNumber('--workers', 1, 256), availableParallelism())
    .option('--json', 'print the result as JSON')
    .action(async (dir: string, { workers, json }: Options) => {
      const { repairDataset } = await import('../dataset/repair.ts');
      const repaired = await repairDataset(dir, { workers, onProgress: createProgressLine(), signal });
      if (json) {
        printJson(repaired);
        return;
      }
      for (const { path, problem } of repaired.problems) say(`  ✗ ${path}: ${problem}`);
      say(
        `${repaired.dir}: ${repaired.kept} episodes were whole and stay, ${repaired.remade.length} were made.`,
      );
    });
}
