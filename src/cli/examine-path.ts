import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { EPISODE_FILES } from '../dataset/layout.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { outcomeMix } from '../dataset/outcome-mix.ts';
import { writePoints } from '../dataset/points.ts';
import { readCameras, readEpisodeFacts, readEvents } from '../dataset/read-episode.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import { drawDatasetSheet, drawEpisodeSheet } from '../dataset/sheet/draw-sheet.ts';
import { PREDICTIONS_FILE, readPredictions } from '../evaluate/predictions-file.ts';
import { possibleBodyNames } from '../scene/instance-ids.ts';
import { isPack } from '../train/pack/open-pack.ts';
import type { WorldModelContract } from '../world-model/contract.ts';
import { loadWorldModel } from '../world-model/load-world-model-node.ts';
import { datasetCourse, episodeCourse, policyName } from './course-words.ts';
import { inspectPack } from './inspect-pack.ts';
import { inspectRobot, namesRobot } from './inspect-robot.ts';

/** What a thing is, as data; `words` is the same for people. */
export type Findings = { readonly kind: string; readonly facts: object; readonly words: readonly string[] };

/** What to make besides. */
export type Drawings = {
  /** The PNG that shows every modality of a dataset or an episode. */
  readonly sheet?: string;
  /** The PLY of what an episode's cameras see at `frame`. */
  readonly points?: string;
  readonly frame: number;
  /** Refuses a robot's impossible inertia instead of replacing it. */
  readonly strict?: true;
};

async function inspectDataset(dir: string, { sheet }: Drawings): Promise<Findings> {
  const dataset = await openDataset(dir);
  if (sheet !== undefined) await drawDatasetSheet(dataset, sheet);
  const { plan, planned, planSha256, episodes, discarded, ids } = dataset;
  const { scenes, madeBy, policy, ...settings } = plan;
  const outcomes = await outcomeMix(dataset);
  const names = scenes.map(
    ({ name, episodes: count, cameras }) => `${name} × ${count} (${cameras.join(', ')})`,
  );
  return {
    kind: 'dataset',
    facts: {
      ...{ planSha256, planned, episodes: episodes.length, discarded, ...settings },
      ...{ policy: policyName(policy), achieved: outcomes, madeBy, scenes: names, ids },
    },
    words: [
      `${episodes.length} of ${planned} episodes, ${plan.frames} frames at ${plan.fps} fps, ${plan.width}×${plan.height}`,
      `scenes: ${names.join(', ')}`,
      ...datasetCourse(dataset, outcomes),
      `modalities: ${plan.modalities.join(', ')}; depth in steps of ${plan.depthScaleM} m`,
      `seed ${plan.seed}; plan ${planSha256.slice(0, 12)}`,
      `made by worldwright ${madeBy.toolkit}, ${madeBy.physics}, ${madeBy.rendering}`,
      `drawn by ${madeBy.driver.description}; encoded by ${madeBy.encoder.name} ${madeBy.encoder.version}`,
    ],
  };
}

async function inspectEpisode(dir: string, { sheet, points, frame }: Drawings): Promise<Findings> {
  const dataset = await openDataset(resolve(dir, '..', '..'));
  const id = basename(resolve(dir));
  const facts = await readEpisodeFacts(dataset, id);
  const events = await readEvents(dataset, id);
  const { frames, fps } = dataset.plan;
  if (points !== undefined && frame >= frames) {
    throw new ToolkitError(
      'argument/invalid',
      `--frame must be one of the episode's ${frames}, got ${frame}.`,
      `Give a number from 0 to ${frames - 1}.`,
    );
  }
  if (sheet !== undefined) await drawEpisodeSheet(dataset, id, sheet);
  const count = points === undefined ? 0 : await writePoints(dataset, id, frame, points);
  const cameras = await readCameras(dataset, id);
  const short = (value: number | string) =>
    typeof value === 'number' ? Number(value.toPrecision(3)) : value;
  const drawn = Object.entries(facts.parameters).map(([name, value]) => `${name} ${short(value)}`);
  return {
    kind: 'episode',
    facts: { ...facts, dataset: dataset.dir, frames, fps, events: events.length },
    words: [
      `${frames} frames at ${fps} fps of ${facts.scene}, split ${facts.split}, seed ${facts.seed}`,
      ...episodeCourse(facts),
      `bodies: ${facts.bodies.map(({ name, id: number }) => `${name} (${number})`).join(', ')}`,
      `drawn: ${drawn.join(', ') || 'nothing'}`,
      `cameras: ${cameras.map(({ name, width, height }) => `${name} ${width}×${height}`).join(', ')}`,
      `${events.length} contact events`,
      ...(points === undefined ? [] : [`${count} points of frame ${frame} in ${points}`]),
    ],
  };
}

async function inspectPredictions(dir: string): Promise<Findings> {
  const { clips, model, data, context, horizon, width, height, warnings } = await readPredictions(dir);
  return {
    kind: 'folder of predictions',
    facts: { clips: clips.length, model, data, context, horizon, width, height, warnings },
    words: [
      `${clips.length} clips of ${width}×${height}: ${horizon} frames from ${context}`,
      `predicted by ${model.name} (SHA-256 ${model.sha256.slice(0, 12)}) on ${model.provider}`,
      `from the dataset ${data.name} (plan ${data.plan_sha256.slice(0, 12)})`,
      ...warnings,
    ],
  };
}

/** What a recurrent model is. */
function recurrentWords({ recurrent, context }: WorldModelContract): string[] {
  if (recurrent.length === 0) return [];
  const pairs = recurrent.map(
    ({ input, output, shape, type }) => `${input} → ${output} [${shape.join(', ')}] of ${type}`,
  );
  const shown = context === 1 ? 'one frame' : `${context} frames`;
  return [`recurrent: sees ${shown} a call, and carries ${pairs.join(', ')} to the next, from zeros on`];
}

async function inspectModel(file: string): Promise<Findings> {
  const model = await loadWorldModel(file, { provider: 'cpu' });
  const { contract, sha256, warnings } = model;
  await model.close();
  const size = contract.width === null ? 'any size' : `${contract.width}×${contract.height}`;
  return {
    kind: 'world model',
    facts: { file, sha256, contract, warnings },
    words: [
      `${contract.name}: ${contract.context} context frames in, ${contract.chunk} out, ${size}`,
      contract.actions === null ? 'takes no actions' : `takes actions of ${contract.actions.dim} numbers`,
      ...recurrentWords(contract),
      `SHA-256 ${sha256.slice(0, 12)}`,
      ...warnings,
    ],
  };
}

function inspectScene(path: string): Findings {
  const scene = readSceneFile(path);
  const bodies = possibleBodyNames(scene);
  return {
    kind: 'scene',
    facts: {
      name: scene.name,
      summary: scene.summary,
      gravity: scene.gravity,
      bodies,
      random: scene.random ?? {},
    },
    words: [
      scene.summary,
      `gravity ${scene.gravity.join(', ')} m/s²; cameras: ${scene.cameras.map(({ name }) => name).join(', ')}`,
      `bodies: ${bodies.join(', ')}`,
      `random: ${Object.keys(scene.random ?? {}).join(', ') || 'nothing'}`,
    ],
  };
}

/**
 * Says what a file or a folder is.
 *
 * @throws {@link ToolkitError} when it is nothing that worldwright knows.
 */
export async function examinePath(path: string, drawings: Drawings): Promise<Findings> {
  const { sheet, points } = drawings;
  const folder = existsSync(path) && statSync(path).isDirectory();
  const holds = (file: string): boolean => folder && existsSync(join(path, file));
  const [episode, predictions] = [holds(EPISODE_FILES.facts), holds(PREDICTIONS_FILE)];
  const dataset = folder && !episode && !predictions;
  const robot = !folder && namesRobot(path);
  const refused =
    sheet !== undefined && !dataset && !episode && !robot
      ? '--sheet draws datasets, episodes and robots'
      : null;
  const wrong = points !== undefined && !episode ? '--points shows episodes' : refused;
  if (wrong !== null) {
    throw new ToolkitError(
      'argument/invalid',
      `${wrong}, got ${path}.`,
      'Generate a dataset first, and inspect its folder, or one of its episodes.',
    );
  }
  if (robot) return inspectRobot(path, drawings);
  if (dataset) return inspectDataset(path, drawings);
  if (episode) return inspectEpisode(path, drawings);
  if (predictions) return inspectPredictions(path);
  if (existsSync(path) && (await isPack(path))) return inspectPack(path);
  return path.endsWith('.onnx') ? inspectModel(path) : inspectScene(path);
}
