import { Command } from 'commander';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = {
  readonly out: string;
  readonly split: string;
  readonly depth?: true;
  readonly list?: string;
  readonly json?: true;
};

/** `pack`: makes the one file from which training reads. */
export function packCommand(signal: AbortSignal): Command {
  return new Command('pack')
    .description('write the episodes of datasets into one flat file, from which training reads fast')
    .argument('<datasets...>', 'folders of datasets of one size and rate')
    .requiredOption('--out <file.pack>', 'the file')
    .option('--split <name>', 'whose episodes; only a pack of train may be learnt from', 'train')
    .option('--depth', 'with depths, for models that predict them')
    .option('--list <curation>', 'only the clips that this list of worldwright curate keeps')
    .option('--json', 'print what was packed as JSON')
    .action(async (data: string[], { json, ...options }: Options) => {
      const { packDatasets } = await import('../train/pack/pack-datasets.ts');
      const { packWords } = await import('../train/pack/pack-words.ts');
      const index = await packDatasets({ data, ...options, onProgress: createProgressLine(), signal });
      const { facts, words } = packWords(index);
      if (json) printJson(facts);
      else {
        say(`${options.out}: a pack`);
        for (const line of words) say(`  ${line}`);
      }
    });
}
