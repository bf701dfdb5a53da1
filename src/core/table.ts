/** The number types that a column can have. */
export type ColumnType = 'float32' | 'float64' | 'int32' | 'boolean';

/**
 * One column of a table. `width` values a row: without it a plain number, with it a list of exactly
 * that many (row-major), such as 3 for a position.
 */
export type Column = {
  /** snake_case, unique in its table. */
  readonly name: string;
  readonly type: ColumnType;
  readonly width?: number;
  /** SI unit, or '' where there is none; kept in the file's metadata. */
  readonly unit: string;
  /** [rows × width]. Booleans are 0 or 1. */
  readonly values: ArrayLike<number>;
};

/** Rows of numbers under named columns: what a Parquet file holds. */
export type Table = { readonly rows: number; readonly columns: readonly Column[] };
