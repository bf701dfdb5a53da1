import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isImage } from '../../core/frame.ts';
import type { ModalityEncodings } from '../../core/modality-encoding/modality-encoding.ts';
import { faded } from '../../core/paint/paint-modality.ts';
import type { ShownCamera } from '../../core/view/dataset-view.ts';
import type { IdNames } from '../frames/id-names.ts';
import { Legend } from '../frames/legend.tsx';
import { decodeStored, paintDecoded } from '../frames/paint-stored.ts';
import { valueWords } from '../frames/value-words.ts';
import { opaque } from '../stage/opaque.ts';
import { putOnCanvas } from '../stage/put-on-canvas.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { cameraFrame, type TileChoice, tileName } from './tile-choice.ts';
import { type ClipScales, isScaled } from './use-scales.ts';
import type { Shown } from './use-shown.ts';

export type ClipTileProps = {
  readonly tile: TileChoice;
  readonly camera: ShownCamera;
  readonly shown: Shown | null;
  readonly encodings: ModalityEncodings;
  readonly scales: ClipScales;
  readonly names: IdNames;
  /** Drawn over the picture, in its pixels. */
  readonly overlay: ComponentChildren;
  /** CSS pixels a pixel: a whole number, or one over one. */
  readonly factor: number;
  /** What its tracks are called with among the shown: the other clip's have a name before theirs. */
  readonly prefix?: string;
  /** What it is called besides: the clip's id where there are two. */
  readonly title?: string;
};

/** One camera's modality of the shown frame: painted, with its scale and the value under the pointer. */
export function ClipTile(props: ClipTileProps) {
  const { tile, camera, shown, encodings, scales, names, overlay, factor, prefix = '', title } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointer, setPointer] = useState<readonly [number, number] | null>(null);
  const { modality } = tile;
  const isReady = scales.isChosen || !isScaled(modality);
  const track = prefix + tileName(tile);
  const stored = shown?.images.get(track);
  const picture = shown?.images.get(prefix + tileName({ camera: tile.camera, modality: 'rgb' }));
  const error = shown?.errors.get(track);
  const image = useMemo(
    () => (isImage(modality) && stored !== undefined ? decodeStored(encodings, modality, stored) : null),
    [encodings, modality, stored],
  );
  useEffect(() => {
    if (canvas.current === null || shown === null) return;
    const { width, height } = camera;
    const rgb = picture === undefined ? null : (picture.image as Uint8Array);
    if (isImage(modality)) {
      if (image === null || !isReady) return;
      putOnCanvas(canvas.current, paintDecoded(modality, image, scales, rgb), width, height);
    } else {
      const under = rgb === null ? new Uint8Array(3 * width * height).fill(240) : faded(rgb);
      putOnCanvas(canvas.current, opaque(under), width, height);
    }
    canvas.current.dataset['frame'] = String(shown.frame);
  }, [shown, image, picture, scales, isReady, modality, camera]);
  const at = pointer === null ? null : pointer[1] * camera.width + pointer[0];
  const words =
    at === null || image === null || !isImage(modality) ? '' : valueWords(modality, image, at, names);
  const move = (event: PointerEvent): void => {
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
    const x = Math.floor(((event.clientX - left) / width) * camera.width);
    const y = Math.floor(((event.clientY - top) / height) * camera.height);
    const inside = x >= 0 && y >= 0 && x < camera.width && y < camera.height;
    setPointer(inside ? [x, y] : null);
  };
  return (
    <figure class="tile">
      <div
        class="tile-picture"
        style={{ width: `${camera.width * factor}px`, aspectRatio: `${camera.width} / ${camera.height}` }}
        onPointerMove={move}
        onPointerLeave={() => setPointer(null)}
      >
        <canvas
          ref={canvas}
          class={factor >= 1 ? 'crisp' : ''}
          role="img"
          aria-label={`${tile.camera}, ${modality}`}
          data-tile={track}
        />
        {overlay}
      </div>
      <figcaption>
        <span class="tile-name">
          <strong>{modality}</strong>{' '}
          <span class="soft">
            {tile.camera}
            {title === undefined ? '' : ` · ${title}`}
          </span>
        </span>
        <span class="tile-value" aria-live="off">
          {pointer === null ? '' : `(${pointer.join(', ')}) ${words}`}
        </span>
        {camera.every > 1 && shown !== null && (
          <span class="soft">
            1 frame in {camera.every}: this is frame {cameraFrame(camera, shown.frame) * camera.every}
          </span>
        )}
      </figcaption>
      {error !== undefined && <ErrorCard error={error} />}
      {isReady && <Legend modality={modality} scales={scales} names={names} />}
    </figure>
  );
}
