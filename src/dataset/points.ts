import { directionTable } from '../core/camera-model.ts';
import { transformPoint } from '../core/pose.ts';
import { writeFileSynced } from '../media/write-file.ts';
import { cameraPose } from './camera-facts.ts';
import type { Dataset } from './open-dataset.ts';
import { findEpisode, readCameras } from './read-episode.ts';
import { readModality } from './read-frames.ts';
import { episodeCameras } from './recorded-camera.ts';

/** What cameras see, as points. */
export type Points = {
  /** World frame, metres. [count, 3]. */
  readonly positions: Float32Array;
  /** sRGB; black where the dataset has no pictures. [count, 3]. */
  readonly colors: Uint8Array;
  /** Instance ids; 0 where the dataset has none. [count]. */
  readonly ids: Uint16Array;
};

/**
 * The points that the cameras of an episode see at one of its frames, a point a pixel that shows
 * something; of the cameras that take that frame.
 *
 * @throws {@link ToolkitError} as the dataset's readers, `argument/unknown` where there is no `depth_z_m`.
 */
export async function readPoints(dataset: Dataset, id: string, frame: number): Promise<Points> {
  const facts = await readCameras(dataset, id);
  const taking = episodeCameras(dataset.plan, findEpisode(dataset, id).scene).filter(
    ({ every }) => frame % every === 0,
  );
  const positions: number[] = [];
  const colors: number[] = [];
  const ids: number[] = [];
  for (const { name, every, modalities } of taking) {
    const camera = facts.find((candidate) => candidate.name === name);
    if (camera === undefined) continue;
    const k = frame / every;
    const [depth] = await readModality(dataset, id, name, 'depth_z_m', k, 1);
    const [rgb] = modalities.includes('rgb') ? await readModality(dataset, id, name, 'rgb', k, 1) : [];
    const [instance] = modalities.includes('instance_id')
      ? await readModality(dataset, id, name, 'instance_id', k, 1)
      : [];
    const directions = directionTable({ intrinsics: camera, lens: camera.lens });
    const pose = cameraPose(camera, k);
    depth?.forEach((z, i) => {
      const [x, y] = directions.subarray(2 * i, 2 * i + 2);
      if (!(z > 0)) return;
      positions.push(...transformPoint(pose, [(x as number) * z, (y as number) * z, z]));
      colors.push(...(rgb?.subarray(3 * i, 3 * i + 3) ?? [0, 0, 0]));
      ids.push(instance?.[i] ?? 0);
    });
  }
  return {
    positions: Float32Array.from(positions),
    colors: Uint8Array.from(colors),
    ids: Uint16Array.from(ids),
  };
}

/** Bytes of a point: x y z, red green blue, id. */
const POINT_BYTES = 17;

/** A binary little-endian PLY file. Source: Turk, "The PLY polygon file format", 1994. */
export function encodePly({ positions, colors, ids }: Points): Buffer {
  const header = [
    ...['ply', 'format binary_little_endian 1.0', 'comment world frame, metres, z up'],
    `element vertex ${ids.length}`,
    ...['x', 'y', 'z'].map((axis) => `property float ${axis}`),
    ...['red', 'green', 'blue'].map((channel) => `property uchar ${channel}`),
    ...['property ushort id', 'end_header', ''],
  ].join('\n');
  const body = Buffer.alloc(ids.length * POINT_BYTES);
  for (let i = 0; i < ids.length; i++) {
    const at = i * POINT_BYTES;
    for (let c = 0; c < 3; c++) {
      body.writeFloatLE(positions[3 * i + c] as number, at + 4 * c);
      body.writeUInt8(colors[3 * i + c] as number, at + 12 + c);
    }
    body.writeUInt16LE(ids[i] as number, at + 15);
  }
  return Buffer.concat([Buffer.from(header), body]);
}

/**
 * Writes what the cameras of an episode see at one of its frames as a PLY file.
 *
 * @returns How many points it has.
 * @throws {@link ToolkitError} as `readPoints`; `file/write`.
 */
export async function writePoints(
  dataset: Dataset,
  id: string,
  frame: number,
  file: string,
): Promise<number> {
  const points = await readPoints(dataset, id, frame);
  await writeFileSynced(file, encodePly(points));
  return points.ids.length;
}
