import sharp from 'sharp';
import { type ImageModality, isImage } from '../core/frame.ts';
import { writeFileSynced } from '../media/write-file.ts';
import { decodeDepth } from './modality-encoding/depth.ts';
import type { Dataset } from './open-dataset.ts';
import { readFrames } from './read-episode.ts';

/** Moments of an episode that a sheet shows, evenly spread. */
const COLUMNS = 6;

/** Most episodes on a sheet. */
const MAX_EPISODES = 6;

/** Smallest side of a tile: smaller frames are enlarged by a whole factor, pixel by pixel. */
const TILE_SIDE = 160;

const GAP = 4;

/** Near is light, far is dark, nothing is black: inverse depth between the sheet's own ends. */
function paintDepth(depthZ: Float32Array): Uint8Array {
  const seen = depthZ.filter((metres) => metres > 0);
  const near = 1 / seen.reduce((least, metres) => Math.min(least, metres), Number.POSITIVE_INFINITY);
  const far = 1 / seen.reduce((most, metres) => Math.max(most, metres), 0);
  const rgb = new Uint8Array(depthZ.length * 3);
  depthZ.forEach((metres, i) => {
    const share = metres > 0 ? 0.15 + (0.85 * (1 / metres - far)) / Math.max(near - far, 1e-9) : 0;
    rgb.set(
      [235 * share, 225 * share, 120 + 90 * share].map((v) => (metres > 0 ? v : 0)),
      i * 3,
    );
  });
  return rgb;
}

/** One colour an id, hues a golden angle apart so that neighbours differ. */
export function colorOfId(id: number): [number, number, number] {
  if (id === 0) return [24, 26, 30];
  const hue = (id * 137.508) % 360;
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (0.58 - 0.3 * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

function paintIds(ids: ArrayLike<number>): Uint8Array {
  const rgb = new Uint8Array(ids.length * 3);
  for (let i = 0; i < ids.length; i++) rgb.set(colorOfId(ids[i] as number), i * 3);
  return rgb;
}

async function row(
  dataset: Dataset,
  id: string,
  camera: string,
  modality: ImageModality,
): Promise<Uint8Array[]> {
  const { frames, depthScaleM } = dataset.plan;
  const columns = Math.min(COLUMNS, frames);
  const painted: Uint8Array[] = [];
  for (let column = 0; column < columns; column++) {
    const at = columns === 1 ? 0 : Math.round((column * (frames - 1)) / (columns - 1));
    const [frame] = await readFrames(dataset, id, camera, modality, at, 1);
    if (frame === undefined) continue;
    if (modality === 'rgb') painted.push(frame as Uint8Array);
    else if (modality === 'depth_z_m')
      painted.push(paintDepth(decodeDepth(frame as Uint16Array, depthScaleM)));
    else painted.push(paintIds(frame));
  }
  return painted;
}

/**
 * Draws a dataset: a row a modality of the first camera, for an episode of each scene, columns in time.
 *
 * @param file - The PNG to write.
 */
export async function drawContactSheet(dataset: Dataset, file: string): Promise<void> {
  const { width, height, modalities } = dataset.plan;
  const firsts = dataset.plan.scenes.map(({ name }) => dataset.episodes.find(({ scene }) => scene === name));
  const chosen = firsts.filter((episode) => episode !== undefined).slice(0, MAX_EPISODES);
  const factor = Math.max(1, Math.ceil(TILE_SIDE / width));
  const [tileWidth, tileHeight] = [width * factor, height * factor];
  const rows: Uint8Array[][] = [];
  for (const { id, cameras } of chosen) {
    for (const modality of modalities.filter(isImage))
      rows.push(await row(dataset, id, cameras[0] as string, modality));
  }
  const columns = Math.max(1, ...rows.map((tiles) => tiles.length));
  const tiles = await Promise.all(
    rows.flatMap((frames, y) =>
      frames.map(async (rgb, x) => ({
        input: await sharp(rgb, { raw: { width, height, channels: 3 } })
          .resize(tileWidth, tileHeight, { kernel: 'nearest' })
          .png()
          .toBuffer(),
        left: GAP + x * (tileWidth + GAP),
        top: GAP + y * (tileHeight + GAP),
      })),
    ),
  );
  const sheet = await sharp({
    create: {
      width: GAP + columns * (tileWidth + GAP),
      height: GAP + Math.max(1, rows.length) * (tileHeight + GAP),
      channels: 3,
      background: '#14161a',
    },
  })
    .composite(tiles)
    .png()
    .toBuffer();
  await writeFileSynced(file, sheet);
}
