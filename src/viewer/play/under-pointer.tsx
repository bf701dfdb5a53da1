import { useEffect, useState } from 'preact/hooks';
import type { EpisodeCamera } from '../../core/episode.ts';
import type { Played } from '../stage/stage.ts';
import type { Shown } from './draw-view.ts';
import type { Player } from './player.ts';
import { sightRay } from './sight-ray.ts';
import type { ImagePoint } from './use-grab.ts';
import type { ViewChoice } from './view-choice.ts';

type UnderPointerProps = {
  readonly at: ImagePoint | null;
  readonly player: Player;
  readonly played: Played;
  readonly camera: EpisodeCamera;
  readonly size: readonly [width: number, height: number];
  readonly shown: Shown;
  readonly view: ViewChoice;
};

/** Says what is under the pointer: the body and how far it is, met by a ray of the physics engine. */
export function UnderPointer({ at, player, played, camera, size }: UnderPointerProps) {
  const [words, setWords] = useState('');
  useEffect(() => {
    const moment = player.moment();
    const ray =
      at === null || moment === null
        ? null
        : sightRay(played.episode, camera, moment.state, size, at.u, at.v);
    if (ray === null) {
      setWords('');
      return;
    }
    let wanted = true;
    player.pick(ray.origin, ray.direction).then((hit) => {
      if (!wanted) return;
      setWords(
        hit === null ? 'nothing' : `id ${played.ids[hit.body]} ${hit.body} · ${hit.distance.toFixed(2)} m`,
      );
    });
    return () => {
      wanted = false;
    };
  }, [at, player, played, camera, size]);
  return <p class="under-pointer soft">{words === '' ? 'Point at something' : words}</p>;
}
