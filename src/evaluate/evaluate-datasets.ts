import { rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { VERSION } from '../core/version.ts';
import { holdFolder } from '../dataset/hold-folder.ts';
import { closeStaging, openStaging } from '../dataset/staging.ts';
import { replaceWhole } from '../media/replace-whole.ts';
import { hashFile } from '../media/sha256.ts';
import { checkWritable } from '../media/write-file.ts';
import { chooseFailures, chooseShown } from './choose-shown.ts';
import { type EvaluationRequest, type EvaluationRun, type KeptScore, withRun } from './evaluation-run.ts';
import { groupFailures } from './failures.ts';
import { makeReport } from './make-report.ts';
import { PREDICTIONS_FILE } from './predictions-file.ts';
import { resolveProtocol } from './protocol.ts';
import type { ProtocolResult } from './protocols/evaluation-protocol.ts';
import type { Report } from './report/report.ts';
import { reportHtml } from './report/report-html.ts';
import { reportJson, runJson } from './report/report-json.ts';
import { reportMarkdown } from './report/report-markdown.ts';
import { dropOtherVideos, openReportVideos } from './report/report-videos.ts';
import { subjectNames } from './report/subject-names.ts';
import { parseRequirement } from './require.ts';
import { openJournal } from './scoring/journal.ts';
import { type AllScores, type Kept, scoreAll } from './scoring/score-all.ts';
import { showClips } from './show-clips.ts';

/** What to evaluate, and where to put the report. */
export type EvaluateOptions = EvaluationRequest & {
  /** Folder of `report.json`, `report.html`, `report.md`, `run.json` and `clips/`, which are replaced. */
  readonly out: string;
};

/**
 * Everything that an evaluation finds, without writing any of it.
 *
 * @throws {@link ToolkitError} as `evaluateDatasets`.
 */
export async function scoreDatasets(options: EvaluationRequest): Promise<Report> {
  return withRun(options, resolveProtocol(options), async (run) => {
    const scores = await scoreAll(run, { videos: null, journal: null });
    const results = await concludeAll(run, scores.scored);
    return makeReport(
      run,
      scores,
      results.map(({ finding }) => finding),
    );
  });
}

async function concludeAll(run: EvaluationRun, scored: readonly KeptScore[]): Promise<ProtocolResult[]> {
  const results: ProtocolResult[] = [];
  for (const { conclude } of run.protocols) results.push(await conclude(run, scored));
  return results;
}

/** All that the figures of an evaluation follow from: work in progress of the same may be gone on with. */
async function evaluationKey(
  { options, protocol, data, sources, protocols, backbone }: EvaluationRun,
  videos: boolean,
) {
  const folders = options.predictions ?? [];
  return {
    version: VERSION,
    ...{ protocol, videos },
    data: data.map(({ dataset, name, clips }) => [dataset.planSha256, name, clips.map(({ id }) => id)]),
    sources: sources.map(({ facts }) => facts),
    predictions: await Promise.all(folders.map((dir) => hashFile(join(dir, PREDICTIONS_FILE)))),
    protocols: protocols.map(({ name }) => name),
    backbone: backbone?.sha256 ?? null,
  };
}

/** Writes the report's files, the frames' videos being there: report.json last, for it is what is read. */
async function writeReport(run: EvaluationRun, out: string, scores: AllScores): Promise<Report> {
  const subjects = subjectNames(run.sources.map(({ facts }) => facts));
  const failures = groupFailures(scores.scored, subjects, run.protocol.horizon);
  const choices = [...chooseShown(scores.scored, subjects), ...chooseFailures(failures)];
  const shown = await showClips(run, scores.scored, choices);
  const results = await concludeAll(run, scores.scored);
  const report = makeReport(
    run,
    scores,
    results.map(({ finding }) => finding),
  );
  const sections = results.map(({ section }) => section);
  await replaceWhole(join(out, 'report.html'), await reportHtml(report, shown, failures, sections));
  await replaceWhole(
    join(out, 'report.md'),
    reportMarkdown(
      report,
      results.map(({ markdown }) => markdown),
    ),
  );
  await replaceWhole(join(out, 'run.json'), runJson(report.run));
  await replaceWhole(join(out, 'report.json'), reportJson(report));
  await dropOtherVideos(out, report.videos);
  return report;
}

/** Scores into a folder that this process holds, taking up what an interrupted run has left there. */
async function evaluateInto(run: EvaluationRun, out: string, staging: string): Promise<Report> {
  await holdFolder(out, staging, 'all');
  const keeps = run.options.clips !== false;
  const journal = await openJournal(out, await evaluationKey(run, keeps));
  const before = journal.done.reduce((sum, { videos }) => sum + videos.length, 0);
  const videos = keeps ? openReportVideos(out, staging, before) : null;
  const kept: Kept = { videos, journal };
  try {
    const report = await writeReport(run, out, await scoreAll(run, kept));
    await journal.remove();
    return report;
  } finally {
    await videos?.abort();
  }
}

/**
 * Compares what world models predict with the truth of datasets, beside the baselines and the truth
 * itself, and writes `report.html`, `report.md`, `report.json`, `run.json` (what it took) and the frames of all clips in `clips/`. An
 * interrupted run is gone on with by the same call. A requirement that is missed stands in the report;
 * `assertRequirements` turns it into an error.
 *
 * @throws {@link ToolkitError} before any work for wrong options, datasets, predictions and models;
 * `evaluate/incomplete` for missing predictions, `dataset/in-use` for a folder in use; `model/size`;
 * `file/write`; `work/interrupted`.
 */
export async function evaluateDatasets(options: EvaluateOptions): Promise<Report> {
  const protocol = resolveProtocol(options);
  for (const text of options.requirements ?? []) parseRequirement(text, protocol.horizon);
  const out = resolve(options.out);
  await checkWritable(out);
  return withRun(options, protocol, async (run) => {
    const staging = await openStaging(out);
    try {
      return await evaluateInto(run, out, staging);
    } finally {
      await closeStaging(out, staging);
      // A folder in which nothing came about is given back.
      await rmdir(out).catch(() => undefined);
    }
  });
}
