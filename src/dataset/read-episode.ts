import { join } from 'node:path';
import type { EpisodeEvent, Material } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { Joint } from '../core/joint.ts';
import { camelKeys } from '../core/key-case.ts';
import type { Quaternion, Vec3 } from '../core/pose.ts';
import type { Robot } from '../core/robot.ts';
import type { Table } from '../core/table.ts';
import type { Outcome } from '../core/task.ts';
import type { Violation } from '../core/violation.ts';
import { columnValues, decodeParquet } from '../media/parquet.ts';
import { nearest } from '../scene/nearest.ts';
import { type CameraFacts, parseCameraFacts } from './camera-facts.ts';
import { EPISODE_FILES, EPISODES_FOLDER, sensorFile } from './layout.ts';
import { type Dataset, type DatasetEpisode, readInside } from './open-dataset.ts';
import { checkLayout } from './plan-file.ts';
import type { ShapeFacts } from './shape-facts.ts';

/** A body as episode.json tells of it. */
export type BodyFacts = {
  readonly name: string;
  /** Its instance id. */
  readonly id: number;
  readonly class: string;
  /** Its class's id. */
  readonly semanticId: number;
  readonly shape: ShapeFacts;
  readonly motion: 'fixed' | 'dynamic' | 'kinematic';
  /** Seen, but met by nothing. */
  readonly passable?: true;
  /** sRGB, `#rrggbb`. */
  readonly color: string;
  readonly material: Material;
  /** World frame, metres, as the episode begins. */
  readonly position: Vec3;
  readonly orientation: Quaternion;
};

/** A joint as episode.json tells of it. */
export type JointFacts = Omit<Joint, 'maxEffort' | 'maxVelocity'> & {
  /** N·m or N; rad/s or m/s. */
  readonly maxEffort: number | null;
  readonly maxVelocity: number | null;
};

/** A broken law as episode.json tells of it. */
export type ViolationFacts = Violation & {
  /** Seconds since the start; `null` where its moment did not come. */
  readonly time: number | null;
  /** The first frame that shows it. */
  readonly frame: number | null;
};

/** What an episode is made of. */
export type EpisodeFacts = {
  readonly id: string;
  readonly scene: string;
  readonly seed: number;
  readonly split: string;
  /** Who acted, where the plan asked for more than its seeds give; a user's own by its file's name. */
  readonly policy: string | null;
  /** How it came out; `null` without a task, or where it came to no end. */
  readonly outcome: Outcome | null;
  /** How it should come out, where the plan says. */
  readonly outcomeWanted: Outcome | null;
  /** Of a counterfactual: the episode with which it shares all until the branch frame. */
  readonly parent: string | null;
  /** The first frame whose action is not the parent's. */
  readonly branchFrame: number | null;
  /** Of an impossible twin: which law is broken in it, to whom, and from when on; `null` for the others. */
  readonly violation: ViolationFacts | null;
  /** Of an impossible twin: the possible one, with which it shares all until then. */
  readonly twinOf: string | null;
  /** In the split `ood`: the parameters that lie outside of their ranges. */
  readonly beyond: readonly string[];
  /** In the split `combination`: the held-out combinations of shape, colour and material that it shows. */
  readonly heldOut: readonly string[];
  /** Physics steps a second. */
  readonly physicsRate: number;
  /** World frame, m/s². */
  readonly gravity: Vec3;
  /** The drawn value of every named range. */
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly robot: Robot | null;
  /** In the order of the state's rows. */
  readonly bodies: readonly BodyFacts[];
  /** In the order of the state's rows; `null` for no limit. */
  readonly joints: readonly JointFacts[];
  /** What the look added to be seen and not touched. */
  readonly decor: readonly BodyFacts[];
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
  /** Names of the joints, in order. */
  readonly joints: readonly string[];
  /** [frames, joints]; rad or m, rad/s or m/s, N·m or N. */
  readonly jointPositions: Float64Array;
  readonly jointVelocities: Float64Array;
  readonly jointEfforts: Float64Array;
  /** Shape [frames, actionDim]; row k is held during [k, k + 1). `null` where nothing acts. */
  readonly action: Float32Array | null;
  readonly actionDim: number;
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
export const within = (id: string, file: string): string => `${EPISODES_FOLDER}/${id}/${file}`;

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

/** A file of a dataset that is not what was written. */
export const damaged = (file: string, what: string): ToolkitError =>
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
    outcome_wanted: outcomeWanted = null,
    branch_frame: branchFrame = null,
    held_out: heldOut = [],
    twin_of: twinOf = null,
    ...rest
  } = value as unknown as EpisodeFacts & {
    readonly physics_rate_hz: number;
    readonly robot: unknown;
    readonly outcome_wanted?: Outcome;
    readonly branch_frame?: number;
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
  if (!Array.isArray(rest.bodies)) throw damaged(within(id, EPISODE_FILES.facts), 'it has no bodies');
  type Stored = Omit<BodyFacts, 'semanticId'> & { readonly semantic_id: number };
  const parsed = (stored: readonly BodyFacts[]): readonly BodyFacts[] =>
    (stored as unknown as readonly Stored[]).map(({ semantic_id: semanticId, ...body }) => ({
      ...body,
      semanticId,
    }));
  const facts = { ...rest, bodies: parsed(rest.bodies), decor: parsed(rest.decor), physicsRate };
  const joints = (rest.joints ?? []).map((joint) => camelKeys(joint) as JointFacts);
  const course = { policy, outcome, outcomeWanted, parent, branchFrame, beyond, heldOut, violation, twinOf };
  return { ...facts, ...course, joints, robot: camelKeys(robot) as Robot | null };
}

/** Reads the states and actions of an episode. @throws {@link ToolkitError} as `readEpisodeFacts`, `media/corrupt`. */
export async function readSteps(dataset: Dataset, id: string): Promise<EpisodeSteps> {
  const { bodies, joints } = await readEpisodeFacts(dataset, id);
  const path = within(id, EPISODE_FILES.steps);
  const table = await readTable(dataset, path);
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
    action: action === null ? null : Float32Array.from(action),
    actionDim: action === null ? 0 : action.length / table.rows,
  };
}

/** Reads an episode's events, in order. */
export async function readEvents(dataset: Dataset, id: string): Promise<EpisodeEvent[]> {
  const path = within(findEpisode(dataset, id).id, EPISODE_FILES.events);
  const lines = (await readInside(dataset.dir, path)).toString('utf8').split('\n');
  try {
    return lines.filter((line) => line !== '').map((line) => camelKeys(JSON.parse(line)) as EpisodeEvent);
  } catch {
    throw damaged(join(dataset.dir, path), 'a line is not JSON');
  }
}

/** Reads the cameras of an episode. */
export async function readCameras(dataset: Dataset, id: string): Promise<CameraFacts[]> {
  const { cameras } = await readJson(dataset, id, EPISODE_FILES.cameras);
  if (!Array.isArray(cameras)) throw damaged(within(id, EPISODE_FILES.cameras), 'it has no cameras');
  return cameras.map(parseCameraFacts);
}

/** A table of the dataset. @throws {@link ToolkitError} `file/missing`, `media/corrupt`, `path/outside`. */
export async function readTable(dataset: Dataset, path: string): Promise<Table> {
  return decodeParquet(await readInside(dataset.dir, path), join(dataset.dir, path));
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
