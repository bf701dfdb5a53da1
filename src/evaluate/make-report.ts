import { VERSION } from '../core/version.ts';
import { METRIC_IDS, type MetricId } from '../metrics/metric-ids.ts';
import { datasetFacts, type EvaluatedData } from './evaluated-data.ts';
import type { EvaluationRun, KeptScore } from './evaluation-run.ts';
import { REFERENCE } from './open-sources.ts';
import type { Finding } from './protocols/evaluation-protocol.ts';
import type { ClipFigures, Report, ReportVideo } from './report/report.ts';
import { checkRequirements, parseRequirement } from './require.ts';
import { SUMMARIZE_DEFAULTS, summarize } from './summarize.ts';
import { judge } from './verdict.ts';

/** A clip's scores as numbers that JSON can hold. */
function figuresOf({ scores, observed: _, ...rest }: KeptScore): ClipFigures {
  const plain = (id: MetricId): (number | null)[] =>
    Array.from(scores[id], (value) => (Number.isNaN(value) ? null : Number(value.toPrecision(6))));
  const figures: Partial<Record<MetricId, (number | null)[]>> = {};
  for (const id of METRIC_IDS) figures[id] = plain(id);
  return { ...rest, scores: figures as ClipFigures['scores'] };
}

/** What an evaluation found, summed up. */
export function makeReport(
  { options, protocol, data, sources }: EvaluationRun,
  scored: readonly KeptScore[],
  videos: readonly ReportVideo[],
  findings: readonly Finding[],
): Report {
  const draws = options.draws ?? SUMMARIZE_DEFAULTS.draws;
  const seed = options.seed ?? SUMMARIZE_DEFAULTS.seed;
  const { horizon } = protocol;
  const { rows, comparisons } = summarize(scored, horizon, { draws, seed, reference: REFERENCE });
  const models = sources.map(({ facts }) => facts);
  const subjects = models.filter(({ role }) => role === 'subject').map(({ name }) => name);
  const requirements = (options.requirements ?? []).map((text) => parseRequirement(text, horizon));
  const fps = (data[0] as EvaluatedData).dataset.plan.fps;
  const verdict = judge({ subjects, reference: REFERENCE, rows, comparisons, horizon, fps });
  const warnings = new Set(sources.flatMap((source) => source.warnings));
  return {
    toolkitVersion: VERSION,
    verdict: {
      ...verdict,
      details: [...verdict.details, ...findings.map(({ sentence }) => sentence)],
      cautions: [...verdict.cautions, ...warnings, ...findings.flatMap(({ cautions }) => cautions)],
    },
    protocol: { ...protocol, draws, seed },
    models,
    datasets: data.map(datasetFacts),
    requirements: checkRequirements(requirements, subjects, rows),
    rows,
    comparisons,
    clips: scored.map(figuresOf),
    videos,
    findings,
  };
}
