import { Command } from 'commander';
import type { ExportResult } from '../dataset/export/export-dataset.ts';
import { commaList, imageSize, wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = {
  readonly format: string;
  readonly out: string;
  readonly layout?: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly fps?: number;
  readonly cameras?: readonly string[];
  readonly list?: string;
  readonly train?: string;
  readonly licence?: string;
  readonly json?: true;
};

/** `export`: writes a dataset in the form that a trainer reads. */
export function exportCommand(signal: AbortSignal): Command {
  return new Command('export')
    .description('write a dataset in the form that a trainer reads: docs/export.md')
    .argument('<dataset>', 'folder of a finished dataset')
    .requiredOption('--format <name>', 'cosmos3, cosmos-transfer, cosmos-predict2, lerobot, webdataset')
    .requiredOption('--out <dir>', 'the folder to make')
    .option(
      '--layout <name>',
      'lerobot: v3 (default) or cosmos-droid; cosmos-predict2: video (default) or action',
    )
    .option('--size <WxH>', 'shrink and cut pictures to that size; never enlarges', imageSize)
    .option('--fps <n>', 'leave out frames until there are so many a second', wholeNumber('--fps', 1, 1000))
    .option('--cameras <names>', 'these alone, separated by commas', commaList)
    .option('--list <curation>', 'only the clips that this list of worldwright curate keeps')
    .option('--train <split>', 'the split to learn from; others are for validation', 'train')
    .option('--licence <words>', "what the card says of the export's licence")
    .option('--json', 'print what was exported as JSON')
    .action(async (data: string, { json, train, ...options }: Options) => {
      const { exportDataset } = await import('../dataset/export/export-dataset.ts');
      const onProgress = createProgressLine();
      const result = await exportDataset({ ...options, data, trainSplit: train, onProgress, signal });
      if (json) printJson(result);
      else await sayResult(result);
    });
}

async function sayResult({ dir, format, clips, episodes, frames, refusals }: ExportResult): Promise<void> {
  const { groupRefusals } = await import('../dataset/export/refuse-clips.ts');
  say(`${dir}: ${format}, ${clips} clips of ${episodes} episodes, ${frames} frames. See its README.md.`);
  say(`  kept ${clips}, dropped ${refusals.length}`);
  for (const { reason, fix, count } of groupRefusals(refusals)) say(`  ${count} × ${reason}; ${fix}`);
}
