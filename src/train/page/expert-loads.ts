import { html, type Raw } from '../../page/html-text.ts';
import { dimensionsOf } from '../../world-model/wm-d/dimensions.ts';
import type { WmDConfig } from '../../world-model/wm-d/wm-d-config.ts';
import type { RouterPoint } from '../training-history.ts';

/** Rows of routers: every block but the first has one. */
const layersOf = (config: WmDConfig): number => dimensionsOf(config).blocks - 1;

/** The load of every expert at the last point, as a table whose cells are the darker the fuller. */
export function expertLoads(config: WmDConfig, { loads }: RouterPoint): Raw {
  const layers = layersOf(config);
  const experts = Math.round(loads.length / layers);
  const rows = Array.from({ length: layers }, (_, layer) => {
    const cells = loads.slice(layer * experts, (layer + 1) * experts).map((load) => {
      const share = Math.round(100 * Math.min(1, load / 2));
      return html`<td style="background: color-mix(in srgb, var(--model-1) ${share}%, transparent)">${load.toFixed(2)}</td>`;
    });
    return html`<tr><th scope="row">Block ${layer + 2}</th>${cells}</tr>`;
  });
  const heads = Array.from({ length: experts }, (_, i) => html`<th scope="col">${i + 1}</th>`);
  return html`<h3>Loads of the experts, an even share = 1</h3><div class="scroll"><table class="loads"><thead><tr><th scope="col">Expert</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
