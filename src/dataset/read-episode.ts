import { join } from 'node:path';
import type { ZodType } from 'zod';
import type { EpisodeEvent } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { camelKeys } from '../core/key-case.ts';
import type {
  BodyFacts,
  CameraFacts,
  EpisodeFacts,
  EpisodeSteps,
  JointFacts,
} from '../core/recorded-episode.ts';
import type { Robot } from '../core/robot.ts';
import type { Table } from '../core/table.ts';
import type { Outcome } from '../core/task.ts';
import { columnValues, decodeParquet } from '../media/parquet.ts';
import { nearest } from '../scene/nearest.ts';
import { parseCameraFacts } from './camera-facts.ts';
import { CAMERAS_SCHEMA, EPISODE_SCHEMA, EVENT_SCHEMA, wrongFacts } from './facts-schema.ts';
import { EPISODE_FILES, EPISODES_FOLDER, sensorFile } from './layout.ts';
import { type Dataset, type DatasetEpisode, readInside } from './open-dataset.ts';
import { parseJson, quoted } from './parse-json.ts';
import { checkLayout } from './plan-file.ts';
import { episodeCameras } from './recorded-camera.ts';

/** Largest table that is read, bytes. */
const MAX_TABLE_BYTES = 2 ** 30;

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
export const within = (id: string, file: string): string => `${EPISODES_FOLDER}/${id}/${file}`;

async function readJson(
  dataset: Dataset,
  id: string,
  file: string,
  schema: ZodType,
): Promise<Readonly<Record<string, unknown>>> {
  const path = within(findEpisode(dataset, id).id, file);
  const source = join(dataset.dir, path);
  const text = (await readInside(dataset.dir, path)).toString('utf8');
  const value = parseJson(text, (what) => damaged(source, what));
  checkLayout(value, source);
  const wrong = wrongFacts(value, schema);
  if (wrong !== null) throw damaged(source, wrong);
  return value as Readonly<Record<string, unknown>>;
}

/** A file of a dataset that is not what was written. */
export const damaged = (file: string, what: string): ToolkitError =>
  new ToolkitError(
    'dataset/damaged',
    `${file} must be as it was written, but ${quoted(what)}.`,
    'Run worldwright verify on the dataset.',
  );

/** Reads an episode's facts. @throws {@link ToolkitError} `argument/unknown`, `file/missing`, `dataset/damaged`. */
export async function readEpisodeFacts(dataset: Dataset, id: string): Promise<EpisodeFacts> {
  const value = await readJson(dataset, id, EPISODE_FILES.facts, EPISODE_SCHEMA);
  const {
    physics_rate_hz: physicsRate,
    robot,
    outcome_wanted: outcomeWanted = null,
    branch_frame: branchFrame = null,
    fixed_parameters: fixedParameters = null,
    held_out: heldOut = [],
    twin_of: twinOf = null,
    ...rest
  } = value as unknown as EpisodeFacts & {
    readonly physics_rate_hz: number;
    readonly robot: unknown;
    readonly outcome_wanted?: Outcome;
    readonly branch_frame?: number;
    readonly fixed_parameters?: EpisodeFacts['fixedParameters'];
    readonly held_out?: readonly string[];
    readonly twin_of?: string;
  };
  const {
    policy = null,
    outcome = null,
    parent = null,
    beyond = [],
    violation = null,
  } = rest as Partial<EpisodeFacts>;
  type Stored = Omit<BodyFacts, 'semanticId'> & { readonly semantic_id: number };
  const parsed = (stored: readonly BodyFacts[]): readonly BodyFacts[] =>
    (stored as unknown as readonly Stored[]).map(({ semantic_id: semanticId, ...body }) => ({
      ...body,
      semanticId,
    }));
  const facts = { ...rest, bodies: parsed(rest.bodies), decor: parsed(rest.decor), physicsRate };
  const joints = (rest.joints ?? []).map((joint) => camelKeys(joint) as JointFacts);
  const course = { policy, outcome, outcomeWanted, parent, branchFrame, beyond, heldOut, violation, twinOf };
  return { ...facts, ...course, fixedParameters, joints, robot: camelKeys(robot) as Robot | null };
}

/** Those of its columns that `readSteps` gives; energies and momenta are for `readTable`. */
const STEP_COLUMNS = [
  ...['time', 'body_position', 'body_orientation', 'body_linear_velocity', 'body_angular_velocity'],
  ...['joint_position', 'joint_velocity', 'joint_effort', 'reward', 'action'],
];

/** Reads the states and actions of an episode. @throws {@link ToolkitError} as `readEpisodeFacts`, `media/corrupt`. */
export async function readSteps(dataset: Dataset, id: string): Promise<EpisodeSteps> {
  const { bodies, joints } = await readEpisodeFacts(dataset, id);
  const path = within(id, EPISODE_FILES.steps);
  const table = await readTable(dataset, path, { only: STEP_COLUMNS, mostRows: dataset.plan.frames });
  const column = (name: string, width: number): Float64Array => {
    const values = columnValues(table, name);
    if (values !== null && values.length === dataset.plan.frames * width) return values;
    throw damaged(join(dataset.dir, path), `its column ${name} is not whole`);
  };
  const ofJoints = (name: string): Float64Array =>
    joints.length === 0 ? new Float64Array(0) : column(name, joints.length);
  const action = columnValues(table, 'action');
  return {
    frames: table.rows,
    time: column('time', 1),
    bodies: bodies.map(({ name }) => name),
    positions: column('body_position', 3 * bodies.length),
    orientations: column('body_orientation', 4 * bodies.length),
    linearVelocities: column('body_linear_velocity', 3 * bodies.length),
    angularVelocities: column('body_angular_velocity', 3 * bodies.length),
    joints: joints.map(({ name }) => name),
    jointPositions: ofJoints('joint_position'),
    jointVelocities: ofJoints('joint_velocity'),
    jointEfforts: ofJoints('joint_effort'),
    reward: column('reward', 1),
    action: action === null ? null : Float32Array.from(action),
    actionDim: action === null ? 0 : action.length / table.rows,
  };
}

/** Reads an episode's events, in order. */
export async function readEvents(dataset: Dataset, id: string): Promise<EpisodeEvent[]> {
  const path = within(findEpisode(dataset, id).id, EPISODE_FILES.events);
  const source = join(dataset.dir, path);
  const lines = (await readInside(dataset.dir, path)).toString('utf8').split('\n');
  return lines.flatMap((line, i) => {
    if (line === '') return [];
    const value = parseJson(line, (what) => damaged(source, `of its line ${i + 1}, ${what}`));
    const wrong = wrongFacts(value, EVENT_SCHEMA);
    if (wrong !== null) throw damaged(source, `of its line ${i + 1}, ${wrong}`);
    return [camelKeys(value) as EpisodeEvent];
  });
}

/**
 * Reads the cameras of an episode: those of the plan are there, as the plan has them.
 *
 * @throws {@link ToolkitError} as `readEpisodeFacts`.
 */
export async function readCameras(dataset: Dataset, id: string): Promise<CameraFacts[]> {
  const { cameras } = await readJson(dataset, id, EPISODE_FILES.cameras, CAMERAS_SCHEMA);
  const found = (cameras as readonly unknown[]).map(parseCameraFacts);
  for (const { name, width, height, every, frames } of episodeCameras(
    dataset.plan,
    findEpisode(dataset, id).scene,
  )) {
    const camera = found.find((one) => one.name === name);
    const isPlanned = camera?.width === width && camera.height === height && camera.every === every;
    if (isPlanned && (camera.worldFromCameraPerFrame?.length ?? frames) === frames) continue;
    const what =
      camera === undefined ? `it lacks the camera ${name}` : `its camera ${name} is not as planned`;
    throw damaged(join(dataset.dir, within(id, EPISODE_FILES.cameras)), what);
  }
  return found;
}

/** Which of a table's columns to read, all by default; and how many rows it can have, where that is known. */
type TableChoice = {
  readonly only?: readonly string[] | undefined;
  readonly mostRows?: number | undefined;
};

/**
 * A table of the dataset, or some of its columns.
 *
 * @throws {@link ToolkitError} `file/missing`, `file/too-large`, `media/corrupt`, `path/outside`.
 */
export async function readTable(
  dataset: Dataset,
  path: string,
  { only, mostRows }: TableChoice = {},
): Promise<Table> {
  const bytes = await readInside(dataset.dir, path, MAX_TABLE_BYTES);
  return decodeParquet(bytes, join(dataset.dir, path), only, mostRows);
}

/**
 * Reads what a sensor read in an episode; the columns carry their units.
 *
 * @throws {@link ToolkitError} `argument/unknown` for an episode or a sensor that is not there;
 * `file/missing`, `media/corrupt`, `path/outside`.
 */
export async function readSensor(dataset: Dataset, id: string, sensor: string): Promise<Table> {
  const { scene } = findEpisode(dataset, id);
  const planned = dataset.plan.scenes.find(({ name }) => name === scene);
  const names = (planned?.scene.sensors ?? []).map(({ name }) => name);
  if (!names.includes(sensor)) {
    throw new ToolkitError(
      'argument/unknown',
      `Episode ${id} must have a sensor ${sensor}, but it has ${names.join(', ') || 'none'}.`,
      'Choose one of these.',
    );
  }
  return readTable(dataset, within(id, sensorFile(sensor)));
}
