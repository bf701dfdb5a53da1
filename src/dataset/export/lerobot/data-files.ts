import { join } from 'node:path';
import { type Cell, openTableFile, type TableFile } from '../../../media/table-file.ts';
import { writeFileSynced } from '../../../media/write-file.ts';
import { type Feature, type FeatureValues, OWN_FEATURES } from './feature.ts';
import { DATA_FILE_MB, type FilePlace, fileName, filePlace } from './layout.ts';

/** Cells of a column: plain numbers where rows have one value, lists where they have more. */
function cellsOf({ dtype, width }: Feature, values: ArrayLike<number>): readonly Cell[] {
  const cell = (i: number): Cell => (dtype === 'bool' ? values[i] !== 0 : (values[i] as number));
  return Array.from({ length: values.length / width }, (_, row) =>
    width === 1 ? cell(row) : Array.from({ length: width }, (_, i) => cell(row * width + i)),
  );
}

/** The data files of a root: one row a frame, one row group an episode. */
export type DataFiles = {
  /** Adds an episode's rows and says which file has them. */
  add(values: FeatureValues): Promise<FilePlace>;
  close(): Promise<void>;
};

/** Begins the data files in a root's folder. */
export function openDataFiles(
  dir: string,
  features: readonly Feature[],
  fileMb: number = DATA_FILE_MB,
): DataFiles {
  const all = [...features, ...OWN_FEATURES];
  const columns = all.map(({ key, dtype, width }) => ({
    name: key,
    type: dtype === 'bool' ? ('boolean' as const) : dtype,
    depth: width === 1 ? (0 as const) : (1 as const),
  }));
  let file = 0;
  let table: TableFile | null = null;
  const end = async (): Promise<void> => {
    if (table === null) return;
    const path = join(dir, 'data', ...fileName(filePlace(file), 'parquet').split('/'));
    await writeFileSynced(path, table.finish());
    table = null;
    file++;
  };
  return {
    async add(values) {
      table ??= openTableFile(columns);
      table.add(
        Object.fromEntries(all.map((feature) => [feature.key, cellsOf(feature, values[feature.key] ?? [])])),
      );
      const place = filePlace(file);
      if (table.bytes() >= fileMb * 2 ** 20) await end();
      return place;
    },
    close: end,
  };
}
