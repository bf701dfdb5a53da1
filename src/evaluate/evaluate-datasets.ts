import { rename } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { OnProgress } from '../core/progress.ts';
import { VERSION } from '../core/version.ts';
import { asideName } from '../dataset/commit.ts';
import { type Dataset, openDataset } from '../dataset/open-dataset.ts';
import { writeError } from '../media/file-error.ts';
import { checkWritable, writeFileSynced } from '../media/write-file.ts';
import { METRIC_IDS, type MetricId } from '../metrics/metric-ids.ts';
import type { LoadWorldModelOptions } from '../world-model/load-world-model-node.ts';
import { chooseShown } from './choose-shown.ts';
import { evaluateClip } from './evaluate-clips.ts';
import type { EvaluatedClip } from './evaluated-clip.ts';
import { closeSources, openSources, REFERENCE } from './open-sources.ts';
import { checkInterrupt } from './predict.ts';
import type { PredictionSource } from './prediction-source.ts';
import { type ClipRef, listClips, type Protocol, resolveProtocol } from './protocol.ts';
import { type ClipNames, readClips } from './read-clips.ts';
import type { ClipFigures, DatasetFacts, Report, ShownClip } from './report/report.ts';
import { reportHtml } from './report/report-html.ts';
import { reportJson } from './report/report-json.ts';
import { checkRequirements, parseRequirement } from './require.ts';
import { type ScoredClip, SUMMARIZE_DEFAULTS, summarize } from './summarize.ts';
import { judge } from './verdict.ts';

/** What to evaluate, and where to put the report. */
export type EvaluateOptions = {
  /** Folders of datasets. */
  readonly data: readonly string[];
  /** ONNX world models. */
  readonly models?: readonly string[] | undefined;
  /** Folders that `predictDataset` wrote. */
  readonly predictions?: readonly string[] | undefined;
  /** Folder of `report.json` and `report.html`, which are replaced. */
  readonly out: string;
  readonly context?: number | undefined;
  readonly horizon?: number | undefined;
  readonly starts?: readonly number[] | undefined;
  readonly provider?: LoadWorldModelOptions['provider'] | undefined;
  /** Conditions on the headline, such as `union_iou@8>=.5`. */
  readonly requirements?: readonly string[] | undefined;
  /** Bootstrap draws and their seed. */
  readonly draws?: number | undefined;
  readonly seed?: number | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** A dataset with the clips taken from it. */
type Source = {
  readonly dataset: Dataset;
  readonly name: string;
  readonly clips: readonly ClipRef[];
  readonly names: ClipNames;
};

/** Names datasets by their folder, and scenes by their dataset too where several hold the same. */
function nameSources(opened: readonly { dataset: Dataset; clips: readonly ClipRef[] }[]): Source[] {
  const bases = opened.map(({ dataset }) => basename(dataset.dir));
  return opened.map(({ dataset, clips }, i) => {
    const base = bases[i] as string;
    const name = bases.indexOf(base) === bases.lastIndexOf(base) ? base : `${base} ${i + 1}`;
    const shared = (scene: string): boolean =>
      opened.some((other) => other.dataset !== dataset && other.clips.some((clip) => clip.scene === scene));
    return {
      dataset,
      name,
      clips,
      names: {
        sceneOf: (scene) => (shared(scene) ? `${name}/${scene}` : scene),
        clusterOf: (episode) => (opened.length > 1 ? `${name}/${episode}` : episode),
      },
    };
  });
}

async function openDatasets(dirs: readonly string[], protocol: Protocol): Promise<Source[]> {
  const opened = [];
  const seen = new Set<string>();
  for (const dir of dirs) {
    const dataset = await openDataset(dir);
    if (seen.has(dataset.dir)) continue;
    seen.add(dataset.dir);
    opened.push({ dataset, clips: listClips(dataset, protocol) });
  }
  return nameSources(opened);
}

function datasetFacts({ dataset, name, clips }: Source): DatasetFacts {
  const { plan, planSha256 } = dataset;
  const { driver, encoder, physics, rendering } = plan.madeBy;
  return {
    ...{ name, planSha256, seed: plan.seed },
    driver: `${driver.description} (${driver.name}), ${rendering}`,
    engine: physics,
    encoder: `${encoder.name}, FFmpeg ${encoder.version}`,
    episodes: new Set(clips.map((clip) => clip.episode)).size,
    clips: clips.length,
    ...{ width: plan.width, height: plan.height, fps: plan.fps },
    scenes: plan.scenes.map((scene) => ({ name: scene.name, sha256: scene.sha256 })),
  };
}

type Run = {
  readonly options: EvaluateOptions;
  readonly protocol: Protocol;
  readonly data: readonly Source[];
  readonly sources: readonly PredictionSource[];
};

async function scoreAll({ options, protocol, data, sources }: Run): Promise<ScoredClip[]> {
  const total = data.reduce((sum, { clips }) => sum + clips.length, 0);
  const scored: ScoredClip[] = [];
  let done = 0;
  for (const { dataset, clips, names } of data) {
    const predictors = sources.map(({ facts, predict }) => ({
      name: facts.name,
      predict: (clip: EvaluatedClip) => predict(clip, dataset),
    }));
    for await (const clip of readClips(dataset, clips, protocol, names)) {
      checkInterrupt(options.signal);
      scored.push(...(await evaluateClip(clip, predictors)));
      done += 1;
      options.onProgress?.({ stage: 'evaluate', done, total, unit: 'clips' });
    }
  }
  return scored;
}

/** Reads and predicts again the few clips that the report plays: cheaper than keeping all. */
async function showClips(
  { protocol, data, sources }: Run,
  scored: readonly ScoredClip[],
): Promise<ShownClip[]> {
  const subjects = sources.filter(({ facts }) => facts.role === 'subject');
  const choices = chooseShown(
    scored,
    subjects.map(({ facts }) => facts.name),
  );
  const shown = new Map<(typeof choices)[number], ShownClip>();
  for (const { dataset, clips, names } of data) {
    const wanted = clips.filter((clip) =>
      choices.some((choice) => choice.clip === clip.id && choice.cluster === names.clusterOf(clip.episode)),
    );
    for await (const clip of readClips(dataset, wanted, protocol, names)) {
      for (const choice of choices) {
        if (choice.clip !== clip.id || choice.cluster !== clip.cluster) continue;
        const predicted = await subjects
          .find(({ facts }) => facts.name === choice.model)
          ?.predict(clip, dataset);
        const score = scored.find(
          (one) => one.model === choice.model && one.clip === clip.id && one.cluster === clip.cluster,
        );
        if (predicted == null || score === undefined) continue;
        const { id, width, height, fps, context, truth } = clip;
        shown.set(choice, {
          ...choice,
          ...{ id, width, height, fps, context, truth, predicted },
          scores: score.scores,
        });
      }
    }
  }
  return choices.flatMap((choice) => shown.get(choice) ?? []);
}

/** A clip's scores as numbers that JSON can hold. */
function figuresOf({ scores, ...rest }: ScoredClip): ClipFigures {
  const plain = (id: MetricId): (number | null)[] =>
    Array.from(scores[id], (value) => (Number.isNaN(value) ? null : Number(value.toPrecision(6))));
  const figures: Partial<Record<MetricId, (number | null)[]>> = {};
  for (const id of METRIC_IDS) figures[id] = plain(id);
  return { ...rest, scores: figures as ClipFigures['scores'] };
}

function makeReport({ options, protocol, data, sources }: Run, scored: readonly ScoredClip[]): Report {
  const draws = options.draws ?? SUMMARIZE_DEFAULTS.draws;
  const seed = options.seed ?? SUMMARIZE_DEFAULTS.seed;
  const { horizon } = protocol;
  const { rows, comparisons } = summarize(scored, horizon, { draws, seed, reference: REFERENCE });
  const models = sources.map(({ facts }) => facts);
  const subjects = models.filter(({ role }) => role === 'subject').map(({ name }) => name);
  const requirements = (options.requirements ?? []).map((text) => parseRequirement(text, horizon));
  const fps = (data[0] as Source).dataset.plan.fps;
  return {
    toolkitVersion: VERSION,
    verdict: judge({ subjects, reference: REFERENCE, rows, comparisons, horizon, fps }),
    protocol: { ...protocol, draws, seed },
    models,
    datasets: data.map(datasetFacts),
    requirements: checkRequirements(requirements, subjects, rows),
    rows,
    comparisons,
    clips: scored.map(figuresOf),
  };
}

/** Puts a whole file at `path`, in the place of what was there. */
async function replaceWhole(path: string, text: string): Promise<void> {
  const aside = asideName(resolve(path, '..'), `.${basename(path)}`);
  await writeFileSynced(aside, text);
  await rename(aside, path).catch((cause: unknown) => {
    throw writeError(path, cause);
  });
}

/**
 * Compares what world models predict with the truth of datasets, beside the baselines and the truth
 * itself, and writes `report.json` and `report.html`. A requirement that is missed stands in the
 * report; `assertRequirements` turns it into an error.
 *
 * @throws {@link ToolkitError} before any work for wrong options, datasets, predictions and models;
 * `model/size`, `model/non-finite` naming the clip; `file/write`; `work/interrupted`.
 */
export async function evaluateDatasets(options: EvaluateOptions): Promise<Report> {
  const protocol = resolveProtocol(options);
  for (const text of options.requirements ?? []) parseRequirement(text, protocol.horizon);
  await checkWritable(resolve(options.out));
  const data = await openDatasets(options.data, protocol);
  const request = {
    models: options.models ?? [],
    predictions: options.predictions ?? [],
    provider: options.provider ?? 'auto',
  };
  const sources = await openSources(
    request,
    data.map(({ dataset }) => dataset),
    protocol,
  );
  try {
    const run: Run = { options, protocol, data, sources };
    const scored = await scoreAll(run);
    const report = makeReport(run, scored);
    const page = await reportHtml(report, await showClips(run, scored));
    await replaceWhole(join(options.out, 'report.json'), reportJson(report));
    await replaceWhole(join(options.out, 'report.html'), page);
    return report;
  } finally {
    await closeSources(sources);
  }
}
