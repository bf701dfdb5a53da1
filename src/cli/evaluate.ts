import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { ToolkitError } from '../core/error.ts';
import { BOUND_NAMES } from '../evaluate/bounds/bound-names.ts';
import { PROTOCOL_CHOICES } from '../evaluate/protocols/protocol-names.ts';
import { PROVIDER_CHOICES, type ProviderChoice } from '../onnx/provider-node.ts';
import { oneOf, repeated, wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = {
  readonly data?: readonly string[];
  readonly compare?: readonly string[];
  readonly model?: readonly string[];
  readonly predictions?: readonly string[];
  readonly out: string;
  readonly context: number;
  readonly horizon: number;
  readonly protocol?: readonly string[];
  readonly bound?: readonly string[];
  readonly backbone?: string;
  readonly trainData?: readonly string[];
  readonly require?: readonly string[];
  readonly policySeeds: number;
  readonly provider: ProviderChoice;
  readonly partial?: true;
  readonly jobs: number;
  readonly clips: boolean;
  readonly json?: true;
};

/** `evaluate`: compares predictions with the truth and writes a report. */
export function evaluateCommand(signal: AbortSignal): Command {
  return new Command('evaluate')
    .description(
      'compare predictions with the simulated truth; write report.html, report.md, report.json and the frames of all clips',
    )
    .option('--data <dataset>', 'folder of a dataset; may be repeated', repeated)
    .option('--model <file>', 'ONNX world model; may be repeated', repeated)
    .option('--predictions <dir>', 'folder that predict wrote; may be repeated', repeated)
    .requiredOption('--out <dir>', 'folder of the report')
    .option('--context <n>', 'frames that a model is shown', wholeNumber('--context', 1, 64), 4)
    .option('--horizon <n>', 'frames that it predicts', wholeNumber('--horizon', 1, 10_000), 16)
    .option('--protocol <name>', `${PROTOCOL_CHOICES.join(', ')}; may be repeated`, repeated)
    .option('--backbone <file>', 'ONNX network whose features the perceptual figures of alignment compare')
    .option(
      '--train-data <dataset>',
      'what the model was trained on: adds what its nearest film shows',
      repeated,
    )
    .option(
      '--bound <name>',
      `of the bounds that the simulator draws, all by default: ${BOUND_NAMES.join(', ')}, none; may be repeated`,
      repeated,
    )
    .option(
      '--require <rule>',
      "such as 'union_iou@8>=.5' or 'free-fall:psnr@4>=30'; exit 1 when missed; may be repeated",
      repeated,
    )
    .option(
      '--policy-seeds <n>',
      'starts that --protocol policy plays from',
      wholeNumber('--policy-seeds', 2, 10_000),
      16,
    )
    .option('--partial', 'leave clips that some predictions lack out of all rows, instead of refusing')
    .option('--jobs <n>', 'threads that score', wholeNumber('--jobs', 1, 256), availableParallelism())
    .option('--provider <name>', PROVIDER_CHOICES.join(', '), oneOf('--provider', PROVIDER_CHOICES), 'auto')
    .option('--no-clips', 'keep no frames beside the report: figures alone, as worldwright view shows them')
    .option(
      '--compare <reports...>',
      'folders of reports on the same clips: rank their models instead of evaluating',
    )
    .option('--json', 'print the report as JSON')
    .action(async ({ compare, ...options }: Options) => {
      if (compare === undefined) await evaluate(options, signal);
      else await rank(compare, options);
    });
}

async function evaluate(
  { json, data, model, predictions, protocol, bound, require, ...options }: Options,
  signal: AbortSignal,
): Promise<void> {
  if (data === undefined) {
    throw new ToolkitError(
      'argument/invalid',
      'There must be at least one --data to evaluate on, got none.',
      'Name the folder of a dataset with --data, or reports with --compare.',
    );
  }
  const { evaluateDatasets } = await import('../evaluate/evaluate-datasets.ts');
  const report = await evaluateDatasets({
    ...options,
    data,
    models: model ?? [],
    predictions: predictions ?? [],
    protocols: protocol ?? [],
    bounds: bound,
    requirements: require ?? [],
    command: ['worldwright', ...process.argv.slice(2)],
    onProgress: createProgressLine(),
    signal,
  });
  if (json) printJson(report);
  else {
    say(`\n${report.verdict.headline}`);
    for (const detail of report.verdict.details) say(`  ${detail}`);
    for (const { text, met, found } of report.requirements) say(`  ${met ? '✓' : '✗'} ${text}: ${found}`);
    say(`\n${join(options.out, 'report.html')}`);
  }
  if (report.requirements.some(({ met }) => !met)) process.exitCode = 1;
}

/** Ranks the models of reports, in the place of an evaluation. */
async function rank(reports: readonly string[], { out, json }: Options): Promise<void> {
  const { compareReports } = await import('../evaluate/compare/compare-reports.ts');
  const { comparisonSentence } = await import('../evaluate/compare/comparison-page.ts');
  const { ranking, fps } = await compareReports({ reports, out });
  if (json) printJson(ranking);
  else say(`\n${comparisonSentence(ranking, fps)}\n\n${join(out, 'compare.html')}`);
}
