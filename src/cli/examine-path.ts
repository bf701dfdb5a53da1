import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { drawContactSheet } from '../dataset/contact-sheet.ts';
import { EPISODE_FILES } from '../dataset/layout.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { readEpisodeFacts, readEvents } from '../dataset/read-episode.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import { PREDICTIONS_FILE, readPredictions } from '../evaluate/predictions-file.ts';
import { possibleBodyNames } from '../scene/instance-ids.ts';
import { loadWorldModel } from '../world-model/load-world-model-node.ts';

/** What a thing is, as data; `words` is the same for people. */
export type Findings = { readonly kind: string; readonly facts: object; readonly words: readonly string[] };

async function inspectDataset(dir: string, sheet: string | undefined): Promise<Findings> {
  const dataset = await openDataset(dir);
  if (sheet !== undefined) await drawContactSheet(dataset, sheet);
  const { plan, planned, planSha256, episodes, ids } = dataset;
  const { scenes, madeBy, ...settings } = plan;
  const names = scenes.map(
    ({ name, episodes: count, cameras }) => `${name} × ${count} (${cameras.join(', ')})`,
  );
  return {
    kind: 'dataset',
    facts: { planSha256, planned, episodes: episodes.length, ...settings, madeBy, scenes: names, ids },
    words: [
      `${episodes.length} of ${planned} episodes, ${plan.frames} frames at ${plan.fps} fps, ${plan.width}×${plan.height}`,
      `scenes: ${names.join(', ')}`,
      `modalities: ${plan.modalities.join(', ')}; depth in steps of ${plan.depthScaleM} m`,
      `seed ${plan.seed}; plan ${planSha256.slice(0, 12)}`,
      `made by worldwright ${madeBy.toolkit}, ${madeBy.physics}, ${madeBy.rendering}`,
      `drawn by ${madeBy.driver.description}; encoded by ${madeBy.encoder.name} ${madeBy.encoder.version}`,
    ],
  };
}

async function inspectEpisode(dir: string): Promise<Findings> {
  const dataset = await openDataset(resolve(dir, '..', '..'));
  const id = basename(resolve(dir));
  const facts = await readEpisodeFacts(dataset, id);
  const events = await readEvents(dataset, id);
  const { frames, fps } = dataset.plan;
  const short = (value: number | string) =>
    typeof value === 'number' ? Number(value.toPrecision(3)) : value;
  const drawn = Object.entries(facts.parameters).map(([name, value]) => `${name} ${short(value)}`);
  return {
    kind: 'episode',
    facts: { ...facts, dataset: dataset.dir, frames, fps, events: events.length },
    words: [
      `${frames} frames at ${fps} fps of ${facts.scene}, split ${facts.split}, seed ${facts.seed}`,
      `bodies: ${facts.bodies.map(({ name, id: number }) => `${name} (${number})`).join(', ')}`,
      `drawn: ${drawn.join(', ') || 'nothing'}`,
      `${events.length} contact events`,
    ],
  };
}

async function inspectPredictions(dir: string): Promise<Findings> {
  const { clips, model, data, context, horizon, width, height } = await readPredictions(dir);
  return {
    kind: 'folder of predictions',
    facts: { clips: clips.length, model, data, context, horizon, width, height },
    words: [
      `${clips.length} clips of ${width}×${height}: ${horizon} frames from ${context}`,
      `predicted by ${model.name} (SHA-256 ${model.sha256.slice(0, 12)}) on ${model.provider}`,
      `from the dataset ${data.name} (plan ${data.plan_sha256.slice(0, 12)})`,
    ],
  };
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
export async function examinePath(path: string, sheet: string | undefined): Promise<Findings> {
  const folder = existsSync(path) && statSync(path).isDirectory();
  const holds = (file: string): boolean => folder && existsSync(join(path, file));
  const part = holds(EPISODE_FILES.facts) || holds(PREDICTIONS_FILE);
  if (folder && !part) return inspectDataset(path, sheet);
  if (sheet !== undefined) {
    throw new ToolkitError(
      'argument/invalid',
      `--sheet draws datasets, got ${path}.`,
      'Generate a dataset first, and inspect its folder.',
    );
  }
  if (holds(EPISODE_FILES.facts)) return inspectEpisode(path);
  if (holds(PREDICTIONS_FILE)) return inspectPredictions(path);
  return path.endsWith('.onnx') ? inspectModel(path) : inspectScene(path);
}
