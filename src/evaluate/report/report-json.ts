import type { Report } from './report.ts';
import type { RunFacts } from './run-facts.ts';

/** Layout of report.json. */
export const REPORT_VERSION = 1;

/** Indents objects, but keeps each row, clip and list of numbers on one line: long, yet readable. */
function layOut(value: unknown): string {
  const line = (item: unknown): string => `    ${JSON.stringify(item)}`;
  const parts = Object.entries(value as Record<string, unknown>).map(([key, entry]) => {
    const lines = Array.isArray(entry) && entry.length > 0 && typeof entry[0] === 'object';
    const text = lines
      ? `[\n${entry.map(line).join(',\n')}\n  ]`
      : JSON.stringify(entry, null, 2).replaceAll('\n', '\n  ');
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}

/** The text of report.json: every figure of a report, each clip's own included; null = not defined. */
export function reportJson(report: Report): string {
  const { protocol, verdict } = report;
  return layOut({
    version: REPORT_VERSION,
    toolkit_version: report.toolkitVersion,
    verdict,
    protocol: {
      context: protocol.context,
      horizon: protocol.horizon,
      starts: protocol.starts,
      rollout: 'free',
      interval: '95 % percentile bootstrap over episodes',
      bootstrap_draws: protocol.draws,
      bootstrap_seed: protocol.seed,
    },
    models: report.models,
    datasets: report.datasets.map(({ planSha256, ...rest }) => ({ ...rest, plan_sha256: planSha256 })),
    findings: report.findings,
    requirements: report.requirements,
    rows: report.rows,
    comparisons: report.comparisons,
    slices: report.slices.rows,
    slice_comparisons: report.slices.comparisons,
    clips: report.clips.map(({ scores, series, traits, ...clip }) => ({
      ...clip,
      ...traits,
      ...scores,
      ...series,
    })),
    videos: report.videos,
  });
}

/** The text of run.json: what came about once, beside the figures that are the same each time. */
export function runJson({ command, machine, jobs, peakMemoryBytes, predicting }: RunFacts): string {
  return layOut({
    version: REPORT_VERSION,
    ...{ command, machine, jobs },
    peak_memory_bytes: peakMemoryBytes,
    predicting: predicting.map(({ msAFrame, ...rest }) => ({ ...rest, ms_a_frame: msAFrame })),
  });
}
