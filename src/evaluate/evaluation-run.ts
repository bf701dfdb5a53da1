import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import type { LoadWorldModelOptions } from '../world-model/load-world-model-node.ts';
import { type Backbone, openBackbone } from './backbone/backbone.ts';
import { chooseBounds } from './bounds/open-bounds.ts';
import type { ClipTraits } from './clip-traits.ts';
import { type EvaluatedData, openDatasets } from './evaluated-data.ts';
import { leaveOutMissing, type MissingClips } from './missing-clips.ts';
import { closeSources, openSources } from './open-sources.ts';
import type { PredictionSource } from './prediction-source.ts';
import type { Protocol } from './protocol.ts';
import { chooseProtocols } from './protocols/choose-protocols.ts';
import type { EvaluationProtocol } from './protocols/evaluation-protocol.ts';
import { hasHeads } from './protocols/heads/heads.ts';
import type { FramesPlace } from './report/report.ts';
import { checkScenes, parseRequirement } from './require.ts';
import type { FrameFlaws } from './scoring/frame-flaws.ts';
import type { ScoredClip } from './summarize.ts';

/** What to evaluate, and how. */
export type EvaluationRequest = {
  /** Folders of datasets. */
  readonly data: readonly string[];
  /** ONNX world models. */
  readonly models?: readonly string[] | undefined;
  /** Folders that `predictDataset` wrote. */
  readonly predictions?: readonly string[] | undefined;
  readonly context?: number | undefined;
  readonly horizon?: number | undefined;
  readonly starts?: readonly number[] | undefined;
  readonly provider?: LoadWorldModelOptions['provider'] | undefined;
  /** Questions beside the rollout, such as `surprise`; none by default. */
  readonly protocols?: readonly string[] | undefined;
  /** Bounds beside the baselines, such as `second-take`; all by default, none for an empty list. */
  readonly bounds?: readonly string[] | undefined;
  /** Datasets that the models were trained on: adds the row of the memoriser. */
  readonly trainData?: readonly string[] | undefined;
  /** ONNX file of a network that tells pictures' features, for the perceptual figures of `alignment`. */
  readonly backbone?: string | undefined;
  /** Conditions such as `union_iou@8>=.5`, or of one scene `free-fall:union_iou@8>=.5`. */
  readonly requirements?: readonly string[] | undefined;
  /** Starts that the protocol `policy` plays from; default 16. */
  readonly policySeeds?: number | undefined;
  /** Bootstrap draws and their seed. */
  readonly draws?: number | undefined;
  readonly seed?: number | undefined;
  /** Whether every clip's frames are kept in the report's folder. Default true. */
  readonly clips?: boolean | undefined;
  /** Threads that score clips; the figures are the same for any number. Default 1: where the models run. */
  readonly jobs?: number | undefined;
  /** Whether clips that some predictions lack are left out of all rows, instead of being refused. */
  readonly partial?: boolean | undefined;
  /** The command line, a word each, so that a reader can repeat it. */
  readonly command?: readonly string[] | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** An evaluation under way. */
export type EvaluationRun = {
  readonly options: EvaluationRequest;
  readonly protocol: Protocol;
  readonly data: readonly EvaluatedData[];
  readonly sources: readonly PredictionSource[];
  readonly protocols: readonly EvaluationProtocol[];
  /** Clips that were left out of all rows, because some predictions lack them. */
  readonly missing: readonly MissingClips[];
  /** A user's network for perceptual figures; `null` without one. */
  readonly backbone: Backbone | null;
};

/** A score, where the frames stand that it judges, and what each protocol saw in them. */
export type KeptScore = ScoredClip & {
  readonly frames?: FramesPlace;
  readonly observed: Readonly<Record<string, unknown>>;
  /** What the clip's truth is like. */
  readonly traits: ClipTraits;
  /** What is wrong with the frames themselves; absent where nothing is. */
  readonly flaws?: FrameFlaws;
};

/** @throws {@link ToolkitError} `argument/invalid` for a backbone that nothing would use; else as `openBackbone`. */
async function openAskedBackbone(
  file: string | undefined,
  protocols: readonly EvaluationProtocol[],
): Promise<Backbone | null> {
  if (file === undefined) return null;
  if (protocols.some(({ name }) => name === 'alignment')) return openBackbone(file);
  throw new ToolkitError(
    'argument/invalid',
    `--backbone belongs to --protocol alignment, which is not asked, got ${file}.`,
    'Add --protocol alignment, or leave it out.',
  );
}

/** Opens what is evaluated, and closes it when the work is done. */
export async function withRun<T>(
  options: EvaluationRequest,
  protocol: Protocol,
  work: (run: EvaluationRun) => Promise<T>,
): Promise<T> {
  const names = options.protocols ?? [];
  const protocols = chooseProtocols(names);
  const opened = await openDatasets(options.data, protocol);
  checkScenes(
    (options.requirements ?? []).map((text) => parseRequirement(text, protocol.horizon)),
    [...new Set(opened.flatMap(({ clips, names }) => clips.map(({ scene }) => names.sceneOf(scene))))],
  );
  const request = {
    models: options.models ?? [],
    predictions: options.predictions ?? [],
    provider: options.provider ?? 'auto',
    bounds: chooseBounds(
      options.bounds,
      protocols.flatMap(({ bounds = [] }) => bounds),
    ),
    trainData: options.trainData ?? [],
    ...{ onProgress: options.onProgress, signal: options.signal },
  };
  const sources = await openSources(
    request,
    opened.map(({ dataset }) => dataset),
    protocol,
  );
  let backbone: Backbone | null = null;
  try {
    backbone = await openAskedBackbone(options.backbone, protocols);
    const { data, missing } = await leaveOutMissing(opened, sources, options.partial ?? false);
    const asked = sources.some(hasHeads) ? chooseProtocols([...names, 'heads']) : protocols;
    const run = { options, protocol, data, sources, protocols: asked, missing, backbone };
    for (const { check } of asked) await check?.(run);
    return await work(run);
  } finally {
    await backbone?.close();
    await closeSources(sources);
  }
}
