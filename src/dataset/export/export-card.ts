import type { EpisodeFacts } from '../../core/recorded-episode.ts';
import { readEpisodeFacts } from '../read-episode.ts';
import type { ExportFormat, ExportJob, ExportReport, ExportView } from './export-format.ts';
import { groupRefusals } from './refuse-clips.ts';

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** How often each word comes, as `a 3, b 1`; in the order of their coming. */
function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, n]) => `${word} ${n}`).join(', ');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Sizes, rates and lengths of the views, one line each. */
const shapes = (views: readonly ExportView[]): string =>
  tally(views.map(({ fit, fps, frames }) => `${fit.width}×${fit.height}, ${frames} frames at ${fps} fps:`));

function made({ dataset }: ExportJob): string {
  const { plan, planSha256 } = dataset;
  const { toolkit, physics, rendering, driver, encoder } = plan.madeBy;
  return [
    `Simulated and rendered by worldwright ${toolkit} (physics: ${physics}; drawing: ${rendering} on ${driver.description}; videos: ${encoder.name} ${encoder.version}).`,
    `Seed ${plan.seed}, look \`${plan.look}\`${plan.policy === null ? '' : `, policy \`${'name' in plan.policy ? plan.policy.name : plan.policy.file}\``}; the dataset's plan has the SHA-256 \`${planSha256}\`, from which every byte follows.`,
    'Nothing in it was filmed, and no real person is in it.',
  ].join(' ');
}

/** The episodes' facts, read one after the other: what is kept of each is small. */
async function readFigures({ dataset, episodes }: ExportJob) {
  const outcomes: string[] = [];
  let bodies = 0;
  for (const { episode } of episodes) {
    const facts: EpisodeFacts = await readEpisodeFacts(dataset, episode.id);
    outcomes.push(facts.outcome ?? 'no end');
    bodies += facts.bodies.length;
  }
  return { outcomes: tally(outcomes), bodies: (bodies / episodes.length).toFixed(1) };
}

function statistics(
  { episodes }: ExportJob,
  report: ExportReport,
  { outcomes, bodies }: Awaited<ReturnType<typeof readFigures>>,
): string {
  const views = episodes.flatMap((episode) => episode.views);
  const seconds = views.reduce((sum, { frames, fps }) => sum + frames / fps, 0);
  return table(
    ['', ''],
    [
      ['episodes', String(episodes.length)],
      ['clips', String(views.length)],
      ['frames', String(views.reduce((sum, { frames }) => sum + frames, 0))],
      ['length', seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`],
      ['clips by shape', shapes(views)],
      ['clips by camera', tally(views.map(({ camera }) => camera.name))],
      ['outcomes', outcomes],
      ['bodies an episode, mean', bodies],
      ...report.figures,
    ],
  );
}

function dropped({ refusals }: ExportJob): string {
  if (refusals.length === 0) return 'Nothing was left out.';
  const lines = groupRefusals(refusals).map(
    ({ reason, fix, count: n }) => `- ${count(n, 'clip')}: ${reason} (${fix})`,
  );
  return `Left out, as the trainer could not read it:\n\n${lines.join('\n')}`;
}

/**
 * The card of an export: what it is, how it was made, under which licence, what it holds.
 *
 * @param licence - In the maker's words; `undefined` where nothing was said.
 * @throws {@link ToolkitError} as `readEpisodeFacts`.
 */
export async function writeCard(
  job: ExportJob,
  { name, reader }: ExportFormat,
  report: ExportReport,
  licence: string | undefined,
): Promise<string> {
  const { dataset, episodes, layout } = job;
  const { scenes } = dataset.plan;
  const used = scenes.filter((planned) => episodes.some(({ episode }) => episode.scene === planned.name));
  const splits = tally(episodes.map(({ episode }) => episode.split));
  const parts = [
    `# ${used.map((planned) => planned.name).join(', ')}`,
    `Videos and what is true of them, in the form that ${reader} reads (\`${name}\`, layout \`${layout}\`).`,
    '![A row a clip, time from left to right](pictures.jpg)',
    used.map(({ name: scene, scene: { summary } }) => `- **${scene}**: ${summary}`).join('\n'),
    `## How it was made\n${made(job)}`,
    `## What it holds\n${table(
      ['where', 'what'],
      report.files.map(([path, what]) => [`\`${path}\``, what]),
    )}`,
    `Splits, in episodes: ${splits}.`,
    statistics(job, report, await readFigures(job)),
    dropped(job),
    `## Use\n${report.use}`,
    `## Licence\n${
      licence ??
      'Not stated by its maker. worldwright claims no rights in what it generates; the scenes, robots and textures that it ships with are under the MIT licence.'
    }`,
  ];
  return `${parts.join('\n\n')}\n`;
}
