import { ToolkitError } from '../../core/error.ts';
import type { ExportEpisode, ExportFormat, ExportRequest, Refusal } from './export-format.ts';
import type { ChosenClips } from './select-clips.ts';

/** Takes away what a format's trainer could not read. */
export function refuseClips(
  { episodes, refusals }: ChosenClips,
  format: ExportFormat,
  request: ExportRequest,
): ChosenClips {
  const found: Refusal[] = [...refusals];
  const kept: ExportEpisode[] = [];
  for (const one of episodes) {
    const bad = format.check(one, request);
    found.push(...bad);
    const names = new Set(bad.map(({ id }) => id));
    const views = names.has(one.episode.id) ? [] : one.views.filter(({ id }) => !names.has(id));
    if (views.length > 0) kept.push({ ...one, views });
  }
  return { episodes: kept, refusals: found };
}

/** Refusals by what they say, the most frequent first, in the order of their coming. */
export function groupRefusals(
  refusals: readonly Refusal[],
): readonly { readonly reason: string; readonly fix: string; readonly count: number }[] {
  const groups = new Map<string, { reason: string; fix: string; count: number }>();
  for (const { reason, fix } of refusals) {
    const key = `${reason}\n${fix}`;
    const group = groups.get(key) ?? { reason, fix, count: 0 };
    group.count++;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/**
 * Refuses an export of nothing, with the most frequent reason, and one that nothing can be learnt from.
 *
 * @throws {@link ToolkitError} `export/refused`.
 */
export function checkSomething(
  { episodes, refusals }: ChosenClips,
  { name }: ExportFormat,
  { trainSplit }: ExportRequest,
): void {
  const splits = [...new Set(episodes.map(({ episode }) => episode.split))];
  if (splits.includes(trainSplit)) return;
  if (splits.length > 0) {
    throw new ToolkitError(
      'export/refused',
      `An export must hold an episode to learn from, but none is left of the split ${trainSplit}: they are of ${splits.join(', ')}.`,
      'Name another split with --train, or generate more episodes of that one.',
    );
  }
  const [first, ...others] = groupRefusals(refusals);
  if (first === undefined) {
    throw new ToolkitError(
      'export/refused',
      'An export must hold an episode, but the selection is empty.',
      'Choose other cameras, or another list.',
    );
  }
  const { reason, fix } = first;
  const more = others.length === 0 ? '' : ` (and for ${others.length} more reasons)`;
  throw new ToolkitError(
    'export/refused',
    `What ${name} exports must be what its trainer reads, but no clip can be: ${reason}${more}.`,
    `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`,
  );
}
