import type { ExportEpisode } from './export-format.ts';

/** The first episode of each scene, in their order: what all of a scene's episodes are like. */
export function firstOfScenes<Episode extends ExportEpisode>(
  episodes: readonly Episode[],
): readonly Episode[] {
  const byScene = new Map<string, Episode>();
  for (const one of episodes) if (!byScene.has(one.episode.scene)) byScene.set(one.episode.scene, one);
  return [...byScene.values()];
}
