import { join } from 'node:path';
import { writeFileSynced } from '../../../media/write-file.ts';
import { jsonText } from '../../layout.ts';
import { clipFrames } from '../clip-source.ts';
import type { ExportJob, ExportView } from '../export-format.ts';
import { colorCounts } from './color-counts.ts';
import { type DataFiles, openDataFiles } from './data-files.ts';
import { type EpisodeRow, episodesFile } from './episodes-table.ts';
import { type Feature, type FeatureValues, OWN_FEATURES, type VideoFeature } from './feature.ts';
import { infoFile, statsFile, tasksFile } from './meta-files.ts';
import { rowStatistics } from './statistics.ts';
import { openVideoFiles, type VideoFiles } from './video-files.ts';

/** An episode of a root. */
export type RootEpisode = {
  /** One for each of the root's videos, in their order; all of as many pictures. */
  readonly views: readonly ExportView[];
  /** What is to be done, in words. */
  readonly task: string;
  /** Of each of the root's features, [frames, width]. */
  readonly values: FeatureValues;
};

/** What a root holds. */
export type RootContents = {
  readonly robotType: string;
  readonly fps: number;
  readonly split: string;
  readonly videos: readonly VideoFeature[];
  readonly features: readonly Feature[];
  /** How each episode is read, in order; one at a time, when it is written. */
  readonly episodes: readonly (() => Promise<RootEpisode>)[];
};

/** Of an episode: what its frames' own columns hold. */
function ownValues(index: number, from: number, task: number, fps: number, length: number): FeatureValues {
  const every = (value: (k: number) => number): number[] => Array.from({ length }, (_, k) => value(k));
  return {
    timestamp: every((k) => k / fps),
    frame_index: every((k) => k),
    episode_index: every(() => index),
    index: every((k) => from + k),
    task_index: every(() => task),
  };
}

/** What accumulates while a root's episodes are written. */
function openRoot(dir: string, { videos, features, fps }: RootContents) {
  const all = [...features, ...OWN_FEATURES];
  return {
    all,
    data: openDataFiles(dir, features),
    videoFiles: videos.map(({ key, width, height }) => openVideoFiles(dir, key, { width, height, fps })),
    tasks: new Map<string, number>(),
    rows: [] as EpisodeRow[],
    numbers: new Map(all.map(({ key, width }) => [key, rowStatistics(width)])),
    colors: videos.map(() => colorCounts()),
    frames: 0,
  };
}

type Root = ReturnType<typeof openRoot>;

async function addVideos(root: Root, job: ExportJob, { videos }: RootContents, { views }: RootEpisode) {
  const added = [];
  for (const [i, view] of views.entries()) {
    const { key } = videos[i] as VideoFeature;
    const files = root.videoFiles[i] as VideoFiles;
    const { place, colors } = await files.add(clipFrames(job.dataset, view, 'rgb'));
    root.colors[i]?.merge(colors);
    added.push({ key, place, statistics: colors.result() });
  }
  return added;
}

async function addEpisode(root: Root, job: ExportJob, contents: RootContents, episode: RootEpisode) {
  const { fps } = contents;
  const index = root.rows.length;
  const length = (episode.views[0] as ExportView).frames;
  const task = root.tasks.get(episode.task) ?? root.tasks.size;
  root.tasks.set(episode.task, task);
  const values = { ...episode.values, ...ownValues(index, root.frames, task, fps, length) };
  const videos = await addVideos(root, job, contents, episode);
  const data = await (root.data as DataFiles).add(values);
  const numbers = root.all.map(({ key, width }) => {
    const one = rowStatistics(width);
    one.add(values[key] ?? []);
    root.numbers.get(key)?.add(values[key] ?? []);
    return [key, one.result(), false] as const;
  });
  root.rows.push({
    ...{ index, length, data, tasks: [episode.task], from: root.frames, to: root.frames + length },
    videos: videos.map(({ key, place }) => [key, place]),
    statistics: [...videos.map(({ key, statistics }) => [key, statistics, true] as const), ...numbers],
  });
  root.frames += length;
}

/**
 * Writes one LeRobot dataset of version 3.0 into `dir`.
 *
 * @param onEpisode - Called after each episode.
 * @returns Rows written.
 * @throws {@link ToolkitError} as `clipFrames` and `openVideoWriter`; `file/write`.
 */
export async function writeRoot(
  dir: string,
  job: ExportJob,
  contents: RootContents,
  onEpisode: (episode: RootEpisode) => void,
): Promise<number> {
  const root = openRoot(dir, contents);
  try {
    for (const read of contents.episodes) {
      job.checkInterrupt();
      const episode = await read();
      await addEpisode(root, job, contents, episode);
      onEpisode(episode);
    }
    for (const files of root.videoFiles) await files.close();
  } catch (error) {
    for (const files of root.videoFiles) await files.abort();
    throw error;
  }
  await root.data.close();
  const { robotType, fps, split, videos, features } = contents;
  const counts = { episodes: root.rows.length, frames: root.frames, tasks: root.tasks.size };
  const info = infoFile({ robotType, fps, split, videos, features, ...counts });
  const statistics = [
    ...videos.map(({ key }, i) => [key, (root.colors[i] as Root['colors'][number]).result(), true] as const),
    ...root.all.map(
      ({ key, width }) => [key, (root.numbers.get(key) ?? rowStatistics(width)).result(), false] as const,
    ),
  ];
  await writeFileSynced(join(dir, 'meta/info.json'), jsonText(info));
  await writeFileSynced(join(dir, 'meta/stats.json'), jsonText(statsFile(statistics)));
  await writeFileSynced(join(dir, 'meta/tasks.parquet'), tasksFile([...root.tasks.keys()]));
  await writeFileSynced(join(dir, 'meta/episodes/chunk-000/file-000.parquet'), episodesFile(root.rows));
  return root.frames;
}
