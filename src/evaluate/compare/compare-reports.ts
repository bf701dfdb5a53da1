import { basename, join, resolve } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import { holdFolder } from '../../dataset/hold-folder.ts';
import { closeStaging, openStaging } from '../../dataset/staging.ts';
import { replaceWhole } from '../../media/replace-whole.ts';
import { checkWritable } from '../../media/write-file.ts';
import { METRIC_IDS } from '../../metrics/metric-ids.ts';
import { readReport } from '../report/read-report.ts';
import type { StoredReport } from '../report/report-schema.ts';
import { subjectNames } from '../report/subject-names.ts';
import { resamplingOf, type ScoredClip } from '../summarize.ts';
import { verdictHorizon } from '../verdict-horizon.ts';
import { comparisonHtml, comparisonJson, comparisonMarkdown } from './comparison-page.ts';
import { type Ranking, rankModels } from './rank-models.ts';

/** Which reports to compare, and where to put what is found. */
export type CompareOptions = {
  /** Folders that `evaluateDatasets` wrote, at least two. */
  readonly reports: readonly string[];
  /** Folder of `compare.html`, `compare.md` and `compare.json`. */
  readonly out: string;
  readonly draws?: number | undefined;
  readonly seed?: number | undefined;
};

type Read = { readonly dir: string; readonly report: StoredReport };

const refuse = (message: string, hint: string): ToolkitError =>
  new ToolkitError('evaluate/input', message, hint);

/** What of a report must be the same for its figures to be compared, in words that can be told. */
function sameness({ report }: Read): Readonly<Record<string, string>> {
  const { protocol, datasets, clips } = report;
  const keys = [...new Set(clips.map(({ cluster, clip }) => `${cluster} ${clip}`))].sort();
  return {
    'be of the same data': datasets
      .map((data) => `${data.name} ${data.plan_sha256.slice(0, 12)}`)
      .sort()
      .join(', '),
    'have the same protocol': `context ${protocol.context}, horizon ${protocol.horizon}`,
    'hold the same clips': keys.join(' '),
  };
}

/** Refuses reports that do not speak of the same clips under one protocol. */
function checkSame(reads: readonly Read[]): void {
  const [first, ...others] = reads as [Read, ...Read[]];
  const wanted = sameness(first);
  for (const other of others) {
    const found = sameness(other);
    for (const [rule, value] of Object.entries(wanted)) {
      if (found[rule] === value) continue;
      const told =
        rule === 'hold the same clips'
          ? 'the clips differ'
          : `${first.dir} has ${value} and ${other.dir} has ${found[rule]}`;
      throw refuse(
        `Reports that are compared must ${rule}, but ${told}${rule === 'hold the same clips' ? ` in ${first.dir} and ${other.dir}` : ''}.`,
        'Evaluate both on the same data with the same options.',
      );
    }
  }
}

/** The clips of every judged model, and of the baselines once; a name that two reports use gets its report's. */
function gatherClips(reads: readonly Read[]): ScoredClip[] {
  const subjects = reads.flatMap(({ report }) => subjectNames(report.models));
  const taken = new Set<string>();
  return reads.flatMap(({ dir, report }, i) => {
    const wanted = report.models.filter(
      ({ name, role }) => role === 'subject' || (role === 'baseline' && i === 0 && !subjects.includes(name)),
    );
    return wanted.flatMap(({ name }) => {
      const repeated = subjects.filter((one) => one === name).length > 1;
      let label = repeated ? `${name} (${basename(dir)})` : name;
      while (taken.has(label)) label = `${label} ${i + 1}`;
      taken.add(label);
      return report.clips
        .filter(({ model }) => model === name)
        .map(({ scene, cluster, clip, scores }) => ({
          ...{ model: label, scene, cluster, clip },
          scores: Object.fromEntries(
            METRIC_IDS.map((id) => [id, Float64Array.from(scores[id] ?? [], (value) => value ?? Number.NaN)]),
          ) as unknown as ScoredClip['scores'],
        }));
    });
  });
}

/**
 * Ranks the models of several reports on the same clips, each compared with each, paired, and writes a page, a text
 * and JSON.
 *
 * @throws {@link ToolkitError} `argument/invalid` for fewer than two reports; `evaluate/input` for reports of other
 * clips or another protocol; `dataset/in-use`, `file/write`; else as `readReport`.
 */
export async function compareReports(
  options: CompareOptions,
): Promise<{ readonly ranking: Ranking; readonly fps: number }> {
  const dirs = [...new Set(options.reports.map((dir) => resolve(dir)))];
  if (dirs.length < 2) {
    throw new ToolkitError(
      'argument/invalid',
      `--compare must name at least two reports, got ${dirs.length}.`,
      'Name the folders of two evaluations.',
    );
  }
  const reads: Read[] = [];
  for (const dir of dirs) reads.push({ dir, report: await readReport(dir) });
  checkSame(reads);
  const out = resolve(options.out);
  await checkWritable(out);
  const { protocol, datasets } = (reads[0] as Read).report;
  const ranking = rankModels(gatherClips(reads), verdictHorizon(protocol.horizon), {
    ...resamplingOf(options),
  });
  const facts = { reports: dirs, fps: datasets[0]?.fps ?? 12 };
  const staging = await openStaging(out);
  try {
    await holdFolder(out, staging, 'all');
    await replaceWhole(join(out, 'compare.html'), comparisonHtml(ranking, facts));
    await replaceWhole(join(out, 'compare.md'), comparisonMarkdown(ranking, facts));
    await replaceWhole(join(out, 'compare.json'), comparisonJson(ranking, facts));
  } finally {
    await closeStaging(out, staging);
  }
  return { ranking, fps: facts.fps };
}
