import { html, type Raw } from '../../../page/html-text.ts';
import { tabs } from '../../../page/tabs.ts';
import type { ModelFacts } from '../../report/report.ts';
import { sceneLabel } from '../../report/score-table.ts';
import { ALL_SCENES } from '../../summarize.ts';
import { NOT_COMPARABLE, PUBLISHED_ALIGNMENT } from './published-alignment.ts';
import type { AlignmentMeasure, AlignmentRow } from './sum-up-alignment.ts';

/** How a measure is written; `FILE` stands for the backbone's name. */
const WRITTEN: Readonly<Record<AlignmentMeasure, { readonly label: string; readonly digits: number }>> = {
  psnr: { label: 'PSNR ↑', digits: 2 },
  ssim: { label: 'SSIM ↑', digits: 3 },
  object_iou: { label: 'Object IoU ↑', digits: 3 },
  cosine: { label: 'Cosine by FILE ↑', digits: 4 },
  distance: { label: 'Distance by FILE ↓', digits: 3 },
};

/** What the table is about. */
export type AlignmentTold = {
  readonly rows: readonly AlignmentRow[];
  readonly measures: readonly AlignmentMeasure[];
  readonly models: readonly ModelFacts[];
  /** Frames given. */
  readonly given: number;
  /** The backbone's name; `null` without one. */
  readonly backbone: string | null;
};

const label = (measure: AlignmentMeasure, { backbone }: AlignmentTold): string =>
  WRITTEN[measure].label.replace('FILE', backbone ?? '');

/** A column's heading: the backbone's name stands below, for it may be long. */
function heading(measure: AlignmentMeasure, told: AlignmentTold): Raw {
  const [what = '', by] = label(measure, told).split(' by ');
  return by === undefined ? html`${what}` : html`${what} ${by.slice(-1)}<br>by ${by.slice(0, -2)}`;
}

function figure({ figures }: AlignmentRow, measure: AlignmentMeasure): string | null {
  const interval = figures[measure];
  return interval == null ? null : interval.mean.toFixed(WRITTEN[measure].digits);
}

const span = ({ figures }: AlignmentRow, measure: AlignmentMeasure): string => {
  const interval = figures[measure];
  const { digits } = WRITTEN[measure];
  return interval == null ? '' : `${interval.low.toFixed(digits)} to ${interval.high.toFixed(digits)}`;
};

function table(told: AlignmentTold, scene: string): Raw {
  const { rows, measures, models } = told;
  const here = rows.filter((row) => row.scene === scene);
  const frechet = here.some((row) => row.frechet !== null);
  const lines = here.map((row) => {
    const role = models.find(({ name }) => name === row.source)?.role ?? 'subject';
    const cells = measures.map(
      (measure) => html`<td>${figure(row, measure) ?? '–'}<small>${span(row, measure)}</small></td>`,
    );
    const last = frechet ? html`<td>${row.frechet?.toFixed(3) ?? '–'}</td>` : null;
    return html`<tr class="${role}"><td>${row.source}</td>${cells}${last}</tr>`;
  });
  const heads = measures.map((measure) => html`<th scope="col">${heading(measure, told)}</th>`);
  const last = frechet ? html`<th scope="col">Fréchet ↓<br>by ${told.backbone ?? ''}</th>` : null;
  return html`<div class="scroll"><table><thead><tr><th scope="col">n = ${here[0]?.n ?? 0} × 4 views</th>${heads}${last}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

function publishedTable(given: number): Raw {
  const lines = PUBLISHED_ALIGNMENT.filter((row) => row.given === given).map(
    ({ model, psnr, ssim, dreamSim, iou }) =>
      html`<tr><td>${model}</td><td>${psnr.toFixed(2)}</td><td>${ssim.toFixed(2)}</td><td>${iou.toFixed(3)}</td><td>${dreamSim.toFixed(2)}</td></tr>`,
  );
  return html`<h3>Cosmos, as published, ${given} of 33 frames given</h3><div class="scroll"><table><thead><tr><th scope="col">Model</th><th scope="col">PSNR ↑</th><th scope="col">SSIM ↑</th><th scope="col">Tracked-object IoU ↑</th><th scope="col">DreamSim ↑</th></tr></thead><tbody>${lines}</tbody></table></div><p class="aside">${NOT_COMPARABLE}</p>`;
}

const perceptualWords = (backbone: string | null): string =>
  backbone === null
    ? 'The perceptual column is empty: give a network with --backbone FILE.'
    : `Perceptual figures are by the features of ${backbone}: the mean cosine and distance between a predicted frame and its true one, and the Fréchet distance of the last frames, a row a clip. They are that network’s own and stand beside no published number.`;

/** The section of report.html. */
export function alignmentSection(told: AlignmentTold): Raw {
  const scenes = [...new Set(told.rows.map(({ scene }) => scene))];
  const panes = scenes.map((scene) => ({
    label: scene === ALL_SCENES ? 'Mean over scenarios' : sceneLabel(scene),
    content: table(told, scene),
  }));
  return html`<h2>Physics alignment, as Cosmos asks</h2><p class="aside">Eight scenarios by four views; ${told.given} of 33 frames are given, and every figure is a mean over the ${33 - told.given} predicted. Object IoU is of each moving body with its own true place, by exact masks of the truth and the stated colour rule in predicted frames. ${perceptualWords(told.backbone)}</p>
${tabs('alignment', 'Scenario', panes)}${publishedTable(told.given)}`;
}

/** The section of report.md. */
export function alignmentMarkdown(sentence: string, told: AlignmentTold): string {
  const { rows, measures, given } = told;
  const heads = ['', ...measures.map((measure) => label(measure, told))];
  const ours = rows
    .filter(({ scene }) => scene === ALL_SCENES)
    .map((row) => {
      const cells = measures.map((measure) => `${figure(row, measure) ?? '–'} (${span(row, measure)})`);
      return `| ${[row.source, ...cells].join(' | ')} |`;
    });
  const published = PUBLISHED_ALIGNMENT.filter((row) => row.given === given).map(
    ({ model, psnr, ssim, iou, dreamSim }) =>
      `| ${[model, psnr.toFixed(2), ssim.toFixed(2), iou.toFixed(3), dreamSim.toFixed(2)].join(' | ')} |`,
  );
  return [
    '## Physics alignment, as Cosmos asks',
    sentence,
    [`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`, ...ours].join('\n'),
    `Cosmos, as published, ${given} of 33 frames given:`,
    ['| | PSNR | SSIM | tracked-object IoU | DreamSim |', '|---|---|---|---|---|', ...published].join('\n'),
    NOT_COMPARABLE,
  ].join('\n\n');
}
