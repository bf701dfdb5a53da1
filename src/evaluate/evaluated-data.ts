import { basename } from 'node:path';
import { type Dataset, openDataset } from '../dataset/open-dataset.ts';
import { type ClipRef, listClips, type Protocol } from './protocol.ts';
import type { ClipNames } from './read-clips.ts';
import type { DatasetFacts } from './report/report.ts';

/** A dataset with the clips taken from it. */
export type EvaluatedData = {
  readonly dataset: Dataset;
  readonly name: string;
  readonly clips: readonly ClipRef[];
  readonly names: ClipNames;
};

/** Names datasets by their folder, and scenes by their dataset too where several hold the same. */
function nameSources(opened: readonly { dataset: Dataset; clips: readonly ClipRef[] }[]): EvaluatedData[] {
  const bases = opened.map(({ dataset }) => basename(dataset.dir));
  return opened.map(({ dataset, clips }, i) => {
    const base = bases[i] as string;
    const name = bases.indexOf(base) === bases.lastIndexOf(base) ? base : `${base} ${i + 1}`;
    const shared = (scene: string): boolean =>
      opened.some((other) => other.dataset !== dataset && other.clips.some((clip) => clip.scene === scene));
    const parents = new Map(dataset.episodes.map(({ id, parent }) => [id, parent]));
    const family = (episode: string): string => parents.get(episode) ?? episode;
    return {
      dataset,
      name,
      clips,
      names: {
        sceneOf: (scene) => (shared(scene) ? `${name}/${scene}` : scene),
        clusterOf: (episode) => (opened.length > 1 ? `${name}/${family(episode)}` : family(episode)),
      },
    };
  });
}

/**
 * Opens the datasets of an evaluation, each once. Impossible twins have no clips, for no model should predict
 * them; a counterfactual, which begins as its parent does, is of one cluster with it.
 *
 * @throws {@link ToolkitError} as `openDataset` and `listClips`.
 */
export async function openDatasets(dirs: readonly string[], protocol: Protocol): Promise<EvaluatedData[]> {
  const opened = [];
  const seen = new Set<string>();
  for (const dir of dirs) {
    const dataset = await openDataset(dir);
    if (seen.has(dataset.dir)) continue;
    seen.add(dataset.dir);
    const impossible = new Set(dataset.episodes.flatMap((one) => (one.impossible ? [one.id] : [])));
    const clips = listClips(dataset, protocol).filter(({ episode }) => !impossible.has(episode));
    opened.push({ dataset, clips });
  }
  return nameSources(opened);
}

/** What a report says of a dataset. */
export function datasetFacts({ dataset, name, clips }: EvaluatedData): DatasetFacts {
  const { plan, planSha256 } = dataset;
  const { driver, encoder, physics, rendering } = plan.madeBy;
  return {
    ...{ name, planSha256, seed: plan.seed },
    driver: `${driver.description} (${driver.name}), ${rendering}`,
    engine: physics,
    encoder: `${encoder.name}, FFmpeg ${encoder.version}`,
    episodes: new Set(clips.map((clip) => clip.episode)).size,
    clips: clips.length,
    ...{ width: plan.width, height: plan.height, fps: plan.fps },
    scenes: plan.scenes.map((scene) => ({ name: scene.name, sha256: scene.sha256 })),
  };
}
