import { html, type Raw } from '../../../page/html-text.ts';
import { tabs } from '../../../page/tabs.ts';
import { SECOND_TAKE_PX } from '../../bounds/second-take-px.ts';
import type { ModelFacts } from '../../report/report.ts';
import { sceneLabel } from '../../report/score-table.ts';
import { ALL_SCENES } from '../../summarize.ts';
import { NOT_COMPARABLE, PUBLISHED_PHYSICS_IQ } from './published-scores.ts';
import type { PhysicsIqRow } from './sum-up-physics-iq.ts';

/** What the figures are. */
const RULE = `Where something moves (spatial IoU), where and when (spatio-temporal IoU) and how much (weighted IoU), by the benchmark’s masks, and the error of all pixels (MSE). The score is the sum of the three overlaps less the error, over the same sum of a second take, capped at 100 %. The second take is the same episode with the same actions, simulated again after every loose body was set aside by at most ${SECOND_TAKE_PX} px at the last context frame. In brackets the mean of ratios that the benchmark’s own table uses.`;

const percent = (value: number): string => `${value.toFixed(0)} %`;

function line(row: PhysicsIqRow, role: ModelFacts['role'], best: boolean): Raw {
  const { score, tableScore, spatialIou, spatioTemporalIou, weightedIou, mse, source } = row;
  const shares = [spatialIou, spatioTemporalIou, weightedIou].map(
    (value) => html`<td>${value.toFixed(2)}</td>`,
  );
  return html`<tr class="${role}"><td>${source}</td><td class="${best ? 'best' : ''}">${percent(score.mean)} (${percent(tableScore)})<small>${score.low.toFixed(0)} to ${score.high.toFixed(0)}</small></td>${shares}<td>${mse.toFixed(4)}</td></tr>`;
}

/** Scenes that are told: the mean over them where there are several, and each. */
function told(rows: readonly PhysicsIqRow[]): string[] {
  const scenes = [...new Set(rows.map(({ scene }) => scene))].filter((scene) => scene !== ALL_SCENES);
  return scenes.length > 1 ? [ALL_SCENES, ...scenes] : scenes;
}

const HEAD = html`<thead><tr><th scope="col">Source</th><th scope="col">Score ↑</th><th scope="col">Spatial ↑</th><th scope="col">Spatio-temporal ↑</th><th scope="col">Weighted ↑</th><th scope="col">MSE ↓</th></tr></thead>`;

function tables(rows: readonly PhysicsIqRow[], models: readonly ModelFacts[]): Raw {
  const roleOf = (name: string): ModelFacts['role'] =>
    models.find((model) => model.name === name)?.role ?? 'subject';
  const panes = told(rows).map((scene) => {
    const here = rows.filter((row) => row.scene === scene);
    const judged = here.filter(({ source }) => ['subject', 'baseline'].includes(roleOf(source)));
    const best = Math.max(...judged.map(({ score }) => score.mean));
    const lines = here.map((row) =>
      line(row, roleOf(row.source), judged.includes(row) && row.score.mean === best),
    );
    const n = Math.max(...here.map((row) => row.n));
    const heading = html`<tr><th colspan="6">${sceneLabel(scene)} <span class="aside">n = ${n} episode${n === 1 ? '' : 's'}</span></th></tr>`;
    const content = html`<div class="scroll"><table>${HEAD}<tbody>${heading}${lines}</tbody></table></div>`;
    return { label: sceneLabel(scene), content };
  });
  return tabs('physics-iq', 'Scene', panes);
}

/** The section of report.html. */
export function physicsIqSection(rows: readonly PhysicsIqRow[], models: readonly ModelFacts[]): Raw {
  const published = PUBLISHED_PHYSICS_IQ.map(({ model, score }) => `${model} ${score.toFixed(1)}`).join(', ');
  return html`<h2>Physics-IQ</h2><p class="aside">${RULE}</p>${tables(rows, models)}
<p class="aside">Published, per cent, of the kind in brackets: ${published}. ${NOT_COMPARABLE}</p>`;
}

/** The section of report.md. */
export function physicsIqMarkdown(sentence: string, rows: readonly PhysicsIqRow[]): string {
  const lines = told(rows).flatMap((scene) =>
    rows
      .filter((row) => row.scene === scene)
      .map(({ source, score, tableScore, spatialIou, spatioTemporalIou, weightedIou, mse }) => {
        const shares = [spatialIou, spatioTemporalIou, weightedIou].map((value) => value.toFixed(2));
        const said = `${percent(score.mean)} (${score.low.toFixed(0)} to ${score.high.toFixed(0)})`;
        return `| ${[sceneLabel(scene), source, said, percent(tableScore), ...shares, mse.toFixed(4)].join(' | ')} |`;
      }),
  );
  const head =
    '| scene | source | score ↑ | as the table ↑ | spatial ↑ | spatio-temporal ↑ | weighted ↑ | MSE ↓ |';
  return [
    '## Physics-IQ',
    sentence,
    [head, `|${'---|'.repeat(8)}`, ...lines].join('\n'),
    NOT_COMPARABLE,
  ].join('\n\n');
}
