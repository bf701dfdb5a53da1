import { metricOf } from '../../metrics/metric-ids.ts';
import { html, type Raw } from '../../page/html-text.ts';
import { type Tab, tabs } from '../../page/tabs.ts';
import type { TrainingPlan } from '../checkpoint.ts';
import { phaseEnds } from '../schedule.ts';
import {
  type HistoryPoint,
  type TrainingHistory,
  VALIDATION_HORIZONS,
  VALIDATION_METRICS,
  type ValidationMetric,
} from '../training-history.ts';
import { ALL_SCENES } from '../validate/validate-model.ts';
import { type StepChart, type StepLine, stepChart } from './step-chart.ts';

const MODEL = 'var(--model-1)';
const SECOND = 'var(--model-2)';

/** How the baselines' lines are drawn, in their order. */
const BASE_LINES = [
  { color: 'var(--base-1)', dash: [] },
  { color: 'var(--base-2)', dash: [5, 3] },
] as const;

/** What all charts of a training share. */
const frameOf = ({ schedule, totalSteps }: TrainingPlan): Pick<StepChart, 'totalSteps' | 'marks'> => ({
  totalSteps,
  marks: phaseEnds(schedule, totalSteps).slice(0, -1),
});

function key(name: string, color: string, dash: readonly number[]): Raw {
  return html`<span><svg viewBox="0 0 28 8" aria-hidden="true"><line x1="1" x2="27" y1="4" y2="4" stroke="${color}" stroke-width="2" stroke-dasharray="${dash.join(' ')}" stroke-linecap="round"/></svg>${name}</span>`;
}

/** A measure at one horizon, over the validations of one scene. */
function metricChart(
  { validations, baselines }: TrainingHistory,
  plan: TrainingPlan,
  scene: string,
  metric: ValidationMetric,
  place: number,
): Promise<Raw> {
  const { label, unit } = metricOf(metric);
  const rules = Object.values(baselines).flatMap((scores, i) => {
    const value = scores[scene]?.[metric][place] ?? null;
    const line = BASE_LINES[i % BASE_LINES.length] as (typeof BASE_LINES)[number];
    return value === null ? [] : [{ value, ...line }];
  });
  const points = validations.map(({ step, scores }) => ({
    step,
    value: scores[scene]?.[metric][place] ?? null,
  }));
  return stepChart({
    ...frameOf(plan),
    title: unit === '' ? label : `${label}, ${unit}`,
    aside: `${VALIDATION_HORIZONS[place]} ahead`,
    lines: [{ color: MODEL, points }],
    rules,
  });
}

/** What the validations gave, one group of charts a scene. */
export async function validationCharts(history: TrainingHistory, plan: TrainingPlan): Promise<Raw> {
  const scenes = Object.keys(Object.values(history.baselines)[0] ?? {});
  const shown = scenes.length > 2 ? scenes : scenes.filter((scene) => scene !== ALL_SCENES);
  const panes: Tab[] = [];
  for (const scene of shown) {
    const charts: Raw[] = [];
    for (const metric of VALIDATION_METRICS) {
      for (let place = 0; place < VALIDATION_HORIZONS.length; place++) {
        charts.push(await metricChart(history, plan, scene, metric, place));
      }
    }
    const label = scene === ALL_SCENES ? 'Mean over scenes' : scene;
    panes.push({ label, content: html`<div class="charts thirds">${charts}</div>` });
  }
  const keys = Object.keys(history.baselines).map((name, i) => {
    const { color, dash } = BASE_LINES[i % BASE_LINES.length] as (typeof BASE_LINES)[number];
    return key(name, color, dash);
  });
  return html`<div class="legend">${[key('this model', MODEL, []), ...keys]}</div>${tabs('scenes', 'Scene', panes)}`;
}

/** What the routers did. */
function routerCharts(points: readonly HistoryPoint[], plan: TrainingPlan): StepChart[] {
  if (points.every(({ router }) => router === null)) return [];
  const line = (color: string, value: (router: NonNullable<HistoryPoint['router']>) => number) => ({
    color,
    points: thinned(points, ({ router }) => (router === null ? null : value(router))),
  });
  const frame = frameOf(plan);
  return [
    {
      ...frame,
      title: 'Load of an expert',
      aside: 'most and least, even = 1',
      lines: [line(MODEL, ({ maxLoad }) => maxLoad), line(SECOND, ({ minLoad }) => minLoad)],
    },
    {
      ...frame,
      title: 'Entropy of the routers',
      aside: 'all alike = 1',
      lines: [line(MODEL, ({ entropy }) => entropy)],
    },
    {
      ...frame,
      title: 'Choices dropped, %',
      aside: 'the expert was full',
      lines: [line(MODEL, ({ dropped }) => 100 * dropped)],
    },
  ];
}

/** Most points that a curve is drawn with: successive ones are joined to their mean. */
const DRAWN_POINTS = 100;

/** A value over the steps, drawn with few points. */
function thinned(
  points: readonly HistoryPoint[],
  value: (point: HistoryPoint) => number | null,
): StepLine['points'] {
  const size = Math.ceil(points.length / DRAWN_POINTS);
  return Array.from({ length: Math.ceil(points.length / size) || 0 }, (_, i) => {
    const joined = points.slice(i * size, (i + 1) * size);
    const values = joined.map(value).filter((one) => one !== null);
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    return { step: joined.at(-1)?.step ?? 0, value: values.length === 0 ? null : mean };
  });
}

/** How the training went. */
export async function stepCharts({ points }: TrainingHistory, plan: TrainingPlan): Promise<Raw> {
  const frame = frameOf(plan);
  const line = (value: (point: HistoryPoint) => number | null): StepChart['lines'] => [
    { color: MODEL, points: thinned(points, value) },
  ];
  const charts: readonly StepChart[] = [
    { ...frame, title: 'Loss', aside: 'logarithmic', lines: line(({ loss }) => loss), logarithmic: true },
    { ...frame, title: 'Learning rate', aside: '× 10⁻³', lines: line((point) => 1000 * point.learningRate) },
    {
      ...frame,
      title: 'Norm of the gradient',
      aside: 'logarithmic',
      lines: line(({ gradientNorm }) => gradientNorm),
      logarithmic: true,
    },
    ...routerCharts(points, plan),
    { ...frame, title: 'Windows a second', aside: '', lines: line((point) => point.samplesPerSecond) },
    { ...frame, title: 'GFLOP a second', aside: 'forward and back', lines: line(({ gflops }) => gflops) },
    {
      ...frame,
      title: 'Memory, MB',
      aside: 'whole process',
      lines: line((point) => point.memoryBytes / 1e6),
    },
  ];
  const drawn: Raw[] = [];
  for (const chart of charts) drawn.push(await stepChart(chart));
  return html`<div class="charts thirds">${drawn}</div>`;
}
