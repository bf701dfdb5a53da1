import { html, type Raw } from '../../page/html-text.ts';
import type { DatasetFacts, ModelFacts, Report } from './report.ts';

const short = (sha256: string): Raw => html`<code title="${sha256}">${sha256.slice(0, 16)}</code>`;

function datasetFacts(data: DatasetFacts): Raw {
  const scenes = data.scenes.map(
    (scene, i) => html`${i > 0 ? ', ' : ''}${scene.name} ${short(scene.sha256)}`,
  );
  return html`<h3>Dataset ${data.name}</h3><dl class="made">
<dt>Plan</dt><dd>SHA-256 ${short(data.planSha256)}, seed ${data.seed}</dd>
<dt>Content</dt><dd>${data.episodes} episodes, ${data.clips} clips, ${data.width} × ${data.height} px at ${data.fps} fps</dd>
<dt>Scenes</dt><dd>${scenes}</dd>
<dt>Rendered by</dt><dd>${data.driver}</dd>
<dt>Simulated by</dt><dd>${data.engine}</dd>
<dt>Encoded by</dt><dd>${data.encoder}</dd></dl>`;
}

function modelFacts(models: readonly ModelFacts[]): Raw {
  const entries = models.map(({ name, source, sha256, provider }) => {
    const ran = provider === null ? '' : `, ran on ${provider}`;
    return html`<dt>${name}</dt><dd>${source}${ran}${sha256 === null ? null : html`, SHA-256 ${short(sha256)}`}</dd>`;
  });
  return html`<h3>Models</h3><dl class="made">${entries}</dl>`;
}

/** What made the figures, so that they can be made again. */
export function provenance(report: Report): Raw {
  const { protocol } = report;
  return html`${report.datasets.map(datasetFacts)}${modelFacts(report.models)}<h3>Protocol</h3><dl class="made">
<dt>Rollout</dt><dd>free: ${protocol.context} frames seen, ${protocol.horizon} predicted, each from the model’s own pictures at 8 bit; starts ${protocol.starts.join(' and ')}</dd>
<dt>Intervals</dt><dd>95 %, percentile bootstrap over episodes, ${protocol.draws.toLocaleString('en')} draws, seed ${protocol.seed}; differences are paired</dd>
<dt>Toolkit</dt><dd>worldwright ${report.toolkitVersion}</dd></dl>`;
}
