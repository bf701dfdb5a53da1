import type { ComponentChildren } from 'preact';
import type { ClipFacts } from '../../core/view/dataset-view.ts';
import { ClipTile, type ClipTileProps } from './clip-tile.tsx';
import { type TileChoice, tileName } from './tile-choice.ts';
import { TileGrid } from './tile-grid.tsx';

type ClipTilesProps = Pick<ClipTileProps, 'shown' | 'encodings' | 'scales' | 'names'> & {
  readonly clip: ClipFacts;
  readonly tiles: readonly TileChoice[];
  readonly overlayOf: (tile: TileChoice) => ComponentChildren;
};

/** The chosen cameras and modalities of a clip, side by side. */
export function ClipTiles({ clip, tiles, overlayOf, ...look }: ClipTilesProps) {
  return (
    <TileGrid>
      {(factorOf) =>
        tiles.map((tile) => {
          const camera = clip.cameras.find(({ name }) => name === tile.camera);
          return camera === undefined ? null : (
            <ClipTile
              key={tileName(tile)}
              {...{ ...look, tile, camera }}
              overlay={overlayOf(tile)}
              factor={factorOf(camera)}
            />
          );
        })
      }
    </TileGrid>
  );
}
