import { isImage, MODALITIES, type Modality } from '../../core/frame.ts';
import type { ShownCamera } from '../../core/view/dataset-view.ts';

/** What one tile shows. */
export type TileChoice = { readonly camera: string; readonly modality: Modality };

/** A tile's name, as the address has it. */
export const tileName = ({ camera, modality }: TileChoice): string => `${camera}:${modality}`;

/** Every tile that there can be, cameras and modalities in their order. */
export const allTiles = (cameras: readonly ShownCamera[]): readonly TileChoice[] =>
  cameras.flatMap(({ name, modalities }) =>
    MODALITIES.filter((modality) => modalities.includes(modality)).map((modality) => ({
      camera: name,
      modality,
    })),
  );

/** What is shown unless somebody chooses: each camera's picture, then the first one's depth and ids. */
export function defaultTiles(cameras: readonly ShownCamera[]): readonly TileChoice[] {
  const all = allTiles(cameras);
  const first = cameras[0]?.name;
  const chosen = [
    ...all.filter(({ modality }) => modality === 'rgb'),
    ...all.filter(
      ({ camera, modality }) => camera === first && (modality === 'depth_z_m' || modality === 'instance_id'),
    ),
  ];
  return chosen.length > 0 ? chosen : all.slice(0, 4);
}

/** The tiles that an address names, those that the clip has; the default where it names none. */
export function parseTiles(text: string | undefined, cameras: readonly ShownCamera[]): readonly TileChoice[] {
  const named = text?.split(',') ?? [];
  const found = allTiles(cameras).filter((tile) => named.includes(tileName(tile)));
  return found.length > 0 ? found : defaultTiles(cameras);
}

/** Tiles as the address has them; `null` for the default. */
export function formatTiles(tiles: readonly TileChoice[], cameras: readonly ShownCamera[]): string | null {
  const text = tiles.map(tileName).join(',');
  return tiles.length === 0 || text === defaultTiles(cameras).map(tileName).join(',') ? null : text;
}

/** The images that a tile is painted from: its own, and the picture that some are drawn over. */
export function neededImages(
  { camera, modality }: TileChoice,
  cameras: readonly ShownCamera[],
): readonly TileChoice[] {
  const hasPicture = cameras.some(({ name, modalities }) => name === camera && modalities.includes('rgb'));
  const under = hasPicture && (modality === 'boxes' || modality === 'occlusion');
  return [
    ...(isImage(modality) ? [{ camera, modality }] : []),
    ...(under ? [{ camera, modality: 'rgb' as const }] : []),
  ];
}

/** The camera's frame that is shown at a frame of the episode: its last one at or before it. */
export const cameraFrame = (
  { every, frames }: Pick<ShownCamera, 'every' | 'frames'>,
  frame: number,
): number => Math.min(frames - 1, Math.floor(frame / every));
