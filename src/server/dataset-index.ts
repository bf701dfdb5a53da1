import type { DatasetIndex } from '../core/view/dataset-view.ts';
import type { ListedDataset } from '../dataset/list-dataset.ts';

/** What lays out a dataset's grid. */
export function datasetIndex(listed: ListedDataset, name: string): DatasetIndex {
  const { plan, planSha256, episodes, planned, discarded } = listed;
  const { seed, frames, fps, width, height, modalities, look, madeBy } = plan;
  const scenes = plan.scenes.map((scene) => scene.name);
  const splits = Object.keys(plan.split);
  const sceneAt = new Map(scenes.map((scene, i) => [scene, i]));
  const splitAt = new Map(splits.map((split, i) => [split, i]));
  return {
    ...{ name, planSha256, seed, frames, fps, width, height, modalities, look },
    ...{ driver: madeBy.driver.description, scenes, splits, planned, discarded },
    episodes: {
      id: episodes.map(({ id }) => id),
      scene: episodes.map(({ scene }) => sceneAt.get(scene) ?? 0),
      split: episodes.map(({ split }) => splitAt.get(split) ?? 0),
    },
  };
}
