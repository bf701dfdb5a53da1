import { join } from 'node:path';
import type { CameraIntrinsics } from '../core/camera.ts';
import type { EpisodeEvent, Material, Robot, Shape } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { Modality } from '../core/frame.ts';
import type { Mat4, Quaternion, Vec3 } from '../core/pose.ts';
import { columnValues, decodeParquet } from '../media/parquet.ts';
import { readVideo } from '../media/read-video.ts';
import { nearest } from '../scene/nearest.ts';
import { EPISODE_FILES, EPISODES_FOLDER, modalityPixel, videoFile } from './layout.ts';
import { type Dataset, type DatasetEpisode, insidePath, readInside } from './open-dataset.ts';
import { checkLayout } from './plan-file.ts';

/** A body as episode.json tells of it. */
export type BodyFacts = {
  readonly name: string;
  /** Its instance id. */
  readonly id: number;
  readonly shape: Shape;
  readonly motion: 'fixed' | 'dynamic' | 'kinematic';
  /** sRGB, `#rrggbb`. */
  readonly color: string;
  readonly material: Material;
  /** World frame, metres, as the episode begins. */
  readonly position: Vec3;
  readonly orientation: Quaternion;
};

/** What an episode is made of. */
export type EpisodeFacts = {
  readonly id: string;
  readonly scene: string;
  readonly seed: number;
  readonly split: string;
  /** Physics steps a second. */
  readonly physicsRate: number;
  /** World frame, m/s². */
  readonly gravity: Vec3;
  /** The drawn value of every named range. */
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly robot: Robot | null;
  /** In the order of the state's rows. */
  readonly bodies: readonly BodyFacts[];
};

/** What happened, one row a frame. */
export type EpisodeSteps = {
  readonly frames: number;
  /** Seconds. */
  readonly time: Float64Array;
  /** Names of the bodies, in order. */
  readonly bodies: readonly string[];
  /** [frames, bodies, 3], metres, world frame. */
  readonly positions: Float64Array;
  /** [frames, bodies, 4], xyzw. */
  readonly orientations: Float64Array;
  /** [frames, bodies, 3], m/s and rad/s. */
  readonly linearVelocities: Float64Array;
  readonly angularVelocities: Float64Array;
  /** Shape [frames, actionDim]; row k is held during [k, k + 1). `null` where nothing acts. */
  readonly action: Float32Array | null;
  readonly actionDim: number;
};

/** A camera that recorded. */
export type CameraFacts = CameraIntrinsics & {
  readonly name: string;
  /** Z-depths drawn, metres. */
  readonly near: number;
  readonly far: number;
  /** OpenCV camera axes. */
  readonly worldFromCamera: Mat4;
};

/** The committed episode of that id. @throws {@link ToolkitError} `argument/unknown`. */
export function findEpisode(dataset: Dataset, id: string): DatasetEpisode {
  const episode = dataset.episodes.find((candidate) => candidate.id === id);
  if (episode !== undefined) return episode;
  const ids = dataset.episodes.map((candidate) => candidate.id);
  throw new ToolkitError(
    'argument/unknown',
    `${dataset.dir} must hold the episode ${id}, but it does not.`,
    ids.length === 0 ? 'Generate the dataset first.' : `The nearest is ${nearest(id, ids)}.`,
  );
}

/** The path of a file of an episode within the dataset. */
const within = (id: string, file: string): string => `${EPISODES_FOLDER}/${id}/${file}`;

async function readJson(
  dataset: Dataset,
  id: string,
  file: string,
): Promise<Readonly<Record<string, unknown>>> {
  const path = within(findEpisode(dataset, id).id, file);
  try {
    const value: unknown = JSON.parse((await readInside(dataset.dir, path)).toString('utf8'));
    checkLayout(value, join(dataset.dir, path));
    return value as Readonly<Record<string, unknown>>;
  } catch (cause) {
    if (cause instanceof ToolkitError) throw cause;
    throw damaged(join(dataset.dir, path), 'it is not JSON');
  }
}

const damaged = (file: string, what: string): ToolkitError =>
  new ToolkitError(
    'dataset/damaged',
    `${file} must be as it was written, but ${what}.`,
    'Run worldwright verify on the dataset.',
  );

/** Reads an episode's facts. @throws {@link ToolkitError} `argument/unknown`, `file/missing`, `dataset/damaged`. */
export async function readEpisodeFacts(dataset: Dataset, id: string): Promise<EpisodeFacts> {
  const value = await readJson(dataset, id, EPISODE_FILES.facts);
  const {
    physics_rate_hz: physicsRate,
    robot,
    ...rest
  } = value as unknown as EpisodeFacts & {
    readonly physics_rate_hz: number;
    readonly robot: (Omit<Robot, 'maxSpeed'> & { readonly max_speed: number }) | null;
  };
  if (!Array.isArray(rest.bodies)) throw damaged(within(id, EPISODE_FILES.facts), 'it has no bodies');
  if (robot === null) return { ...rest, physicsRate, robot: null };
  const { max_speed: maxSpeed, ...others } = robot;
  return { ...rest, physicsRate, robot: { ...others, maxSpeed } };
}

/** Reads the states and actions of an episode. @throws {@link ToolkitError} as `readEpisodeFacts`, `media/corrupt`. */
export async function readSteps(dataset: Dataset, id: string): Promise<EpisodeSteps> {
  const { bodies } = await readEpisodeFacts(dataset, id);
  const path = within(id, EPISODE_FILES.steps);
  const table = await decodeParquet(await readInside(dataset.dir, path), join(dataset.dir, path));
  const column = (name: string, width: number): Float64Array => {
    const values = columnValues(table, name);
    if (values !== null && values.length === dataset.plan.frames * width) return values;
    throw damaged(join(dataset.dir, path), `its column ${name} is not whole`);
  };
  const action = columnValues(table, 'action');
  return {
    frames: table.rows,
    time: column('time', 1),
    bodies: bodies.map(({ name }) => name),
    positions: column('body_position', 3 * bodies.length),
    orientations: column('body_orientation', 4 * bodies.length),
    linearVelocities: column('body_linear_velocity', 3 * bodies.length),
    angularVelocities: column('body_angular_velocity', 3 * bodies.length),
    action: action === null ? null : Float32Array.from(action),
    actionDim: action === null ? 0 : action.length / table.rows,
  };
}

/** Reads an episode's events, in order. */
export async function readEvents(dataset: Dataset, id: string): Promise<EpisodeEvent[]> {
  const path = within(findEpisode(dataset, id).id, EPISODE_FILES.events);
  const lines = (await readInside(dataset.dir, path)).toString('utf8').split('\n');
  try {
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as EpisodeEvent);
  } catch {
    throw damaged(join(dataset.dir, path), 'a line is not JSON');
  }
}

/** Reads the cameras of an episode. */
export async function readCameras(dataset: Dataset, id: string): Promise<CameraFacts[]> {
  const { cameras } = await readJson(dataset, id, EPISODE_FILES.cameras);
  if (!Array.isArray(cameras)) throw damaged(within(id, EPISODE_FILES.cameras), 'it has no cameras');
  type Stored = Omit<CameraFacts, 'worldFromCamera'> & { readonly world_from_camera: Mat4 };
  return (cameras as Stored[]).map(({ world_from_camera: worldFromCamera, ...rest }) => ({
    ...rest,
    worldFromCamera,
  }));
}

/** RGB is [height, width, 3] bytes; ids [height, width]; depth 16 bits in steps of the plan's `depthScaleM`. */
export type ModalityFrame<M extends Modality> = M extends 'rgb'
  ? Uint8Array
  : M extends 'depth_z_m'
    ? Uint16Array
    : Uint8Array | Uint16Array;

/**
 * Reads frames of one camera, exactly as they were recorded.
 *
 * @param start - First frame, default 0.
 * @param count - How many, default all that are left.
 * @throws {@link ToolkitError} `argument/unknown` for an episode, camera or modality that is not
 * there; `file/missing`, `media/corrupt`, `path/outside`.
 */
export async function readFrames<M extends Modality>(
  dataset: Dataset,
  id: string,
  camera: string,
  modality: M,
  start = 0,
  count: number = dataset.plan.frames - start,
): Promise<ModalityFrame<M>[]> {
  const { plan, ids, dir } = dataset;
  const { cameras } = findEpisode(dataset, id);
  if (!cameras.includes(camera) || !plan.modalities.includes(modality)) {
    throw new ToolkitError(
      'argument/unknown',
      `Episode ${id} must have ${modality} of camera ${camera}, but it has ${plan.modalities.join(', ')} of ${cameras.join(', ')}.`,
      'Choose one of these.',
    );
  }
  const file = await insidePath(dir, within(id, videoFile(camera, modality, ids)));
  const { fps, width, height, frames } = plan;
  const read = await readVideo(file, modalityPixel(modality, ids), {
    fps,
    width,
    height,
    frames,
    start,
    count,
  });
  return read as ModalityFrame<M>[];
}
