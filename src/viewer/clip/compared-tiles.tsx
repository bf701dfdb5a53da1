import type { ModalityEncodings } from '../../core/modality-encoding/modality-encoding.ts';
import type { ClipFacts, ShownCamera } from '../../core/view/dataset-view.ts';
import type { IdNames } from '../frames/id-names.ts';
import { ClipTile } from './clip-tile.tsx';
import { DifferenceTile } from './difference-tile.tsx';
import { differenceWords, firstDifference } from './first-difference.ts';
import { type TileChoice, tileName } from './tile-choice.ts';
import { TileGrid } from './tile-grid.tsx';
import type { ClipScales } from './use-scales.ts';
import type { Shown } from './use-shown.ts';

/** Begins the names of the other clip's tracks. */
export const OTHER = 'other ';

type ComparedTilesProps = {
  readonly clip: ClipFacts;
  readonly other: ClipFacts;
  readonly tiles: readonly TileChoice[];
  readonly shown: Shown | null;
  readonly encodings: ModalityEncodings;
  readonly scales: ClipScales;
  readonly names: IdNames;
  readonly onGo: (frame: number) => void;
};

/** Two clips side by side at one frame, and where they differ: a row for each tile that both have. */
export function ComparedTiles({ clip, other, tiles, shown, onGo, ...look }: ComparedTilesProps) {
  const first = firstDifference(clip, other);
  const shared = tiles.filter(({ camera: name, modality }) =>
    other.cameras.some((camera) => camera.name === name && camera.modalities.includes(modality)),
  );
  const { branchFrame } = clip.facts.branchFrame === null ? other.facts : clip.facts;
  const jump = first.state ?? first.action;
  const cameraOf = ({ cameras }: ClipFacts, name: string): ShownCamera | undefined =>
    cameras.find((camera) => camera.name === name);
  return (
    <div class="compared">
      <p class="row">
        <span>
          <strong>{clip.facts.id}</strong> and <strong>{other.facts.id}</strong>: {differenceWords(first)}
          {branchFrame !== null && <span class="soft"> They branch at frame {branchFrame}.</span>}
        </span>
        {jump !== null && (
          <button type="button" onClick={() => onGo(jump)}>
            Go to frame {jump}
          </button>
        )}
      </p>
      {shared.length === 0 && <p>They share no camera and modality that is shown: choose others above.</p>}
      {shared.map((tile) => {
        const [mine, its] = [clip, other].map((one) => cameraOf(one, tile.camera));
        if (mine === undefined || its === undefined) return null;
        return (
          <TileGrid key={tileName(tile)} columns={3}>
            {(factorOf) => [
              <ClipTile
                key="this"
                {...{
                  ...look,
                  tile,
                  shown,
                  overlay: null,
                  camera: mine,
                  factor: factorOf(mine),
                  title: clip.facts.id,
                }}
              />,
              <ClipTile
                key="other"
                {...{
                  ...look,
                  tile,
                  shown,
                  overlay: null,
                  camera: its,
                  factor: factorOf(its),
                  prefix: OTHER,
                  title: other.facts.id,
                }}
              />,
              <DifferenceTile
                key="difference"
                {...{ ...look, tile, shown, otherName: OTHER + tileName(tile), factor: factorOf(mine) }}
              />,
            ]}
          </TileGrid>
        );
      })}
    </div>
  );
}
