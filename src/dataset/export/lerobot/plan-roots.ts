import type { EpisodeFacts } from '../../../core/recorded-episode.ts';
import { readEpisodeFacts } from '../../read-episode.ts';
import type { ExportEpisode, ExportRequest, ExportView } from '../export-format.ts';
import { sceneOf } from '../scene-of.ts';
import { droidViews } from './droid-views.ts';

/** The layout that Cosmos 3's forward-dynamics loader reads. */
export const DROID = 'cosmos-droid';

/** An episode, its views in the order of the videos, and what it is made of. */
export type RootedEpisode = ExportEpisode & { readonly facts: EpisodeFacts };

/** The episodes of one LeRobot dataset, and its folder within the export, `''` for the export's own. */
export type PlannedRoot = {
  readonly folder: string;
  readonly split: string;
  readonly episodes: readonly RootedEpisode[];
};

/**
 * Parts episodes into LeRobot datasets, since its loader takes all of one: what is not learnt from lies apart and, for
 * Cosmos, so do success and whatever else came of an episode.
 *
 * @throws {@link ToolkitError} as `readEpisodeFacts`.
 */
export async function planRoots(
  request: ExportRequest,
  episodes: readonly ExportEpisode[],
): Promise<readonly PlannedRoot[]> {
  const roots = new Map<string, PlannedRoot & { readonly episodes: RootedEpisode[] }>();
  for (const one of episodes) {
    const { episode, views } = one;
    const facts = await readEpisodeFacts(request.dataset, episode.id);
    const isDroid = request.layout === DROID;
    const outcome = facts.outcome === 'success' ? 'success' : 'failure';
    const parts = [episode.split === request.trainSplit ? '' : episode.split, isDroid ? outcome : ''];
    const folder = parts.filter((part) => part !== '').join('/');
    const root = roots.get(folder) ?? { folder, split: episode.split, episodes: [] };
    const ordered = isDroid ? droidViews(sceneOf(request.dataset, episode.scene), views) : views;
    root.episodes.push({ ...one, views: ordered as readonly ExportView[], facts });
    roots.set(folder, root);
  }
  return [...roots.values()];
}
