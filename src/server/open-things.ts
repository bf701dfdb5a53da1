import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { Shown, ShownFault, ViewManifest } from '../core/view/view-manifest.ts';
import type { Curation } from '../dataset/curate/curation.ts';
import { readCuration } from '../dataset/curate/read-curation.ts';
import { type ListedDataset, listDataset } from '../dataset/list-dataset.ts';
import { type OpenedModel, openModel } from './model-resources.ts';
import { type OpenedScene, openScene, openShippedScenes } from './scene-resources.ts';
import { type ThingKind, thingKind } from './thing-kind.ts';
import { createKeys } from './view-keys.ts';

/** A dataset, or a report or a folder of predictions, by its key. */
export type OpenedDataset = { readonly shown: Shown; readonly listed: ListedDataset };
export type OpenedPredictions = {
  readonly shown: Shown;
  readonly kind: 'predictions' | 'report';
  readonly path: string;
};

/** All that one viewer shows. */
export type OpenedThings = {
  readonly scenes: readonly OpenedScene[];
  readonly datasets: readonly OpenedDataset[];
  readonly predictions: readonly OpenedPredictions[];
  readonly models: readonly OpenedModel[];
  /** What they say is shown at the clips that they are of. */
  readonly curations: readonly Curation[];
  readonly faults: readonly ShownFault[];
  readonly start: ViewManifest['start'];
};

/** Shown first where nothing else is asked for. */
const FIRST_SCENE = 'robots/push';

/**
 * Opens what is to be viewed. What cannot be opened becomes a fault, and the rest stays.
 *
 * @param things - Scenes by file or name, folders of datasets, curations, predictions and reports, models.
 * @throws {@link ToolkitError} `file/missing` for what is not there at all.
 */
export async function openThings(
  things: readonly string[],
  models: readonly string[] = [],
): Promise<OpenedThings> {
  const shipped = openShippedScenes();
  const given: OpenedScene[] = [];
  const datasets: OpenedDataset[] = [];
  const predictions: OpenedPredictions[] = [];
  const opened: OpenedModel[] = [];
  const lists: { readonly name: string; readonly curation: Curation }[] = [];
  const faults: ShownFault[] = [];
  const keys = { scene: createKeys(), dataset: createKeys(), predictions: createKeys(), model: createKeys() };
  let start: ViewManifest['start'] | null = null;

  const open = async ({ kind, path }: ThingKind): Promise<ViewManifest['start'] | null> => {
    const name = basename(resolve(path));
    if (kind === 'scene') {
      const scene = openScene(path, keys.scene);
      if (!given.some(({ shown }) => shown.key === scene.shown.key)) given.push(scene);
      return { page: 'play', key: scene.shown.key };
    }
    if (kind === 'model') {
      opened.push(openModel(path, keys.model));
      return null;
    }
    if (kind === 'curation') {
      lists.push({ name, curation: await readCuration(path) });
      return null;
    }
    if (kind === 'dataset') {
      const listed = await listDataset(path);
      const key = keys.dataset(name);
      datasets.push({ shown: { key, name }, listed });
      return { page: 'data', key };
    }
    const key = keys.predictions(name);
    predictions.push({ shown: { key, name }, kind, path });
    return { page: 'predictions', key };
  };

  for (const thing of [...things, ...models]) {
    try {
      const at = await open(thingKind(thing));
      start ??= at;
    } catch (error) {
      if (!(error instanceof ToolkitError) || (error.code === 'file/missing' && !existsSync(thing)))
        throw error;
      const message = error.message.replaceAll(resolve(thing), thing);
      faults.push({ name: thing, message, hint: error.hint });
    }
  }
  faults.push(...strayLists(lists, datasets));
  const curations = lists.map(({ curation }) => curation);
  const others = shipped.filter(({ shown }) => !given.some((scene) => scene.shown.key === shown.key));
  return {
    ...{ scenes: [...given, ...others], datasets, predictions, curations, models: opened, faults },
    start: startPage(start, opened.length > 0),
  };
}

/** Lists that are of no dataset that is shown. */
const strayLists = (
  lists: readonly { readonly name: string; readonly curation: Curation }[],
  shown: readonly OpenedDataset[],
): readonly ShownFault[] =>
  lists
    .filter(
      ({ curation }) =>
        !curation.datasets.some((one) => shown.some(({ listed }) => listed.planSha256 === one.planSha256)),
    )
    .map(({ name, curation }) => ({
      name,
      message: `A curation is shown at the clips of its datasets, but none of ${curation.datasets.map((one) => one.name).join(', ')} is given.`,
      hint: 'Name the dataset beside it.',
    }));

/** A scene with a model begins with the dream. */
function startPage(start: ViewManifest['start'] | null, dreams: boolean): ViewManifest['start'] {
  const { page, key } = start ?? { page: 'play', key: FIRST_SCENE };
  return { page: page === 'play' && dreams ? 'dream' : page, key };
}
