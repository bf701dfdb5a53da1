import { basename } from 'node:path';
import { Command } from 'commander';
import { PROVIDER_CHOICES, type ProviderChoice } from '../onnx/provider-node.ts';
import type { TrainResult } from '../train/train-options.ts';
import { VALIDATION_HORIZONS } from '../train/training-history.ts';
import { WM_D_HEADS, WM_D_SIZES, type WmDHead, type WmDSize } from '../world-model/wm-d/wm-d-config.ts';
import { amount, oneOf, repeated, someOf, wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say, spellSeconds } from './terminal.ts';

const ARCHITECTURES = ['wm-d', 'wm-d-moe'] as const;

type Options = {
  readonly data: readonly string[];
  readonly arch?: (typeof ARCHITECTURES)[number];
  readonly size?: WmDSize;
  readonly heads?: readonly WmDHead[];
  readonly minutes?: number;
  readonly steps?: number;
  readonly init?: string;
  readonly validate?: string;
  readonly seed?: number;
  readonly batch?: number;
  readonly provider: ProviderChoice;
  readonly threads?: number;
  readonly out: string;
  readonly half?: true;
  readonly json?: true;
};

/** Measures the trained model where there is data for that, and writes its card. */
async function cardOf(
  { model }: TrainResult,
  { validate, provider }: Pick<Options, 'validate' | 'provider'>,
  signal: AbortSignal,
): Promise<string> {
  const { writeModelCard } = await import('../train/write-card.ts');
  if (validate === undefined) return writeModelCard(model, null, []);
  const { measureModel } = await import('../evaluate/measure-model.ts');
  const horizon = Math.max(...VALIDATION_HORIZONS);
  const { shown, ...measured } = await measureModel({
    ...{ models: [model], data: [validate], horizon, provider, signal },
    onProgress: createProgressLine(),
  });
  const worst = shown.filter(({ rank, among }) => rank === 'worst' || among === 1);
  return writeModelCard(model, { ...measured, data: `\`${basename(validate)}\`` }, worst);
}

/** `train`: teaches a world model to predict the frames of datasets. */
export function trainCommand(signal: AbortSignal): Command {
  return new Command('train')
    .description('train a world model on datasets; goes on from its checkpoint when run again')
    .requiredOption('--data <dataset>', 'folder of a dataset, or a pack; may be repeated', repeated)
    .requiredOption('--out <file>', 'the ONNX file to make; all else comes beside it')
    .option('--arch <name>', ARCHITECTURES.join(', '), oneOf('--arch', ARCHITECTURES))
    .option('--size <name>', WM_D_SIZES.join(', '), oneOf('--size', WM_D_SIZES))
    .option(
      '--heads <names>',
      `what it predicts beside pictures: ${WM_D_HEADS.join(', ')}`,
      someOf('--heads', WM_D_HEADS),
    )
    .option('--minutes <m>', 'how long; turned into steps once', amount('--minutes'))
    .option('--steps <n>', 'how many steps', wholeNumber('--steps', 1, 1e9))
    .option('--init <file>', 'begin with the weights of a model or a checkpoint')
    .option('--validate <dataset>', 'try the model on clips of this dataset while it learns')
    .option('--seed <n>', 'what is drawn follows from it', wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER))
    .option('--batch <n>', 'windows of a step', wholeNumber('--batch', 1, 4096))
    .option('--provider <name>', PROVIDER_CHOICES.join(', '), oneOf('--provider', PROVIDER_CHOICES), 'auto')
    .option('--threads <n>', 'threads of one operator on the CPU', wholeNumber('--threads', 1, 1024))
    .option('--half', 'store the weights in half precision: half the size')
    .option('--json', 'print the result as JSON')
    .action(async ({ json, arch, ...options }: Options) => {
      const { trainModel } = await import('../train/train-model.ts');
      const result = await trainModel({
        ...options,
        experts: arch === undefined ? undefined : arch === 'wm-d-moe',
        onProgress: createProgressLine(),
        onNote: say,
        signal,
      });
      const card = await cardOf(result, options, signal);
      if (json) printJson({ ...result, card });
      else {
        say(`${result.model}: ${result.steps} steps in ${spellSeconds(result.seconds)}.`);
        say(`${card}\n${result.page}`);
      }
    });
}
