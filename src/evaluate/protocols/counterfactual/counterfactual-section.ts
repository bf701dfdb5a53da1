import { type Chart, drawChart } from '../../../page/draw-chart.ts';
import { html, type Raw, raw } from '../../../page/html-text.ts';
import type { ModelFacts } from '../../report/report.ts';
import { seriesOf } from '../../report/series.ts';
import { fixed, withInterval } from '../figure-words.ts';
import { intervalHtml } from '../interval-html.ts';
import { BODIES, type Bodies, SIGN_PX } from './branch-sums.ts';
import { WHOSE } from './counterfactual-words.ts';
import type { BranchJudgement, BranchRow, ControlRow, Whose } from './summarize-branches.ts';

/** What a reader must know before the figures. */
const RULE = `Parent and branch are one until a frame, from which on other actions are done. The model is shown the last frames that they share and predicts both courses, each with its own actions. The difference of the two predictions is held against the difference of the two truths: where each body is in one, minus where it is in the other, px along both axes. R² is 1 − Σ(predicted − true)² ÷ Σ true²: 1 follows the truth, 0 is what predicting no difference gets, and below 0 is worse than that. A body that a prediction no longer shows counts as no difference. A direction is asked for where the true difference is ${SIGN_PX} px or more; no difference is half right. In the charts a point is one body along one axis; on the dashed line it is as in truth.`;

const CONTROL =
  'The control gives the branch the actions of another branch. A model that hears its actions must get worse: R² falls, and the error against the branch’s own truth rises.';

/** Points of a chart; more say nothing that these do not. */
const MAX_POINTS = 1500;

function scatter(
  points: readonly { readonly truth: number; readonly predicted: number }[],
  color: string,
): Chart {
  const most = Math.max(
    1,
    ...points.flatMap(({ truth, predicted }) => [Math.abs(truth), Math.abs(predicted)]),
  );
  const axis = (field: string, title: string) =>
    ({ field, type: 'quantitative', title, scale: { domain: [-most, most], nice: false } }) as const;
  const x = axis('truth', 'true difference, px');
  const y = axis('predicted', 'predicted difference, px');
  const diagonal = [
    { truth: -most, predicted: -most },
    { truth: most, predicted: most },
  ];
  return {
    values: [...points],
    layers: [
      {
        data: { values: diagonal },
        mark: { type: 'line', stroke: 'var(--muted)', strokeDash: [4, 3], strokeWidth: 1 },
        encoding: { x, y },
      },
      {
        mark: { type: 'point', size: 14, fill: color, fillOpacity: 0.55, strokeWidth: 0 },
        encoding: { x, y },
      },
    ],
    width: 260,
    height: 240,
  };
}

async function scatters(
  judgements: readonly BranchJudgement[],
  models: readonly ModelFacts[],
  horizon: number,
): Promise<Raw[]> {
  const figures: Raw[] = [];
  for (const { model, role, color } of seriesOf(models)) {
    if (role !== 'subject') continue;
    const pointsOf = (bodies: Bodies) =>
      judgements
        .filter(({ source }) => source === model)
        .flatMap(({ own }) => own[horizon - 1]?.differences ?? [])
        .filter((one) => one.bodies === bodies)
        .flatMap(({ truth, predicted }) =>
          ([0, 1] as const).map((i) => ({ truth: truth[i], predicted: predicted[i] })),
        )
        .slice(0, MAX_POINTS);
    for (const bodies of BODIES) {
      const points = pointsOf(bodies);
      if (points.length === 0) continue;
      const svg = raw(await drawChart(scatter(points, color)));
      figures.push(
        html`<figure><figcaption><b>${WHOSE[bodies]}, +${horizon}</b><span>${model}</span></figcaption>${svg}</figure>`,
      );
    }
  }
  return figures;
}

const find = (
  rows: readonly BranchRow[],
  source: string,
  whose: Whose,
  horizon: number,
): BranchRow | undefined =>
  rows.find((row) => row.source === source && row.whose === whose && row.horizon === horizon);

function table(rows: readonly BranchRow[], models: readonly ModelFacts[], horizons: readonly number[]): Raw {
  const groups = (['all', ...BODIES, 'pixels'] as const).flatMap((whose) => {
    const here = rows.filter((row) => row.whose === whose);
    if (here.length === 0) return [];
    const lines = models.flatMap(({ name, role }) => {
      if (!here.some(({ source }) => source === name)) return [];
      const cells = horizons.map((horizon) => {
        const row = find(here, name, whose, horizon);
        return row === undefined ? html`<td>–</td>` : html`<td>${intervalHtml(row.r2)}</td>`;
      });
      return [html`<tr class="${role}"><td>${name}</td>${cells}</tr>`];
    });
    const n = Math.max(...here.map((row) => row.n));
    const heading = html`<tr><th colspan="${horizons.length + 1}">${WHOSE[whose]} <span class="aside">n = ${n} parents</span></th></tr>`;
    return [html`<tbody>${heading}${lines}</tbody>`];
  });
  const heads = horizons.map((h) => html`<th scope="col">+${h}</th>`);
  return html`<div class="scroll"><table><thead><tr><th scope="col">R² of differences, frames after the actions part</th>${heads}</tr></thead>${groups}</table></div>`;
}

function controlTable(
  rows: readonly BranchRow[],
  controls: readonly ControlRow[],
  models: readonly ModelFacts[],
  horizon: number,
): Raw {
  const lines = models.flatMap(({ name, role }) => {
    const all = find(rows, name, 'all', horizon);
    if (all === undefined) return [];
    const control = controls.find(({ source }) => source === name);
    const cell = (text: string | undefined): Raw => html`<td>${text ?? '–'}</td>`;
    return [
      html`<tr class="${role}"><td>${name}</td>${cell(all.sign === null ? undefined : withInterval(all.sign))}${cell(`${all.lost} of ${all.bodies}`)}${cell(control && withInterval(control.own))}${cell(control && withInterval(control.shuffled))}${cell(control && withInterval(control.errorRatio))}</tr>`,
    ];
  });
  return html`<div class="scroll"><table><thead><tr><th scope="col">At +${horizon}</th><th scope="col">right direction</th><th scope="col">bodies lost</th><th scope="col">R², own actions</th><th scope="col">another’s actions</th><th scope="col">error, times</th></tr></thead><tbody>${lines}</tbody></table></div>`;
}

/** Everything that the section shows. */
export type CounterfactualShown = {
  readonly rows: readonly BranchRow[];
  readonly controls: readonly ControlRow[];
  readonly judgements: readonly BranchJudgement[];
  readonly models: readonly ModelFacts[];
  readonly horizons: readonly number[];
  /** The one that the verdict speaks of. */
  readonly horizon: number;
};

/** The section of report.html. */
export async function counterfactualSection(shown: CounterfactualShown): Promise<Raw> {
  const { rows, controls, judgements, models, horizons, horizon } = shown;
  return html`<h2>Counterfactual: other actions, other course</h2><p class="aside">${RULE}</p>
<div class="charts">${await scatters(judgements, models, horizon)}</div>
${table(rows, models, horizons)}<p class="aside">${CONTROL}</p>${controlTable(rows, controls, models, horizon)}`;
}

/** The section of report.md. */
export function counterfactualMarkdown(
  sentence: string,
  { rows, controls, models, horizon }: Omit<CounterfactualShown, 'judgements' | 'horizons'>,
): string {
  const lines = models.flatMap(({ name }) => {
    const all = find(rows, name, 'all', horizon);
    if (all === undefined) return [];
    const said = (whose: Whose): string => {
      const row = find(rows, name, whose, horizon);
      return row === undefined ? '–' : withInterval(row.r2);
    };
    const control = controls.find(({ source }) => source === name);
    const cells = [
      ...[said('all'), said('driven'), said('free'), said('pixels')],
      all.sign === null ? '–' : fixed(all.sign.mean),
      ...(control === undefined
        ? ['–', '–']
        : [fixed(control.shuffled.mean), withInterval(control.errorRatio)]),
    ];
    return [`| ${[name, ...cells].join(' | ')} |`];
  });
  return [
    '## Counterfactual',
    sentence,
    `R² of predicted against true differences between two courses of one start, ${horizon} frames after the actions part; 95 % intervals over parents.`,
    [
      '| | all bodies | what is commanded | what it acts on | pixels | right direction | R², another’s actions | error, times |',
      `|${'---|'.repeat(8)}`,
      ...lines,
    ].join('\n'),
  ].join('\n\n');
}
