import { metricOf } from '../../metrics/metric-ids.ts';
import { html, type Raw } from '../../page/html-text.ts';
import { FAILURE_KINDS, type Failures } from '../failures.ts';
import { verdictHorizon } from '../verdict-horizon.ts';
import type { Report } from './report.ts';
import { subjectNames } from './subject-names.ts';

/** How often each judged model fails in which way, by stated rules. */
export function failureTable(report: Report, failures: readonly Failures[]): Raw {
  const subjects = subjectNames(report.models);
  const at = verdictHorizon(report.protocol.horizon);
  const countOf = (model: string, name: string): Raw => {
    const found = failures.find((one) => one.model === model && one.kind.name === name);
    if (found === undefined) return html`<td>0</td>`;
    return html`<td>${found.clips}<small>${Math.round((100 * found.clips) / found.among)} % of ${found.among}</small></td>`;
  };
  const lines = FAILURE_KINDS.map(
    ({ name, rules }) =>
      html`<tr><td>${name}</td><td>${rules.map(({ metric, relation, bound }) => `${metricOf(metric).label} ${relation} ${bound}`).join(', ')}</td>${subjects.map((model) => countOf(model, name))}</tr>`,
  );
  const heads = subjects.map((model) => html`<th scope="col">${model}</th>`);
  return html`<p class="aside">Clips at +${at}, each under the first rule that it meets. The clip shown breaks its rule by most.</p>
<div class="scroll"><table><thead><tr><th scope="col">Kind</th><th scope="col">Rule</th>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}
