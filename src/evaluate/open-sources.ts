import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { packageRoot } from '../dataset/package-root.ts';
import { type LoadWorldModelOptions, loadWorldModel } from '../world-model/load-world-model-node.ts';
import { BOUND_NAMES, type BoundName, NEAREST_NEIGHBOUR } from './bounds/bound-names.ts';
import { openNearestNeighbour } from './bounds/nearest-neighbour.ts';
import { openBounds } from './bounds/open-bounds.ts';
import { fitData } from './fit-data.ts';
import {
  modelSource,
  type PredictionSource,
  predictionsSource,
  TRUTH,
  truthSource,
} from './prediction-source.ts';
import { listClips, type Protocol } from './protocol.ts';

/** The model that all others are compared with. */
export const REFERENCE = 'copy-last';

/** What every report measures models against, in the order in which it names them. */
export const BASELINE_NAMES: readonly string[] = [REFERENCE, 'constant-velocity'];

/** What is judged. */
export type SourcesRequest = {
  /** ONNX files. */
  readonly models: readonly string[];
  /** Folders that `predictDataset` wrote. */
  readonly predictions: readonly string[];
  readonly provider: NonNullable<LoadWorldModelOptions['provider']>;
  /** Bounds beside the baselines. */
  readonly bounds: readonly BoundName[];
  /** Datasets that the models were trained on: the memoriser looks there. */
  readonly trainData: readonly string[];
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Names a row by its model's name and hash. */
export type Naming = (name: string, sha256: string) => string;

/** Gives every row a name of its own: the second `x` is `x (2)`; a baseline that is judged keeps its name. */
function createNaming(baselines: readonly PredictionSource[]): Naming {
  const used = new Set<string>([
    TRUTH,
    NEAREST_NEIGHBOUR,
    ...BOUND_NAMES,
    ...baselines.map(({ facts }) => facts.name),
  ]);
  return (name, sha256) => {
    const same = baselines.find(({ facts }) => facts.sha256 === sha256 && facts.name === name);
    if (same !== undefined) return name;
    let unique = name;
    for (let i = 2; used.has(unique); i++) unique = `${name} (${i})`;
    used.add(unique);
    return unique;
  };
}

/** Closes all. */
export async function closeSources(sources: readonly PredictionSource[]): Promise<void> {
  for (const source of sources) await source.close();
}

/**
 * The baselines run on the CPU, so that their figures do not depend on the GPU that is there.
 *
 * @param warnings - Told of those that cannot go on from so few frames.
 */
async function openBaselines(
  opened: PredictionSource[],
  { context }: Protocol,
  warnings: string[],
): Promise<PredictionSource[]> {
  for (const name of BASELINE_NAMES) {
    const model = await loadWorldModel(join(packageRoot(), 'models', `${name}.onnx`), { provider: 'cpu' });
    if (model.contract.context <= context) {
      opened.push(modelSource(model, name, 'baseline'));
      continue;
    }
    await model.close();
    warnings.push(
      `${name} needs ${model.contract.context} frames and would be shown ${context}: it has no row.`,
    );
  }
  return opened.slice();
}

/** Models run by this process: each once, however often it was named. */
async function openModels(
  request: SourcesRequest,
  datasets: readonly Dataset[],
  protocol: Protocol,
  naming: Naming,
  opened: PredictionSource[],
): Promise<PredictionSource[]> {
  const sources: PredictionSource[] = [];
  for (const file of request.models) {
    const model = await loadWorldModel(file, { provider: request.provider });
    if (sources.some(({ facts }) => facts.sha256 === model.sha256)) {
      await model.close();
      continue;
    }
    const source = modelSource(model, naming(model.contract.name, model.sha256), 'subject');
    opened.push(source);
    const warnings: string[] = [];
    for (const dataset of datasets) {
      warnings.push(...(await fitData(model, dataset, listClips(dataset, protocol), protocol)));
    }
    sources.push({ ...source, warnings });
  }
  return sources;
}

async function openPredictions(
  request: SourcesRequest,
  datasets: readonly Dataset[],
  protocol: Protocol,
  naming: Naming,
): Promise<PredictionSource[]> {
  const sources: PredictionSource[] = [];
  for (const dir of request.predictions) {
    sources.push(await predictionsSource(dir, datasets, protocol, naming));
  }
  return sources;
}

/**
 * Opens every row of a report: what is judged, then the baselines that are not, the bounds, and the truth.
 *
 * @throws {@link ToolkitError} `argument/invalid` when nothing is to be judged, `evaluate/input` when
 * predictions belong to none of the datasets; else as loading a model.
 */
export async function openSources(
  request: SourcesRequest,
  datasets: readonly Dataset[],
  protocol: Protocol,
): Promise<PredictionSource[]> {
  if (request.models.length + request.predictions.length === 0) {
    throw new ToolkitError(
      'argument/invalid',
      'There must be at least one --model or --predictions to evaluate, got none.',
      'Name an ONNX file with --model, or a folder that worldwright predict wrote with --predictions.',
    );
  }
  const opened: PredictionSource[] = [];
  try {
    const warnings: string[] = [];
    const baselines = await openBaselines(opened, protocol, warnings);
    const naming = createNaming(baselines);
    const predicted = await openPredictions(request, datasets, protocol, naming);
    const subjects = [...(await openModels(request, datasets, protocol, naming, opened)), ...predicted];
    const judged = new Set(subjects.map(({ facts }) => facts.name));
    const bounds = await openBounds(request.bounds, datasets);
    opened.push(...bounds);
    const { trainData } = request;
    const memoriser =
      trainData.length === 0 ? [] : [await openNearestNeighbour(trainData, datasets, protocol, request)];
    // Last of all: what failed above closes them with the rest.
    await closeSources(baselines.filter(({ facts }) => judged.has(facts.name)));
    return [
      ...subjects,
      ...baselines.filter(({ facts }) => !judged.has(facts.name)),
      ...memoriser,
      ...bounds,
      { ...truthSource(), warnings },
    ];
  } catch (error) {
    await closeSources(opened);
    throw error;
  }
}
