/** A fit of a sum of known functions to values. */
export type LinearFit = {
  readonly coefficients: readonly number[];
  /** Sum of the squared errors that it leaves. */
  readonly squares: number;
};

/**
 * The coefficients of a sum of a few known functions that come nearest to values, by the normal equations with
 * partial pivoting: good for the few unlike functions that tracks are fitted with.
 *
 * @param rows - One a value: what each function says there.
 * @returns null where there are fewer values than functions, or the functions cannot be told apart.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  values: readonly number[],
): LinearFit | null {
  const size = rows[0]?.length ?? 0;
  if (rows.length < size || size === 0) return null;
  const matrix = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (__, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    rows.reduce((sum, row, k) => sum + row[i]! * values[k]!, 0),
  ]);
  const scales = matrix.map((row, i) => Math.sqrt(row[i]!));
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++)
      if (Math.abs(matrix[i]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = i;
    if (!(Math.abs(matrix[pivot]![column]!) > 1e-9 * scales[column]! * scales[pivot]!)) return null;
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    [scales[column], scales[pivot]] = [scales[pivot]!, scales[column]!];
    for (let i = 0; i < size; i++) {
      if (i === column) continue;
      const factor = matrix[i]![column]! / matrix[column]![column]!;
      for (let j = column; j <= size; j++) matrix[i]![j]! -= factor * matrix[column]![j]!;
    }
  }
  const coefficients = matrix.map((row, i) => row[size]! / row[i]!);
  const squares = rows.reduce((sum, row, k) => {
    const error = values[k]! - row.reduce((total, value, i) => total + value * coefficients[i]!, 0);
    return sum + error * error;
  }, 0);
  return { coefficients, squares };
}
