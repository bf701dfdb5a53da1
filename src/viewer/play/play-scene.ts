import { ADDRESSES } from '../../core/view/addresses.ts';
import { fixParameters } from '../../scene/fix-parameters.ts';
import { classIds, instanceIds } from '../../scene/instance-ids.ts';
import { parseScene } from '../../scene/load-scene.ts';
import { sampleEpisode } from '../../scene/sample-episode.ts';
import type { Scene } from '../../scene/scene-schema.ts';
import { fetchJson } from '../fetch-file.ts';
import type { Played } from '../stage/stage.ts';
import type { Parameters } from './play-params.ts';

/** A scene as it was fetched, and as it is understood. */
export type PlayScene = { readonly key: string; readonly file: unknown; readonly scene: Scene };

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
