import { openTableFile } from '../../../media/table-file.ts';
import { type Feature, OWN_FEATURES, type VideoFeature } from './feature.ts';
import { CODEBASE_VERSION, DATA_FILE_MB, FILES_A_CHUNK, VIDEO_FILE_MB } from './layout.ts';
import type { Statistics } from './statistics.ts';

/** What info.json says of a root. */
export type RootInfo = {
  readonly robotType: string;
  readonly fps: number;
  readonly videos: readonly VideoFeature[];
  readonly features: readonly Feature[];
  readonly episodes: number;
  readonly frames: number;
  readonly tasks: number;
  /** The split's name, as LeRobot has it. */
  readonly split: string;
};

/** The value of meta/info.json. */
export function infoFile(info: RootInfo): unknown {
  const { fps } = info;
  const videos = info.videos.map(({ key, width, height }) => [
    key,
    {
      ...{ dtype: 'video', shape: [height, width, 3], names: ['height', 'width', 'channels'] },
      info: {
        ...{ 'video.height': height, 'video.width': width, 'video.codec': 'h264' },
        ...{ 'video.pix_fmt': 'yuv420p', 'video.is_depth_map': false, 'video.fps': fps },
        ...{ 'video.channels': 3, is_depth_map: false, has_audio: false },
      },
    },
  ]);
  const columns = [...info.features, ...OWN_FEATURES].map(({ key, dtype, width, names }) => [
    key,
    { dtype, shape: [width], names },
  ]);
  return {
    ...{ codebase_version: CODEBASE_VERSION, robot_type: info.robotType, total_episodes: info.episodes },
    ...{ total_frames: info.frames, total_tasks: info.tasks, chunks_size: FILES_A_CHUNK },
    ...{ data_files_size_in_mb: DATA_FILE_MB, video_files_size_in_mb: VIDEO_FILE_MB, fps },
    splits: { [info.split]: `0:${info.episodes}` },
    data_path: 'data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet',
    video_path: 'videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4',
    features: Object.fromEntries([...videos, ...columns]),
  };
}

/** What pandas wants in a file whose strings are the index: without it a task silently becomes a number. */
const PANDAS = {
  index_columns: ['task'],
  column_indexes: [],
  columns: [
    { name: 'task', field_name: 'task', pandas_type: 'unicode', numpy_type: 'object', metadata: null },
    {
      ...{ name: 'task_index', field_name: 'task_index', pandas_type: 'int64' },
      ...{ numpy_type: 'int64', metadata: null },
    },
  ],
  pandas_version: '2.2.3',
};

/** meta/tasks.parquet: row k is task k, which LeRobot relies on. */
export function tasksFile(tasks: readonly string[]): Uint8Array {
  const table = openTableFile(
    [
      { name: 'task_index', type: 'int64', depth: 0 },
      { name: 'task', type: 'string', depth: 0 },
    ],
    { pandas: JSON.stringify(PANDAS) },
  );
  table.add({ task_index: tasks.map((_, k) => k), task: tasks });
  return table.finish();
}

/** A video's statistics hold one number a channel, as [3, 1, 1]. */
const channels = (values: readonly number[]): unknown => values.map((value) => [[value]]);

/** Statistics as stats.json and the episodes' table have them, by `<feature>/<statistic>`. */
export const statisticCells = (key: string, statistics: Statistics, isVideo: boolean): [string, unknown][] =>
  Object.entries(statistics).map(([name, value]) => {
    if (typeof value === 'number') return [`${key}/${name}`, [value]];
    return [`${key}/${name}`, isVideo ? channels(value) : value];
  });

/** The value of meta/stats.json. */
export const statsFile = (
  statistics: readonly (readonly [key: string, statistics: Statistics, isVideo: boolean])[],
): unknown =>
  Object.fromEntries(
    statistics.map(([key, values, isVideo]) => [
      key,
      Object.fromEntries(
        statisticCells(key, values, isVideo).map(([path, cell]) => [path.slice(key.length + 1), cell]),
      ),
    ]),
  );
