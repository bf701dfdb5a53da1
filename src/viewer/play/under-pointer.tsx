import { useEffect, useState } from 'preact/hooks';
import type { EpisodeCamera } from '../../core/episode.ts';
import { type ImageModality, isImage } from '../../core/frame.ts';
import type { IdNames } from '../frames/id-names.ts';
import { valueWords } from '../frames/value-words.ts';
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
  readonly names: IdNames;
  /** Drawings a second. */
  readonly rate: number;
};

/** The value of the pixel that is pointed at, where the view shows values. */
function pixelWords({ shown, view, names }: UnderPointerProps, { u, v }: ImagePoint): string | null {
  if (shown === null || !isImage(view.modality)) return null;
  const { width, height, images } = shown.frame;
  const image = images[view.modality];
  const [x, y] = [Math.floor(u), Math.floor(v)];
  if (image === undefined || x < 0 || y < 0 || x >= width || y >= height) return null;
  return valueWords(view.modality as ImageModality, image, y * width + x, names);
}

/** Says what is under the pointer: the value that the view shows, the body, and how far it is along the axis. */
export function UnderPointer(props: UnderPointerProps) {
  const { at, player, played, camera, size } = props;
  const [met, setMet] = useState('');
  useEffect(() => {
    const moment = player.moment();
    const ray =
      at === null || moment === null
        ? null
        : sightRay(played.episode, camera, moment.state, size, at.u, at.v);
    if (ray === null) {
      setMet('');
      return;
    }
    let wanted = true;
    player.pick(ray.origin, ray.direction).then((hit) => {
      if (!wanted) return;
      setMet(
        hit === null ? 'nothing' : `id ${played.ids[hit.body]} ${hit.body}, ${hit.distance.toFixed(2)} m`,
      );
    });
    return () => {
      wanted = false;
    };
  }, [at, player, played, camera, size]);
  const speed = <span class="soft rate">{props.rate > 0 ? `${props.rate.toFixed(0)} fps` : ''}</span>;
  if (at === null) {
    return <p class="under-pointer row soft">Point at something to read its value. {speed}</p>;
  }
  const pixel = pixelWords(props, at);
  return (
    <p class="under-pointer row">
      <span class="soft">
        ({Math.floor(at.u)}, {Math.floor(at.v)})
      </span>{' '}
      {pixel !== null && <strong>{pixel}</strong>} {met} {speed}
    </p>
  );
}
