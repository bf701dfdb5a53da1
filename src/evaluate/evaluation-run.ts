import type { OnProgress } from '../core/progress.ts';
import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import type { LoadWorldModelOptions } from '../world-model/load-world-model-node.ts';
import { chooseBounds } from './bounds/open-bounds.ts';
import { evaluateClip } from './evaluate-clips.ts';
import { type EvaluatedData, openDatasets } from './evaluated-data.ts';
import { closeSources, openSources } from './open-sources.ts';
import { checkInterrupt } from './predict.ts';
import type { PredictionSource } from './prediction-source.ts';
import type { Protocol } from './protocol.ts';
import { chooseProtocols } from './protocols/choose-protocols.ts';
import type { EvaluationProtocol, SeenClip } from './protocols/evaluation-protocol.ts';
import { readClips } from './read-clips.ts';
import type { FramesPlace } from './report/report.ts';
import type { ReportVideos } from './report/report-videos.ts';
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
  /** Bounds beside the baselines, such as `second-take`; none by default. */
  readonly bounds?: readonly string[] | undefined;
  /** Conditions on the headline, such as `union_iou@8>=.5`. */
  readonly requirements?: readonly string[] | undefined;
  /** Bootstrap draws and their seed. */
  readonly draws?: number | undefined;
  readonly seed?: number | undefined;
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
};

/** A score, where the frames stand that it judges, and what each protocol saw in them. */
export type KeptScore = ScoredClip & {
  readonly frames?: FramesPlace;
  readonly observed: Readonly<Record<string, unknown>>;
};

async function observe(
  protocols: readonly EvaluationProtocol[],
  seen: SeenClip,
): Promise<Record<string, unknown>> {
  const observed: Record<string, unknown> = {};
  for (const protocol of protocols) observed[protocol.name] = await protocol.observe?.(seen);
  return observed;
}

/** Scores every clip, and keeps its frames in `videos` where there are any. */
export async function scoreAll(
  { options, protocol, data, sources, protocols }: EvaluationRun,
  videos: ReportVideos | null,
): Promise<KeptScore[]> {
  const total = data.reduce((sum, { clips }) => sum + clips.length, 0);
  const scored: KeptScore[] = [];
  let done = 0;
  for (const { dataset, clips, names } of data) {
    for await (const clip of readClips(dataset, clips, protocol, names)) {
      checkInterrupt(options.signal);
      const places = new Map<string, FramesPlace>();
      const observed = new Map<string, Record<string, unknown>>();
      const predictors = sources.map(({ facts, predict }) => ({
        name: facts.name,
        predict: async (asked: EvaluatedClip) => {
          const frames = await predict(asked, dataset);
          if (frames === null) return null;
          observed.set(facts.name, await observe(protocols, { clip: asked, dataset, source: facts, frames }));
          if (videos === null) return frames;
          const { name, role } = facts;
          const kept = role === 'truth' ? videos.addTruth(asked) : videos.addPredicted(name, asked, frames);
          places.set(name, await kept);
          return frames;
        },
      }));
      for (const score of await evaluateClip(clip, predictors)) {
        const frames = places.get(score.model);
        const kept = { ...score, observed: observed.get(score.model) ?? {} };
        scored.push(frames === undefined ? kept : { ...kept, frames });
      }
      done += 1;
      options.onProgress?.({ stage: 'evaluate', done, total, unit: 'clips' });
    }
  }
  return scored;
}

/** Opens what is evaluated, and closes it when the work is done. */
export async function withRun<T>(
  options: EvaluationRequest,
  protocol: Protocol,
  work: (run: EvaluationRun) => Promise<T>,
): Promise<T> {
  const protocols = chooseProtocols(options.protocols ?? []);
  const data = await openDatasets(options.data, protocol);
  const request = {
    models: options.models ?? [],
    predictions: options.predictions ?? [],
    provider: options.provider ?? 'auto',
    bounds: chooseBounds([...(options.bounds ?? []), ...protocols.flatMap(({ bounds = [] }) => bounds)]),
  };
  const sources = await openSources(
    request,
    data.map(({ dataset }) => dataset),
    protocol,
  );
  try {
    const run = { options, protocol, data, sources, protocols };
    for (const { check } of protocols) await check?.(run);
    return await work(run);
  } finally {
    await closeSources(sources);
  }
}
