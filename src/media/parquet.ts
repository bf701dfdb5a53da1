import {
  type ColumnData,
  type DecodedArray,
  type FileMetaData,
  parquetMetadata,
  parquetRead,
  type SchemaElement,
} from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { ToolkitError } from '../core/error.ts';
import type { Column, ColumnType, Table } from '../core/table.ts';
import { checkParquetClaims } from './parquet-claims.ts';

const PARQUET_TYPE = { float32: 'FLOAT', float64: 'DOUBLE', int32: 'INT32', boolean: 'BOOLEAN' } as const;
const COLUMN_TYPE: Readonly<Record<string, ColumnType>> = {
  FLOAT: 'float32',
  DOUBLE: 'float64',
  INT32: 'int32',
  BOOLEAN: 'boolean',
};

/** Most rows of a table where nothing says how many it has: the returns of a LiDAR, say. */
const MOST_ROWS = 2 ** 24;

/** The key of the file's metadata under which each column's width and unit stand, as JSON. */
const COLUMNS_KEY = 'worldwright.columns';

/** A Parquet file of the table, with an explicit schema. The bytes follow from the table alone. */
export function encodeParquet(table: Table): Uint8Array {
  const schema: SchemaElement[] = [{ name: 'root', num_children: table.columns.length }];
  for (const { name, type, width } of table.columns) {
    const leaf = { type: PARQUET_TYPE[type], repetition_type: 'REQUIRED' } as const;
    if (width === undefined) schema.push({ name, ...leaf });
    else {
      schema.push({ name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' });
      schema.push({ name: 'list', repetition_type: 'REPEATED', num_children: 1 });
      schema.push({ name: 'element', ...leaf });
    }
  }
  const facts = table.columns.map(({ name, width, unit }) => ({ name, width: width ?? null, unit }));
  const buffer = parquetWriteBuffer({
    columnData: table.columns.map((column) => ({ name: column.name, data: rowsOf(column, table.rows) })),
    schema,
    statistics: false,
    createdBy: 'worldwright',
    kvMetadata: [{ key: COLUMNS_KEY, value: JSON.stringify(facts) }],
  });
  return new Uint8Array(buffer);
}

function rowsOf({ type, width, values }: Column, rows: number): DecodedArray {
  // Millions of LiDAR returns go as they are: boxed copies would take several times the memory.
  const isPlain = width === undefined && type !== 'boolean' && values.length === rows;
  if (isPlain && ArrayBuffer.isView(values)) return values as unknown as DecodedArray;
  const one = (i: number): number | boolean => (type === 'boolean' ? values[i] !== 0 : (values[i] as number));
  return Array.from({ length: rows }, (_, row) =>
    width === undefined ? one(row) : Array.from({ length: width }, (_, i) => one(row * width + i)),
  );
}

/** Reads the values of columns to where they belong; true is 1. */
async function fillColumns(
  file: ArrayBuffer,
  metadata: FileMetaData,
  columns: readonly (Column & { readonly values: Float64Array })[],
): Promise<void> {
  const chunks: ColumnData[] = [];
  // Only gathered: an error in there would be nobody's.
  await parquetRead({
    ...{ file, metadata, columns: columns.map(({ name }) => name) },
    onChunk: (chunk) => chunks.push(chunk),
  });
  for (const { name, width, values } of columns) {
    let filled = 0;
    for (const { columnName, columnData, rowStart } of chunks) {
      if (columnName !== name) continue;
      filled += columnData.length;
      for (let i = 0; i < columnData.length; i++) {
        const cell = columnData[i] as unknown;
        if (width === undefined) values[rowStart + i] = Number(cell);
        else fillRow(values, rowStart + i, width, cell as ArrayLike<unknown>, name);
      }
    }
    if (filled !== Number(metadata.num_rows)) throw new Error(`column ${name} lacks rows`);
  }
}

function fillRow(
  values: Float64Array,
  row: number,
  width: number,
  list: ArrayLike<unknown>,
  name: string,
): void {
  if (list.length !== width) throw new Error(`column ${name} must have ${width} values in row ${row}`);
  for (let i = 0; i < width; i++) values[row * width + i] = Number(list[i]);
}

/**
 * Reads a table that `encodeParquet` wrote; `source` is what errors call it.
 *
 * @param only - Names of the columns to read, default all: the others cost nothing.
 * @param mostRows - More are refused before memory is taken for them.
 * @throws {@link ToolkitError} `media/corrupt`.
 */
export async function decodeParquet(
  bytes: Uint8Array,
  source: string,
  only?: readonly string[],
  mostRows: number = MOST_ROWS,
): Promise<Table> {
  try {
    checkParquetClaims(bytes, mostRows, only);
    const file = Uint8Array.from(bytes).buffer;
    const metadata = parquetMetadata(file);
    const all = JSON.parse(
      metadata.key_value_metadata?.find(({ key }) => key === COLUMNS_KEY)?.value ?? '[]',
    ) as readonly { name: string; width: number | null; unit: string }[];
    const facts = all.filter(({ name }) => only?.includes(name) ?? true);
    const rows = Number(metadata.num_rows);
    const columns = facts.map(({ name, width, unit }) => {
      const at = metadata.schema.findIndex((element) => element.name === name);
      const leaf = metadata.schema[width === null ? at : at + 2];
      const type = COLUMN_TYPE[leaf?.type ?? ''];
      if (type === undefined) throw new Error(`column ${name} has an unknown type`);
      const values = new Float64Array(rows * (width ?? 1));
      return { name, type, unit, values, ...(width === null ? {} : { width }) };
    });
    await fillColumns(file, metadata, columns);
    return { rows, columns };
  } catch (cause) {
    throw new ToolkitError(
      'media/corrupt',
      `The table ${source} is damaged or not one that worldwright wrote: ${cause instanceof Error ? cause.message : cause}.`,
      'Run worldwright verify on its folder, and make it again.',
      { cause },
    );
  }
}

/** The values of a column, or null where the table has none of that name. */
export const columnValues = (table: Table, name: string): Float64Array | null => {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) return null;
  return column.values instanceof Float64Array ? column.values : Float64Array.from(column.values);
};
