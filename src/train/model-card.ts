import { METRICS, type MetricId, metricOf } from '../metrics/metric-ids.ts';
import { cannotDo } from './cannot-do.ts';
import { VALIDATION_HORIZONS } from './training-history.ts';
import type { TrainingLeg, TrainingRecord } from './training-record.ts';

/** A mean with its 95 % interval. */
export type CardRow = {
  readonly model: string;
  /** `all` is the mean over scenes. */
  readonly scene: string;
  readonly metric: MetricId;
  readonly horizon: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Episodes. */
  readonly n: number;
};

/** What was measured of a model, on data that it has not learnt from. */
export type CardEvaluation = {
  /** In words: the dataset. */
  readonly data: string;
  /** The model's name among the rows; the other rows are baselines, and the truth against itself. */
  readonly model: string;
  readonly rows: readonly CardRow[];
  /** The model minus a baseline, paired. */
  readonly comparisons: readonly (CardRow & { readonly against: string })[];
};

/** What a card is written from. */
export type CardFacts = {
  readonly record: TrainingRecord;
  /** Null where it was not measured. */
  readonly evaluation: CardEvaluation | null;
  /** The picture of the worst clips, named as the card should name it; null without one. */
  readonly sheet: string | null;
};

/** Measures that the card's table shows. */
const SHOWN: readonly MetricId[] = ['psnr', 'foreground_psnr', 'union_iou', 'presence'];

const count = (value: number): string => Math.round(value).toLocaleString('en');

const sceneName = (scene: string): string => (scene === 'all' ? '**mean of the scenes**' : scene);

/** One measure, scene by scene, of the model and the baselines. */
function measureTable({ rows, model: own }: CardEvaluation, metric: MetricId): string[] {
  const { label, unit, digits } = metricOf(metric);
  // That the truth is without error needs no row.
  const trivial = metric === 'psnr' || metric === 'foreground_psnr';
  const here = rows.filter((row) => row.metric === metric && !(trivial && row.model === 'truth'));
  const scenes = [...new Set(here.map(({ scene }) => scene))];
  const models = [...new Set(here.map(({ model }) => model))];
  const lines = scenes.flatMap((scene) =>
    models.map((model) => {
      const cells = VALIDATION_HORIZONS.map((horizon) => {
        const row = here.find((one) => one.scene === scene && one.model === model && one.horizon === horizon);
        if (row === undefined) return '–';
        const fixed = (value: number): string => value.toFixed(digits);
        return `${fixed(row.mean)} (${fixed(row.low)} to ${fixed(row.high)})`;
      });
      return `| ${sceneName(scene)} | ${model === own ? `**${model}**` : model} | ${cells.join(' | ')} |`;
    }),
  );
  const heads = VALIDATION_HORIZONS.map((horizon) => `+${horizon}`).join(' | ');
  return [
    `### ${label}${unit === '' ? '' : `, ${unit}`}`,
    '',
    `| scene | | ${heads} |`,
    `|---|---|${VALIDATION_HORIZONS.map(() => '---|').join('')}`,
    ...lines,
    '',
  ];
}

function measured(evaluation: CardEvaluation | null): string[] {
  if (evaluation === null) {
    return [
      'It was not measured: run `worldwright evaluate --model` on data that it has not learnt from.',
      '',
    ];
  }
  const n = Math.max(0, ...evaluation.rows.flatMap((row) => (row.scene === 'all' ? [] : [row.n])));
  const meanings = METRICS.filter(({ id }) => SHOWN.includes(id)).map(
    ({ label, meaning }) => `- ${label}: ${meaning}`,
  );
  return [
    `Free rollouts on ${evaluation.data}, which it has not learnt from; up to ${n} episodes a scene, 95 % intervals. The row *truth* is what each measure gives a perfect model.`,
    '',
    ...SHOWN.flatMap((metric) => measureTable(evaluation, metric)),
    ...meanings,
    '',
  ];
}

/** One training as a row. */
const legRow = ({
  plan,
  steps,
  samples,
  flops,
  seconds,
  init,
  provider,
  device,
  machine,
}: TrainingLeg): string =>
  `| ${init === null ? 'random weights' : `${init.file.split(/[/\\]/).at(-1)} (${init.sha256.slice(0, 12)})`} | ${count(steps)} | ${plan.schedule.phases[0]?.batch ?? 0} | ${count(samples)} | ${flops.toExponential(2)} | ${(seconds / 60).toFixed(0)} min | ${plan.seed} | ${device ?? provider}, ${machine.cpu}, ${machine.cores} cores |`;

function made(record: TrainingRecord): string[] {
  const { legs, history: _, version: __, ...last } = record;
  const all = [...legs, last];
  const samples = all.reduce((sum, leg) => sum + leg.samples, 0);
  const phases = record.plan.schedule.phases
    .map(
      ({ unroll, time }) =>
        `${Math.round(100 * time)} % of the time ${unroll} frame${unroll === 1 ? '' : 's'} at once`,
    )
    .join(', ');
  const data = all.flatMap((leg) => leg.data);
  const known = [...new Map(data.map((set) => [set.dataSha256, set])).values()];
  return [
    ...known.map(
      ({ datasets, scenes, clips, frames, width, height, fps, dataSha256 }) =>
        `- Data: ${datasets.map(({ name, planSha256 }) => `${name} (plan ${planSha256.slice(0, 12)})`).join(', ')}: ${scenes.join(', ')}; ${count(clips)} clips, ${count(frames)} frames of ${width}×${height} at ${fps} fps; SHA-256 ${dataSha256}`,
    ),
    `- Schedule: ${phases}; peak rate ${record.plan.schedule.peakRate.toPrecision(3)}, warm-up, constant, linear decay`,
    `- Seen in all: ${count(samples)} windows`,
    `- Software: worldwright ${record.machine.worldwright}, onnxruntime ${record.machine.onnxruntime}, Node ${record.machine.node}`,
    '',
    '| begun with | steps | batch | windows | FLOPs | time | seed | on |',
    '|---|---|---|---|---|---|---|---|',
    ...all.map(legRow),
    '',
    `Everything that it takes to do it again stands in \`${record.name}.onnx.train.json\`.`,
    '',
  ];
}

/** A model's card, as Markdown: what it is, how well it predicts, what it cannot do, and how it was made. */
export function modelCard(facts: CardFacts): string {
  const { record, evaluation, sheet } = facts;
  const { config } = record.plan;
  const fps = record.data[0]?.fps ?? 0;
  const acts =
    config.actionDim === 0 ? 'is told of no actions' : `is told actions of ${config.actionDim} numbers`;
  const worst =
    sheet === null
      ? []
      : [
          '## Its worst clips',
          '',
          'Of every scene the clip with the lowest mean foreground PSNR. Rows: truth, prediction, difference × 3. Columns: the last frame that it saw, then one frame after another.',
          '',
          `![Truth, prediction and difference of the worst clips](${sheet})`,
          '',
        ];
  return [
    `# ${record.name}`,
    '',
    `A world model (${record.architecture}) that sees 4 frames of ${config.side}×${config.side} pixels at ${fps} fps, ${acts}, and predicts the next frame. ONNX, contract \`wm/1\`, trained by worldwright.`,
    '',
    '## How well it predicts',
    '',
    ...measured(evaluation),
    '## What it cannot do',
    '',
    ...cannotDo(record, evaluation).map((sentence) => `- ${sentence}`),
    '',
    ...worst,
    '## How it was made',
    '',
    ...made(record),
  ].join('\n');
}
