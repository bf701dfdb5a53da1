/** Columns whose angle is less than this off a right one count as at a right angle. */
const TOLERANCE = 1e-15;

/** More sweeps than any matrix has been seen to need. */
const MAX_SWEEPS = 60;

/** Turns two columns, as rows of length `rows` here, so that they stand at right angles; whether it had to. */
function straighten(columns: Float64Array, rows: number, p: number, q: number): boolean {
  let alpha = 0;
  let beta = 0;
  let gamma = 0;
  for (let k = 0; k < rows; k++) {
    const a = columns[p * rows + k]!;
    const b = columns[q * rows + k]!;
    alpha += a * a;
    beta += b * b;
    gamma += a * b;
  }
  if (Math.abs(gamma) <= TOLERANCE * Math.sqrt(alpha * beta)) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let k = 0; k < rows; k++) {
    const a = columns[p * rows + k]!;
    const b = columns[q * rows + k]!;
    columns[p * rows + k] = cosine * a - sine * b;
    columns[q * rows + k] = sine * a + cosine * b;
  }
  return true;
}

/**
 * The singular values of a matrix, in no order: as many as it has columns.
 *
 * One-sided Jacobi: columns are turned in pairs until all stand at right angles; their lengths are what is
 * asked for. Small values are as exact as large ones, which eigenvalues of the matrix's square are not.
 *
 * Source: Hestenes 1958; Golub and Van Loan, §8.6.3.
 *
 * @param columns - Column after column, each of `rows` numbers. It is left as it is.
 */
export function singularValues(columns: Float64Array, rows: number): Float64Array {
  const count = columns.length / rows;
  const turned = columns.slice();
  for (let sweep = 0, busy = true; busy && sweep < MAX_SWEEPS; sweep++) {
    busy = false;
    for (let p = 0; p < count - 1; p++) {
      for (let q = p + 1; q < count; q++) busy = straighten(turned, rows, p, q) || busy;
    }
  }
  return Float64Array.from({ length: count }, (_, p) => {
    let sum = 0;
    for (let k = 0; k < rows; k++) sum += turned[p * rows + k]! ** 2;
    return Math.sqrt(sum);
  });
}
