import { ToolkitError } from '../../core/error.ts';
import { ADDRESSES } from '../../core/view/addresses.ts';
import { fixParameters } from '../../scene/fix-parameters.ts';
import { classIds, instanceIds } from '../../scene/instance-ids.ts';
import { parseScene } from '../../scene/load-scene.ts';
import { sampleEpisode } from '../../scene/sample-episode.ts';
import type { Scene } from '../../scene/scene-schema.ts';
import { fetchJson } from '../fetch-file.ts';
import type { Played } from '../stage/stage.ts';

/** A scene as it was fetched, and as it is understood. */
export type PlayScene = { readonly key: string; readonly file: unknown; readonly scene: Scene };

/** The values that sliders gave to named ranges. */
export type Parameters = Readonly<Record<string, number | string>>;

/**
 * Fetches a scene.
 *
 * @throws {@link ToolkitError} What the server or the scene's reader says.
 */
export async function fetchScene(key: string, signal: AbortSignal): Promise<PlayScene> {
  const file = await fetchJson<unknown>(ADDRESSES.scene(key), signal);
  return { key, file, scene: parseScene(file, key) };
}

/** The episode of a seed, its ids as a dataset of this scene alone has them. */
export function samplePlayed({ scene }: PlayScene, seed: number, parameters: Parameters): Played {
  const episode = sampleEpisode(fixParameters(scene, parameters), seed);
  return { episode, ids: instanceIds([scene]), classIds: classIds([scene]) };
}

/** Reads the values that sliders gave, as the address holds them; what is no object of plain values is nothing. */
export function parseParameters(text: string): Parameters {
  if (text === '') return {};
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return Object.fromEntries(
      entries.filter(([, value]) => typeof value === 'number' || typeof value === 'string'),
    ) as Parameters;
  } catch {
    return {};
  }
}

/** A whole number of the address, or `fallback` where there is none. @throws {@link ToolkitError} `argument/invalid`. */
export function wholeParam(text: string | undefined, name: string, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new ToolkitError(
    'argument/invalid',
    `${name} in the address must be a whole number of 0…${most}, got ${text}.`,
    'Mend the address, or leave it out.',
  );
}
