import { ToolkitError } from '../core/error.ts';
import { nearest } from '../scene/nearest.ts';
import type { OpenedDataset, OpenedThings } from './open-things.ts';

/** Clips of a dataset that are written unless others are asked for. */
const DEFAULT_CLIPS = 12;

/** What an export writes, and in sentences what it leaves out. */
export type Choice = { readonly chosen: OpenedThings; readonly leftOut: readonly string[] };

/**
 * Chooses what an export writes: the scenes that were given, a few clips of each dataset, models, reports.
 *
 * @param episodes - Ids of clips; default the first ones.
 * @throws {@link ToolkitError} `argument/unknown` for an id that no dataset has.
 */
export function chooseExported(things: OpenedThings, episodes: readonly string[] | undefined): Choice {
  const ids = things.datasets.flatMap(({ listed }) => listed.episodes.map(({ id }) => id));
  const known = new Set(ids);
  const unknown = episodes?.find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new ToolkitError(
      'argument/unknown',
      `--episodes must name episodes of what is exported, got ${unknown}.`,
      ids.length === 0 ? 'Give a dataset.' : `The nearest is ${nearest(unknown, ids)}.`,
    );
  }
  const wanted = episodes === undefined ? null : new Set(episodes);
  const leftOut: string[] = [];
  const datasets = things.datasets.map(({ shown, listed }): OpenedDataset => {
    const chosen = listed.episodes.filter(({ id }, i) => wanted?.has(id) ?? i < DEFAULT_CLIPS);
    const left = listed.episodes.length - chosen.length;
    if (left > 0)
      leftOut.push(
        `${shown.name}: ${chosen.length} of ${listed.episodes.length} clips are written; --episodes chooses others.`,
      );
    return { shown, listed: { ...listed, episodes: chosen } };
  });
  const given = things.scenes.filter((scene) => scene.given);
  // A page to play needs one scene at the least.
  const nothing = given.length + datasets.length + things.predictions.length === 0;
  const first = things.scenes.filter(({ shown }) => shown.key === things.start.key);
  return { chosen: { ...things, datasets, scenes: nothing ? first : given }, leftOut };
}
