import { MODALITIES } from '../../core/frame.ts';
import type { ShownCamera } from '../../core/view/dataset-view.ts';
import { type TileChoice, tileName } from './tile-choice.ts';

type TilePickerProps = {
  readonly cameras: readonly ShownCamera[];
  readonly tiles: readonly TileChoice[];
  readonly onTiles: (tiles: readonly TileChoice[]) => void;
};

/** Which cameras and modalities are shown: a table to tick. */
export function TilePicker({ cameras, tiles, onTiles }: TilePickerProps) {
  const chosen = new Set(tiles.map(tileName));
  const turn = (tile: TileChoice): void =>
    onTiles(
      chosen.has(tileName(tile)) ? tiles.filter((one) => tileName(one) !== tileName(tile)) : [...tiles, tile],
    );
  const shown = MODALITIES.filter((modality) =>
    cameras.some(({ modalities }) => modalities.includes(modality)),
  );
  return (
    <details class="tile-picker">
      <summary>
        Cameras and modalities <span class="soft">({tiles.length} shown)</span>
      </summary>
      <div class="scroll-x">
        <table>
          <thead>
            <tr>
              <td />
              {cameras.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((modality) => (
              <tr key={modality}>
                <th scope="row">{modality}</th>
                {cameras.map(({ name, modalities }) => (
                  <td key={name}>
                    {modalities.includes(modality) && (
                      <input
                        type="checkbox"
                        aria-label={`${name}, ${modality}`}
                        checked={chosen.has(`${name}:${modality}`)}
                        onChange={() => turn({ camera: name, modality })}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
