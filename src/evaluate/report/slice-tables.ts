import { METRICS, type Metric } from '../../metrics/metric-ids.ts';
import { html, type Raw } from '../../page/html-text.ts';
import type { SliceKind, Slices } from '../slices.ts';
import { MIN_EPISODES } from '../verdict/claims.ts';
import { signedWords } from '../verdict/verdict-words.ts';
import { verdictHorizon } from '../verdict-horizon.ts';
import type { Report } from './report.ts';

const SHOWN: readonly Metric[] = METRICS.filter(
  ({ id }) => id === 'union_iou' || id === 'foreground_psnr' || id === 'presence' || id === 'centroid_px',
);

/** Of each kind: its heading, and what its parts are. */
function wordsOf(kind: SliceKind, at: number): readonly [heading: string, rule: string] {
  const ahead = `Figures at +${at}, means over the part’s scenes.`;
  if (kind === 'split') return ['Splits', `As the dataset’s plan divides its episodes. ${ahead}`];
  if (kind === 'camera') return ['Cameras', `Those that every scene has. ${ahead}`];
  if (kind === 'contact') {
    return [
      'Before and after the first contact',
      'The first contact between two bodies that begins after the context. Means over all frames before it, and over all from it on; clips without one are left out.',
    ];
  }
  return [
    'By how much moves',
    `Thirds of every scene’s clips, by the mean share of their true pixels that change from a frame to the next. ${ahead}`,
  ];
}

function line(slices: Slices, kind: SliceKind, part: string, model: string, role: string): Raw {
  const cells = SHOWN.map((metric) => {
    const here = (row: { kind: string; part: string; model: string; metric: string }): boolean =>
      row.kind === kind && row.part === part && row.model === model && row.metric === metric.id;
    const row = slices.rows.find(here);
    if (row === undefined) return html`<td>–</td>`;
    const change = slices.comparisons.find(here);
    const clear = change !== undefined && change.n >= MIN_EPISODES && (change.low > 0 || change.high < 0);
    const small = clear
      ? html`<small>${signedWords(change.mean, metric)}</small>`
      : change === undefined
        ? null
        : html`<small>not clear</small>`;
    return html`<td>${row.mean.toFixed(metric.digits)}${small}</td>`;
  });
  return html`<tr class="${role}"><td>${model}</td>${cells}</tr>`;
}

function kindTable(report: Report, kind: SliceKind): Raw {
  const { slices, models, protocol } = report;
  const parts = [...new Set(slices.rows.filter((row) => row.kind === kind).map(({ part }) => part))];
  const shown = models.filter(({ role }) => role !== 'truth');
  const groups = parts.map((part) => {
    const n = Math.max(...slices.rows.filter((r) => r.kind === kind && r.part === part).map((r) => r.n));
    const lines = shown.map(({ name, role }) => line(slices, kind, part, name, role));
    return html`<tbody><tr><th colspan="${SHOWN.length + 1}">${part} <span class="aside">n = ${n} episodes</span></th></tr>${lines}</tbody>`;
  });
  const heads = SHOWN.map(
    ({ label, unit, better }) =>
      html`<th scope="col">${label}${unit === '' ? '' : `, ${unit}`} ${better === 'higher' ? '↑' : '↓'}</th>`,
  );
  const [heading, rule] = wordsOf(kind, verdictHorizon(protocol.horizon));
  return html`<h3 class="part">${heading}</h3><p class="aside">${rule}</p><div class="scroll"><table><thead><tr><th scope="col"></th>${heads}</tr></thead>${groups}</table></div>`;
}

/** Parts of the clips side by side; small, what a model gains there over the reference. */
export function sliceTables(report: Report): Raw {
  const kinds = [...new Set(report.slices.rows.map(({ kind }) => kind))];
  const reference = report.comparisons[0]?.against ?? '';
  return html`<p class="aside">Small: the paired difference from ${reference}, where its 95 % interval leaves zero out and the part has at least ${MIN_EPISODES} episodes.</p>${kinds.map((kind) => kindTable(report, kind))}`;
}
