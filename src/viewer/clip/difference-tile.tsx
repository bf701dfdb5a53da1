import { useEffect, useMemo, useRef } from 'preact/hooks';
import { isImage } from '../../core/frame.ts';
import type { ModalityEncodings } from '../../core/modality-encoding/modality-encoding.ts';
import { paintDifference } from '../frames/paint-difference.ts';
import { decodeStored } from '../frames/paint-stored.ts';
import { opaque } from '../stage/opaque.ts';
import { putOnCanvas } from '../stage/put-on-canvas.ts';
import { type TileChoice, tileName } from './tile-choice.ts';
import { type ClipScales, isScaled } from './use-scales.ts';
import type { Shown } from './use-shown.ts';

type DifferenceTileProps = {
  readonly tile: TileChoice;
  readonly shown: Shown | null;
  /** The name that the other clip's track has among the shown. */
  readonly otherName: string;
  readonly encodings: ModalityEncodings;
  readonly scales: ClipScales;
  readonly factor: number;
};

/** Where two clips differ in one camera's modality: dark is the same. */
export function DifferenceTile({ tile, shown, otherName, encodings, scales, factor }: DifferenceTileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { modality } = tile;
  const one = shown?.images.get(tileName(tile));
  const other = shown?.images.get(otherName);
  const isAlike =
    one !== undefined && other !== undefined && one.width === other.width && one.height === other.height;
  const difference = useMemo(() => {
    if (!isAlike || !isImage(modality) || (isScaled(modality) && !scales.isChosen)) return null;
    const [a, b] = [one, other].map((stored) => decodeStored(encodings, modality, stored));
    return a === undefined || b === undefined
      ? null
      : paintDifference(modality, a, b, one.width * one.height, scales);
  }, [one, other, isAlike, modality, encodings, scales]);
  useEffect(() => {
    if (canvas.current === null || difference === null || one === undefined) return;
    putOnCanvas(canvas.current, opaque(difference.rgb), one.width, one.height);
  }, [difference, one]);
  if (!isImage(modality)) return null;
  const share =
    difference === null || one === undefined ? null : difference.differing / (one.width * one.height);
  return (
    <figure class="tile">
      <div
        class="tile-picture"
        style={
          one === undefined
            ? {}
            : { width: `${one.width * factor}px`, aspectRatio: `${one.width} / ${one.height}` }
        }
      >
        <canvas
          ref={canvas}
          class={factor >= 1 ? 'crisp' : ''}
          role="img"
          aria-label={`difference, ${modality}`}
        />
      </div>
      <figcaption>
        <span>
          <strong>difference</strong> <span class="soft">dark is the same</span>
        </span>
        <span class="tile-value">
          {share === null
            ? 'sizes differ'
            : share === 0
              ? 'same'
              : `${(100 * share).toPrecision(2)} % differ`}
        </span>
      </figcaption>
    </figure>
  );
}
