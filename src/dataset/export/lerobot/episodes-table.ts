import { type Cell, type CellColumn, openTableFile } from '../../../media/table-file.ts';
import type { FilePlace } from './layout.ts';
import { statisticCells } from './meta-files.ts';
import type { Statistics } from './statistics.ts';
import type { VideoPlace } from './video-files.ts';

/** What meta/episodes says of an episode. */
export type EpisodeRow = {
  readonly index: number;
  readonly tasks: readonly string[];
  readonly length: number;
  /** Rows of the whole table: from, and to without it. */
  readonly from: number;
  readonly to: number;
  readonly data: FilePlace;
  readonly videos: readonly (readonly [key: string, place: VideoPlace])[];
  readonly statistics: readonly (readonly [key: string, statistics: Statistics, isVideo: boolean])[];
};

type Entry = readonly [name: string, type: CellColumn['type'], depth: CellColumn['depth'], cell: Cell];

function entriesOf(row: EpisodeRow): readonly Entry[] {
  const whole = (name: string, value: number): Entry => [name, 'int64', 0, value];
  return [
    whole('episode_index', row.index),
    ['tasks', 'string', 1, row.tasks],
    whole('length', row.length),
    whole('data/chunk_index', row.data.chunk),
    whole('data/file_index', row.data.file),
    whole('dataset_from_index', row.from),
    whole('dataset_to_index', row.to),
    ...row.videos.flatMap(([key, place]): Entry[] => [
      whole(`videos/${key}/chunk_index`, place.chunk),
      whole(`videos/${key}/file_index`, place.file),
      [`videos/${key}/from_timestamp`, 'float64', 0, place.from],
      [`videos/${key}/to_timestamp`, 'float64', 0, place.to],
    ]),
    ...row.statistics.flatMap(([key, statistics, isVideo]) =>
      statisticCells(key, statistics, isVideo).map(([path, cell]): Entry => {
        const isCount = path.endsWith('/count');
        return [`stats/${path}`, isCount ? 'int64' : 'float64', isVideo && !isCount ? 3 : 1, cell as Cell];
      }),
    ),
    whole('meta/episodes/chunk_index', 0),
    whole('meta/episodes/file_index', 0),
  ];
}

/** meta/episodes/chunk-000/file-000.parquet: one row group, since a reader takes all of it at once. */
export function episodesFile(rows: readonly EpisodeRow[]): Uint8Array {
  const entries = rows.map(entriesOf);
  const columns = (entries[0] ?? []).map(([name, type, depth]) => ({ name, type, depth }));
  const table = openTableFile(columns);
  table.add(
    Object.fromEntries(columns.map(({ name }, i) => [name, entries.map((row) => (row[i] as Entry)[3])])),
  );
  return table.finish();
}
