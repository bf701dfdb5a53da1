import { METRICS, type Metric, type MetricId, metricOf } from '../metrics/metric-ids.ts';
import type { Verdict } from './report/report.ts';
import { ALL_SCENES, type Comparison, type Row } from './summarize.ts';

/** The horizon that the verdict speaks of, in frames ahead, where the evaluation reaches it. */
export const VERDICT_HORIZON = 8;

/** Fewer episodes than this leave intervals wide enough to say so. */
const FEW_EPISODES = 30;

/** What decides whether a model predicts motion; whole-frame PSNR and SSIM also reward fading. */
const MOTION: readonly MetricId[] = ['union_iou', 'foreground_psnr'];

type Outcome = 'better' | 'worse' | 'unclear';

/** By how much, and whether the 95 % interval of the paired difference leaves zero out. */
function outcomeOf({ low, high }: Comparison, { better }: Metric): Outcome {
  if (low > 0) return better === 'higher' ? 'better' : 'worse';
  if (high < 0) return better === 'higher' ? 'worse' : 'better';
  return 'unclear';
}

const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const number = (value: number, metric: Metric): string => {
  const text = value.toFixed(metric.digits);
  return metric.unit === '' ? text : `${text} ${metric.unit}`;
};

const signed = (value: number, metric: Metric): string =>
  `${value < 0 ? '−' : '+'}${number(Math.abs(value), metric)}`;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Where an evaluation's figures are looked up. */
export type VerdictInput = {
  /** Models that are judged; the first leads the headline. */
  readonly subjects: readonly string[];
  /** The model that they are compared with. */
  readonly reference: string;
  readonly rows: readonly Row[];
  readonly comparisons: readonly Comparison[];
  readonly horizon: number;
  readonly fps: number;
};

/** The horizon at which a report of that length sums up. */
export const verdictHorizon = (horizon: number): number => Math.min(VERDICT_HORIZON, horizon);

function comparisonOf(
  input: VerdictInput,
  model: string,
  metric: MetricId,
  horizon: number,
): Comparison | undefined {
  return input.comparisons.find(
    (c) => c.model === model && c.scene === ALL_SCENES && c.metric === metric && c.horizon === horizon,
  );
}

/** For how many frames from the first on a model beats the reference in finding the bodies. */
function lead(input: VerdictInput, model: string): number {
  const metric = metricOf('union_iou');
  for (let h = 1; h <= input.horizon; h++) {
    const comparison = comparisonOf(input, model, 'union_iou', h);
    if (comparison === undefined || outcomeOf(comparison, metric) !== 'better') return h - 1;
  }
  return input.horizon;
}

const ahead = (input: VerdictInput, frames: number): string =>
  `${plural(frames, 'frame')} (${(frames / input.fps).toFixed(2)} s)`;

function headlineOf(input: VerdictInput, model: string): string {
  if (model === input.reference) return `${model} is the reference that models are compared with.`;
  const at = verdictHorizon(input.horizon);
  const outcomes = MOTION.map((id) => {
    const comparison = comparisonOf(input, model, id, at);
    return comparison === undefined ? 'unclear' : outcomeOf(comparison, metricOf(id));
  });
  const frames = lead(input, model);
  if (outcomes.every((outcome) => outcome === 'better')) {
    return `${model} predicts the motion: ${ahead(input, at)} ahead it still beats copying the last frame.`;
  }
  if (frames > 0) {
    const end = frames < input.horizon ? ', and not beyond' : ', as far as it was looked at';
    return `${model} finds the moving bodies better than copying the last frame for ${ahead(input, frames)}${end}.`;
  }
  if (outcomes.includes('worse')) return `${model} does not beat copying the last frame.`;
  return `${model} cannot be told from copying the last frame.`;
}

function detailOf(input: VerdictInput, model: string): string {
  const at = verdictHorizon(input.horizon);
  const said: Record<Outcome, string[]> = { better: [], worse: [], unclear: [] };
  for (const metric of METRICS) {
    if (!metric.headline) continue;
    const comparison = comparisonOf(input, model, metric.id, at);
    const row = input.rows.find(
      (r) => r.model === model && r.scene === ALL_SCENES && r.metric === metric.id && r.horizon === at,
    );
    if (comparison === undefined || row === undefined) continue;
    const name = metric.label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
    const outcome = outcomeOf(comparison, metric);
    said[outcome].push(
      outcome === 'unclear'
        ? name
        : `${name} (${number(row.mean, metric)}, ${signed(comparison.mean, metric)})`,
    );
  }
  const parts = [
    said.better.length > 0 ? `better on ${listed(said.better)}` : '',
    said.worse.length > 0 ? `worse on ${listed(said.worse)}` : '',
    said.unclear.length > 0 ? `no clear difference on ${listed(said.unclear)}` : '',
  ].filter((part) => part !== '');
  return `${ahead(input, at)} ahead, against ${input.reference}, ${model} is ${parts.join('; ')}.`.replace(
    'is no clear',
    'shows no clear',
  );
}

function cautionsOf(input: VerdictInput): string[] {
  const at = verdictHorizon(input.horizon);
  const cautions: string[] = [];
  for (const model of input.subjects) {
    const psnr = comparisonOf(input, model, 'psnr', at);
    const presence = comparisonOf(input, model, 'presence', at);
    if (psnr === undefined || presence === undefined || !(psnr.low > 0 && presence.high < 0)) continue;
    cautions.push(
      `${model} gains PSNR while bodies fade from its frames: trust union IoU and presence, not PSNR.`,
    );
  }
  const episodes = Math.max(0, ...input.rows.filter((row) => row.scene === ALL_SCENES).map((row) => row.n));
  if (episodes < FEW_EPISODES) {
    cautions.push(
      `${plural(episodes, 'episode')} in all: the intervals are wide, and small differences may be chance.`,
    );
  }
  return cautions;
}

/** Says in words what the figures say, and no more: a difference counts when its interval leaves out 0. */
export function judge(input: VerdictInput): Verdict {
  const [first] = input.subjects;
  if (first === undefined) {
    return {
      headline: 'No model was judged; these are the baselines.',
      details: [],
      cautions: cautionsOf(input),
    };
  }
  const others = input.subjects.slice(1).map((model) => headlineOf(input, model));
  const compared = input.subjects.filter((model) => model !== input.reference);
  return {
    headline: headlineOf(input, first),
    details: [...compared.map((model) => detailOf(input, model)), ...others],
    cautions: cautionsOf(input),
  };
}
