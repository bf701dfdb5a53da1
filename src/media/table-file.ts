import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

/** What one value of a column is. */
export type CellType = 'float32' | 'float64' | 'int64' | 'boolean' | 'string';

/** A number, a string, or lists of them as deep as the column says. */
export type Cell = number | boolean | string | readonly Cell[];

/** A column of a table that other programs read. */
export type CellColumn = {
  readonly name: string;
  readonly type: CellType;
  /** How deep its lists are: 0 for plain values. */
  readonly depth: 0 | 1 | 2 | 3;
};

const LEAVES: Readonly<Record<CellType, Partial<SchemaElement>>> = {
  float32: { type: 'FLOAT' },
  float64: { type: 'DOUBLE' },
  int64: { type: 'INT64' },
  boolean: { type: 'BOOLEAN' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

function schemaOf(columns: readonly CellColumn[]): SchemaElement[] {
  const schema: SchemaElement[] = [{ name: 'schema', num_children: columns.length }];
  for (const { name, type, depth } of columns) {
    let at = name;
    for (let level = 0; level < depth; level++) {
      schema.push({ name: at, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' });
      schema.push({ name: 'list', repetition_type: 'REPEATED', num_children: 1 });
      at = 'element';
    }
    schema.push({ name: at, repetition_type: 'REQUIRED', ...LEAVES[type] });
  }
  return schema;
}

/** A Parquet file that grows by row groups. Its bytes follow from what it is given alone. */
export type TableFile = {
  /** Adds a row group: the cells of each column, by its name, one a row. */
  add(cells: Readonly<Record<string, readonly Cell[]>>): void;
  /** Bytes so far. */
  bytes(): number;
  /** The whole file. Nothing may be done afterwards. */
  finish(): Uint8Array;
};

/**
 * Begins a Parquet file in which every value is there (no nulls), Snappy-compressed.
 *
 * @param metadata - Texts that stand at its end, by their key, such as what pandas wants under `pandas`.
 */
export function openTableFile(
  columns: readonly CellColumn[],
  metadata: Readonly<Record<string, string>> = {},
): TableFile {
  const writer = new ByteWriter();
  const table = new ParquetWriter({
    ...{ writer, schema: schemaOf(columns), statistics: false, createdBy: 'worldwright' },
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
  return {
    add(cells) {
      const columnData = columns.map(({ name, type }) => {
        const data = cells[name];
        if (data === undefined) throw new Error(`the column ${name} has no cells`);
        // 64-bit integers are asked for as BigInt.
        return { name, data: type === 'int64' ? data.map((cell) => bigCell(cell)) : [...data] };
      });
      void table.write({ columnData, rowGroupSize: Number.MAX_SAFE_INTEGER });
    },
    bytes: () => writer.offset,
    finish() {
      void table.finish();
      return writer.getBytes();
    },
  };
}

const bigCell = (cell: Cell): unknown => (Array.isArray(cell) ? cell.map(bigCell) : BigInt(cell as number));
