import { VERSION } from '../core/version.ts';
import type { ViewManifest } from '../core/view/view-manifest.ts';
import { createByteMaker } from './byte-maker.ts';
import { curatedEpisodes } from './curated-episodes.ts';
import { datasetResources } from './dataset-resources.ts';
import { modelNames, modelResource } from './model-resources.ts';
import type { OpenedThings } from './open-things.ts';
import { predictionResources } from './prediction-resources.ts';
import { type Found, jsonResource, type Resource } from './resource.ts';
import { sceneResource } from './scene-resources.ts';

/** The file `view.json`. */
export const viewManifest = (things: OpenedThings, live: boolean): ViewManifest => ({
  ...{ toolkit: VERSION, live, start: things.start },
  scenes: things.scenes.map(({ shown }) => shown),
  datasets: things.datasets.map(({ shown }) => shown),
  predictions: things.predictions.map(({ shown }) => shown),
  models: things.models.map(({ shown }) => shown),
  faults: things.faults,
});

/** Below a key: what one opened dataset, report or folder of predictions answers. */
type Keyed = ReadonlyMap<string, Found>;

const findKeyed = async (keyed: Keyed, [key = '', ...rest]: readonly string[]): Promise<Resource | null> =>
  (await keyed.get(key)?.find(rest)) ?? null;

async function pathsOf(folder: string, keyed: Keyed): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [key, { paths }] of keyed)
    for (const path of await paths()) found.push(`${folder}/${key}/${path}`);
  return found;
}

/**
 * All that a viewer shows, by the addresses of core/view/addresses.ts: a server hands it out, an export writes
 * it into files.
 *
 * @param live - Whether a server answers.
 */
export function viewResources(things: OpenedThings, live: boolean): Found {
  const make = createByteMaker();
  const scenes = new Map(things.scenes.map((scene) => [`${scene.shown.key}.json`, scene]));
  const datasets: Keyed = new Map(
    things.datasets.map(({ shown, listed }) => {
      const curated = curatedEpisodes(things.curations, listed.planSha256);
      return [shown.key, datasetResources(listed, shown.name, make, curated)];
    }),
  );
  const predictions: Keyed = new Map(
    things.predictions.map((opened) => [
      opened.shown.key,
      predictionResources(opened, things.datasets, make),
    ]),
  );

  const find = async (parts: readonly string[]): Promise<Resource | null> => {
    const [folder, ...rest] = parts;
    if (folder === 'view.json' && rest.length === 0) return jsonResource(() => viewManifest(things, live));
    if (folder === 'scenes') {
      const scene = scenes.get(rest.join('/'));
      return scene === undefined ? null : sceneResource(scene);
    }
    if (folder === 'models') return modelResource(things.models, rest.join('/'));
    if (folder === 'data') return findKeyed(datasets, rest);
    return folder === 'predictions' ? findKeyed(predictions, rest) : null;
  };

  const paths = async (): Promise<readonly string[]> => [
    'view.json',
    ...[...scenes.keys()].map((name) => `scenes/${name}`),
    ...modelNames(things.models).map((name) => `models/${name}`),
    ...(await pathsOf('data', datasets)),
    ...(await pathsOf('predictions', predictions)),
  ];

  return { find, paths };
}
