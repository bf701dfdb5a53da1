import { join } from 'node:path';
import type {
  ExportEpisode,
  ExportFormat,
  ExportJob,
  ExportReport,
  ExportRequest,
  Refusal,
} from '../export-format.ts';
import { firstOfScenes } from '../first-of-scenes.ts';
import { refuseRates, refuseUnlisted } from '../refuse-views.ts';
import { sceneOf } from '../scene-of.ts';
import { taskWords } from '../task-words.ts';
import { writeCameras } from './cameras-file.ts';
import { refuseForDroid } from './droid-views.ts';
import { type CommonContents, commonContents, episodeValues } from './episode-values.ts';
import { DROID, type PlannedRoot, planRoots } from './plan-roots.ts';
import { writeRoot } from './write-root.ts';

/** In longer episodes float32 no longer tells one frame's time from the next's, s. */
const MOST_SECONDS = 2000;

/** What of an episode LeRobot's loader, or that of the layout, could not read. */
function check(one: ExportEpisode, request: ExportRequest): readonly Refusal[] {
  const { episode, views } = one;
  const { id } = episode;
  const unlisted = refuseUnlisted(one);
  if (unlisted !== null) return [unlisted];
  const refusals =
    request.layout === DROID ? refuseForDroid(one, sceneOf(request.dataset, episode.scene)) : [];
  if (refusals.length > 0) return refusals;
  const rates = refuseRates(one, 'in LeRobot each camera takes each frame');
  if (rates !== null) return [rates];
  const [first] = views;
  if (first === undefined || first.frames / first.fps <= MOST_SECONDS) return [];
  const reason = `${Math.round(first.frames / first.fps)} s: LeRobot's times are exact up to ${MOST_SECONDS} s`;
  return [{ id, reason, fix: 'generate with fewer --frames' }];
}

/** Makes sure that the scenes fit into one dataset, by the first episode of each. */
async function checkTogether(episodes: readonly ExportEpisode[], request: ExportRequest): Promise<void> {
  const roots = await planRoots(request, firstOfScenes(episodes));
  await commonContents(
    request,
    roots.flatMap((root) => root.episodes),
  );
}

async function writeLerobot(job: ExportJob): Promise<ExportReport> {
  const roots = await planRoots(job, job.episodes);
  const common = await commonContents(
    job,
    roots.flatMap(({ episodes }) => episodes),
  );
  const total = roots.reduce((sum, root) => sum + root.episodes.length * common.videos.length, 0);
  let done = 0;
  for (const root of roots) {
    const dir = join(job.dir, root.folder);
    const episodes = root.episodes.map((one) => async () => {
      const { values } = await episodeValues(job, one, common.bodies);
      const phrases = taskWords(sceneOf(job.dataset, one.episode.scene));
      const task = job.layout === DROID ? phrases.join(' | ') : (phrases[0] as string);
      return { views: one.views, task, values };
    });
    const split = root.split === job.trainSplit ? 'train' : root.split;
    await writeRoot(dir, job, { ...common, split, episodes }, ({ views }) => {
      done += views.length;
      job.onProgress?.({ stage: 'export', done, total, unit: 'clips' });
    });
    await writeCameras(dir, job, root.episodes, common);
  }
  return reportOf(job, roots, common);
}

function reportOf(
  { layout }: ExportJob,
  roots: readonly PlannedRoot[],
  { features, videos, robotType, fps }: CommonContents,
): ExportReport {
  const named = (folder: string): string => (folder === '' ? 'meta/, data/, videos/' : `${folder}/`);
  const many = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
  const inUse =
    layout === DROID
      ? 'Give the folder (without a slash at its end) as the dataset of the forward-dynamics recipe of cosmos-framework: it holds `success` and `failure`.'
      : "`LeRobotDataset('any/name', root='PATH')` reads it; `meta/cameras.jsonl`, which LeRobot leaves alone, has each episode's intrinsics and poses.";
  return {
    files: roots.map(({ folder, split, episodes }) => [
      named(folder),
      `LeRobot v3.0: ${many(episodes.length, 'episode')} of the split ${split}`,
    ]),
    figures: [
      ['robot', robotType],
      ['frames a second', `${fps}`],
      ['videos', videos.map(({ key, width, height }) => `${key} ${width}x${height}`).join(', ')],
      ['columns', features.map(({ key, width }) => `${key} [${width}]`).join(', ')],
    ],
    use: inUse,
  };
}

/** LeRobot's datasets of version 3.0, and in the layout `cosmos-droid` what Cosmos 3 learns forward dynamics from. */
export const LEROBOT: ExportFormat = {
  name: 'lerobot',
  reader: 'LeRobot v3.0',
  layouts: ['v3', DROID],
  modalities: ['rgb'],
  check,
  checkTogether,
  write: writeLerobot,
};
