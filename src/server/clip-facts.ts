import type { EpisodeSteps } from '../core/recorded-episode.ts';
import type { ClipFacts, JsonArrays } from '../core/view/dataset-view.ts';
import type { CuratedClip } from '../dataset/curate/curation.ts';
import type { ListedDataset } from '../dataset/list-dataset.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import type { PlannedEpisode } from '../dataset/plan.ts';
import { encodingFacts } from '../dataset/plan-file.ts';
import { readCameras, readEpisodeFacts, readEvents, readSteps } from '../dataset/read-episode.ts';
import { episodeCameras } from '../dataset/recorded-camera.ts';
import { verdictsOf } from './curated-episodes.ts';
import { captionsOf } from './episode-captions.ts';

/** Arrays of numbers as JSON has them. */
const jsonSteps = (steps: EpisodeSteps): JsonArrays<EpisodeSteps> =>
  Object.fromEntries(
    Object.entries(steps).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    ]),
  ) as unknown as JsonArrays<EpisodeSteps>;

/** Episodes that share a beginning with one, itself among them, their parent first. */
function familyOf(listed: ListedDataset, { id, parent }: PlannedEpisode): readonly string[] {
  const head = parent ?? id;
  return listed.episodes
    .filter((other) => other.id === head || other.parent === head)
    .map((other) => other.id);
}

/**
 * Reads everything of a clip but its pictures.
 *
 * @param dataset - The one with that episode alone.
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function readClip(
  listed: ListedDataset,
  dataset: Dataset,
  episode: PlannedEpisode,
  curated?: readonly CuratedClip[],
): Promise<ClipFacts> {
  const { id, scene } = episode;
  const [facts, steps, events, cameras] = await Promise.all([
    readEpisodeFacts(dataset, id),
    readSteps(dataset, id),
    readEvents(dataset, id),
    readCameras(dataset, id),
  ]);
  const recorded = new Map(episodeCameras(dataset.plan, scene).map((camera) => [camera.name, camera]));
  return {
    ...{ facts, events, steps: jsonSteps(steps) },
    cameras: cameras.flatMap((camera) => {
      const { frames, modalities } = recorded.get(camera.name) ?? {};
      return frames === undefined || modalities === undefined ? [] : [{ ...camera, frames, modalities }];
    }),
    ...{ encoding: encodingFacts(dataset.plan), ids: dataset.ids, classes: dataset.classes },
    family: familyOf(listed, episode),
    captions: captionsOf(facts),
    curation: verdictsOf(curated),
  };
}
