import { VERSION } from '../core/version.ts';
import { METRIC_IDS, type MetricId } from '../metrics/metric-ids.ts';
import { datasetFacts, type EvaluatedData } from './evaluated-data.ts';
import type { EvaluationRun, KeptScore } from './evaluation-run.ts';
import { missingWords } from './missing-clips.ts';
import { BASELINE_NAMES, REFERENCE } from './open-sources.ts';
import type { Finding } from './protocols/evaluation-protocol.ts';
import type { ClipFigures, Report } from './report/report.ts';
import { runFacts } from './report/run-facts.ts';
import { subjectNames } from './report/subject-names.ts';
import { checkRequirements, parseRequirement } from './require.ts';
import { flawCautions } from './scoring/frame-flaws.ts';
import type { AllScores } from './scoring/score-all.ts';
import { sliceUp } from './slices.ts';
import { resamplingOf, summarize } from './summarize.ts';
import { judge } from './verdict/verdict.ts';

/** A clip's scores as numbers that JSON can hold. */
function figuresOf(
  { scores, observed, flaws: __, ...rest }: KeptScore,
  protocols: EvaluationRun['protocols'],
): ClipFigures {
  const plain = (id: MetricId): (number | null)[] =>
    Array.from(scores[id], (value) => (Number.isNaN(value) ? null : Number(value.toPrecision(6))));
  const figures: Partial<Record<MetricId, (number | null)[]>> = {};
  for (const id of METRIC_IDS) figures[id] = plain(id);
  const told = protocols.map(({ name, series }) => series?.(observed[name]) ?? {});
  return { ...rest, scores: figures as ClipFigures['scores'], series: Object.assign({}, ...told) };
}

/** What an evaluation found, summed up. */
export function makeReport(
  { options, protocol, data, sources, protocols, missing }: EvaluationRun,
  { scored, videos, times }: AllScores,
  findings: readonly Finding[],
): Report {
  const { draws, seed } = resamplingOf(options);
  const { horizon } = protocol;
  const summing = { draws, seed, reference: REFERENCE, rivals: BASELINE_NAMES.slice(1) };
  const { rows, comparisons } = summarize(scored, horizon, summing);
  const models = sources.map(({ facts }) => facts);
  const subjects = subjectNames(models);
  const requirements = (options.requirements ?? []).map((text) => parseRequirement(text, horizon));
  const fps = (data[0] as EvaluatedData).dataset.plan.fps;
  const verdict = judge({ subjects, baselines: BASELINE_NAMES, rows, comparisons, horizon, fps });
  const warnings = new Set(sources.flatMap((source) => source.warnings));
  const flaws = subjects.flatMap((name) =>
    flawCautions(
      name,
      scored.filter(({ model }) => model === name).map((one) => one.flaws),
    ),
  );
  return {
    toolkitVersion: VERSION,
    verdict: {
      ...verdict,
      details: [
        ...verdict.details,
        ...missing.map(missingWords),
        ...findings.map(({ sentence }) => sentence),
      ],
      cautions: [...verdict.cautions, ...flaws, ...warnings, ...findings.flatMap(({ cautions }) => cautions)],
    },
    protocol: { ...protocol, draws, seed },
    models,
    datasets: data.map(datasetFacts),
    requirements: checkRequirements(requirements, subjects, rows),
    rows,
    comparisons,
    slices: sliceUp(scored, horizon, summing),
    clips: scored.map((one) => figuresOf(one, protocols)),
    videos,
    findings,
    run: runFacts(options.command ?? null, options.jobs ?? 1, times),
  };
}
