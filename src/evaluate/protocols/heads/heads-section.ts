import { html, type Raw } from '../../../page/html-text.ts';
import { tableHorizons } from '../../report/score-table.ts';
import { verdictHorizon } from '../../verdict-horizon.ts';
import type { HeadRow } from './head-row.ts';

/** What the figures are. */
const RULE =
  'Models that predict depth or segmentation are scored on what they say; all others, and these too in every other table, by the colour rule. Held is the true depth or the true masks of the last frame seen, kept as they are. Slots: the robot, then the largest bodies of the context frames; bodies beyond the model’s slots do not count.';

/** The figures: label, which way is better, and decimals. */
const TOLD: readonly (readonly [figure: HeadRow['figure'], label: string, arrow: string, digits: number])[] =
  [
    ['depth_abs_rel', 'Depth, mean relative error', '↓', 3],
    ['depth_si_rmse', 'Depth, scale-invariant RMSE of the logarithm', '↓', 3],
    ['slot_iou', 'IoU of the masks that the model predicts', '↑', 2],
    ['colour_object_iou', 'Object IoU by the colour rule', '↑', 2],
  ];

const sourcesOf = (rows: readonly HeadRow[]): string[] => [...new Set(rows.map(({ source }) => source))];

function group(
  rows: readonly HeadRow[],
  [figure, label, arrow, digits]: (typeof TOLD)[number],
  horizons: readonly number[],
): Raw | null {
  const here = rows.filter((row) => row.figure === figure);
  if (here.length === 0) return null;
  const lines = sourcesOf(here).map((source) => {
    const cells = horizons.map((h) => {
      const row = here.find((one) => one.source === source && one.horizon === h);
      if (row === undefined) return html`<td>–</td>`;
      const [mean, low, high] = [row.mean, row.low, row.high].map((value) => value.toFixed(digits));
      return html`<td>${mean}<small>${low} to ${high}</small></td>`;
    });
    return html`<tr><td>${source}</td>${cells}</tr>`;
  });
  const n = Math.max(...here.map((row) => row.n));
  return html`<tbody><tr><th colspan="${horizons.length + 1}">${label} ${arrow} <span class="aside">n = ${n} episodes</span></th></tr>${lines}</tbody>`;
}

/** The section of report.html. */
export function headsSection(rows: readonly HeadRow[], horizon: number): Raw {
  const horizons = tableHorizons(horizon);
  const titles = horizons.map((h) => html`<th scope="col">+${h}</th>`);
  const groups = TOLD.map((told) => group(rows, told, horizons)).filter((made) => made !== null);
  return html`<h2>Depth and segmentation that models predict</h2><p class="aside">${RULE}</p>
<div class="scroll"><table><thead><tr><th scope="col">Source</th>${titles}</tr></thead>${groups}</table></div>`;
}

/** The sentence of the verdict. */
export function headsSentence(rows: readonly HeadRow[], horizon: number): string {
  const at = verdictHorizon(horizon);
  const said = rows
    .filter((row) => row.horizon === at && (row.figure === 'depth_abs_rel' || row.figure === 'slot_iou'))
    .map(({ source, figure, mean }) =>
      figure === 'slot_iou'
        ? `${source} ${mean.toFixed(2)} IoU`
        : `${source} ${(100 * mean).toFixed(1)} % depth error`,
    );
  return `By their own depth and masks, ${at} frame${at === 1 ? '' : 's'} ahead: ${said.join(', ') || 'nothing could be scored'}.`;
}

/** The section of report.md. */
export function headsMarkdown(sentence: string, rows: readonly HeadRow[]): string {
  const lines = TOLD.flatMap(([figure, label, arrow, digits]) =>
    rows
      .filter((row) => row.figure === figure)
      .map(({ source, horizon, mean, low, high }) => {
        const value = `${mean.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
        return `| ${[`${label} ${arrow}`, source, `+${horizon}`, value].join(' | ')} |`;
      }),
  );
  const table = ['| figure | source | ahead | value |', '|---|---|---|---|', ...lines].join('\n');
  return ['## Depth and segmentation that models predict', sentence, table].join('\n\n');
}
