import { html, type Raw } from '../../../page/html-text.ts';
import type { CuratedClip } from '../curation.ts';

/** How many clips each scene and outcome has, before and after. */
export function balanceTable(clips: readonly CuratedClip[]): Raw {
  const groups = new Map<string, { scene: string; outcome: string; all: number; kept: number }>();
  for (const { scene, outcome, removed } of clips) {
    const key = `${scene} ${outcome}`;
    const group = groups.get(key) ?? { scene, outcome: outcome ?? 'none', all: 0, kept: 0 };
    groups.set(key, group);
    group.all++;
    if (removed === null) group.kept++;
  }
  const kept = clips.filter(({ removed }) => removed === null).length;
  const rows = [...groups.values()].map((group) => {
    const share = kept === 0 ? 0 : (100 * group.kept) / kept;
    return html`<tr><td>${group.scene}</td><td class="word">${group.outcome}</td><td>${group.all}</td><td>${group.kept}</td><td class="share"><span style="width: ${share.toFixed(1)}%"></span></td><td>${share.toFixed(0)} %</td></tr>`;
  });
  return html`<div class="scroll"><table class="balance"><thead><tr><th>Scene</th><th class="word">Outcome</th><th>Clips</th><th>Stay</th><th class="share">Share of what stays</th><th></th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
