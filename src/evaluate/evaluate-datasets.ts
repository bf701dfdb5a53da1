import { rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openStaging } from '../dataset/staging.ts';
import { replaceWhole } from '../media/replace-whole.ts';
import { checkWritable } from '../media/write-file.ts';
import {
  type EvaluationRequest,
  type EvaluationRun,
  type KeptScore,
  scoreAll,
  withRun,
} from './evaluation-run.ts';
import { makeReport } from './make-report.ts';
import { resolveProtocol } from './protocol.ts';
import type { ProtocolResult } from './protocols/evaluation-protocol.ts';
import type { Report } from './report/report.ts';
import { reportHtml } from './report/report-html.ts';
import { reportJson } from './report/report-json.ts';
import { dropOtherVideos, openReportVideos, type ReportVideos } from './report/report-videos.ts';
import { parseRequirement } from './require.ts';
import { showClips } from './show-clips.ts';

/** What to evaluate, and where to put the report. */
export type EvaluateOptions = EvaluationRequest & {
  /** Folder of `report.json`, `report.html` and `clips/`, which are replaced. */
  readonly out: string;
  /** Whether every clip's frames are kept in the report's folder, to be looked at. Default true. */
  readonly clips?: boolean | undefined;
};

/**
 * Everything that an evaluation finds, without writing any of it.
 *
 * @throws {@link ToolkitError} as `evaluateDatasets`.
 */
export async function scoreDatasets(options: EvaluationRequest): Promise<Report> {
  return withRun(options, resolveProtocol(options), async (run) => {
    const scored = await scoreAll(run, null);
    return makeReport(
      run,
      scored,
      [],
      (await concludeAll(run, scored)).map(({ finding }) => finding),
    );
  });
}

async function concludeAll(run: EvaluationRun, scored: readonly KeptScore[]): Promise<ProtocolResult[]> {
  const results: ProtocolResult[] = [];
  for (const { conclude } of run.protocols) results.push(await conclude(run, scored));
  return results;
}

/** Scores and writes; the videos first, for report.json names them. */
async function writeReport(run: EvaluationRun, out: string, videos: ReportVideos | null): Promise<Report> {
  const scored = await scoreAll(run, videos);
  const shown = await showClips(run, scored);
  const results = await concludeAll(run, scored);
  const findings = results.map(({ finding }) => finding);
  const report = makeReport(run, scored, (await videos?.commit()) ?? [], findings);
  const sections = results.map(({ section }) => section);
  const page = await reportHtml(report, shown, sections);
  await replaceWhole(join(out, 'report.json'), reportJson(report));
  await replaceWhole(join(out, 'report.html'), page);
  await dropOtherVideos(out, report.videos);
  return report;
}

/**
 * Compares what world models predict with the truth of datasets, beside the baselines and the truth
 * itself, and writes `report.json`, `report.html` and the frames of all clips in `clips/`. A requirement
 * that is missed stands in the report; `assertRequirements` turns it into an error.
 *
 * @throws {@link ToolkitError} before any work for wrong options, datasets, predictions and models;
 * `model/size`, `model/non-finite` naming the clip; `file/write`; `work/interrupted`.
 */
export async function evaluateDatasets(options: EvaluateOptions): Promise<Report> {
  const protocol = resolveProtocol(options);
  for (const text of options.requirements ?? []) parseRequirement(text, protocol.horizon);
  const out = resolve(options.out);
  await checkWritable(out);
  return withRun(options, protocol, async (run) => {
    if (options.clips === false) return writeReport(run, out, null);
    const staging = await openStaging(out);
    const videos = openReportVideos(out, staging);
    try {
      return await writeReport(run, out, videos);
    } finally {
      await videos.abort();
      await rm(staging, { recursive: true, force: true });
      // A folder in which nothing came about is given back.
      await rmdir(out).catch(() => undefined);
    }
  });
}
