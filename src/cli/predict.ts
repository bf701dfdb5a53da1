import { Command } from 'commander';
import { PROVIDER_CHOICES, type ProviderChoice } from '../onnx/provider-node.ts';
import { oneOf, wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = {
  readonly model: string;
  readonly data: string;
  readonly out: string;
  readonly context: number;
  readonly horizon: number;
  readonly provider: ProviderChoice;
  readonly json?: true;
};

/** `predict`: lets a world model predict the clips of a dataset. */
export function predictCommand(signal: AbortSignal): Command {
  return new Command('predict')
    .description('let a world model predict the clips of a dataset, into lossless videos')
    .requiredOption('--model <file>', 'ONNX world model')
    .requiredOption('--data <dataset>', 'folder of the dataset')
    .requiredOption('--out <dir>', 'folder of the predictions')
    .option('--context <n>', 'frames that it is shown', wholeNumber('--context', 1, 64), 4)
    .option('--horizon <n>', 'frames that it predicts', wholeNumber('--horizon', 1, 10_000), 16)
    .option('--provider <name>', PROVIDER_CHOICES.join(', '), oneOf('--provider', PROVIDER_CHOICES), 'auto')
    .option('--json', 'print the result as JSON')
    .action(async ({ json, ...options }: Options) => {
      const { predictDataset } = await import('../evaluate/predict.ts');
      const result = await predictDataset({ ...options, onProgress: createProgressLine(), signal });
      if (json) printJson(result);
      else {
        say(`${options.out}: ${result.clips.length} clips, predicted on ${result.provider}.`);
        for (const warning of result.warnings) say(`  ${warning}`);
      }
    });
}
