import { ToolkitError } from '../core/error.ts';
import { singularValues } from './singular-values.ts';

/** Features of many clips: one row each. */
export type FeatureSet = {
  /** Shape [rows, size]. */
  readonly values: Float32Array | Float64Array;
  /** Numbers a row. */
  readonly size: number;
};

/** A set's mean, and its rows less that mean over √(rows − 1): the covariance is their square. */
type Spread = { readonly mean: Float64Array; readonly rows: readonly Float64Array[] };

function spreadOf({ values, size }: FeatureSet, name: string): Spread {
  const count = values.length / size;
  if (!(Number.isInteger(count) && count >= 2)) {
    throw new ToolkitError(
      'argument/invalid',
      `A Fréchet distance needs at least two rows of ${size} features on each side, got ${count} on the ${name}.`,
      'Give the features of more clips.',
    );
  }
  const mean = new Float64Array(size);
  for (let i = 0; i < values.length; i++) mean[i % size]! += values[i]! / count;
  const scale = 1 / Math.sqrt(count - 1);
  const rows = Array.from({ length: count }, (_, r) =>
    Float64Array.from(mean, (m, k) => scale * (values[r * size + k]! - m)),
  );
  return { mean, rows };
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
};

/**
 * At most as many rows as features, with the same square: Householder's R. What comes in is left as it is.
 *
 * Source: Golub and Van Loan, §5.2.1.
 */
function condensed(rows: readonly Float64Array[], size: number): readonly Float64Array[] {
  if (rows.length <= size) return rows;
  const work = rows.map((row) => row.slice());
  for (let k = 0; k < size; k++) {
    let norm = 0;
    for (let r = k; r < work.length; r++) norm += work[r]![k]! ** 2;
    norm = Math.sqrt(norm);
    if (norm === 0) continue;
    const pivot = work[k]![k]!;
    const v = Float64Array.from({ length: work.length - k }, (_, i) => work[k + i]![k]!);
    v[0] = pivot + (pivot < 0 ? -norm : norm);
    const squared = dot(v, v);
    for (let c = k; c < size; c++) {
      let along = 0;
      for (let i = 0; i < v.length; i++) along += v[i]! * work[k + i]![c]!;
      const factor = (2 * along) / squared;
      for (let i = 0; i < v.length; i++) work[k + i]![c]! -= factor * v[i]!;
    }
  }
  return work.slice(0, size);
}

/**
 * Fréchet distance of two sets of features, each taken as a normal distribution, ≥ 0; lower is better:
 * |μ₁ − μ₂|² + tr(C₁ + C₂ − 2 √(C₁ C₂)), covariances with n − 1. In squared units of the features.
 *
 * It is called by the features' name, and FID or FVD only where they come from those networks. It falls with
 * the number of rows, so only sets of one size may be compared. The root's trace is the sum of the singular
 * values of the two centred sets' product, which stays exact where there are fewer rows than features and a
 * matrix root of C₁ C₂ does not. Meant for up to about 512 features: the work grows with their cube.
 *
 * Source: Dowson and Landau 1982; Heusel et al. 2017, eq. 6.
 *
 * @throws {@link ToolkitError} `argument/invalid` when a set has fewer than two rows, or sizes differ.
 */
export function frechetDistance(a: FeatureSet, b: FeatureSet): number {
  if (a.size !== b.size) {
    throw new ToolkitError(
      'argument/invalid',
      `Two sets of features must be of one size, got ${a.size} and ${b.size}.`,
      'Take both from the same network.',
    );
  }
  const [first, second] = [spreadOf(a, 'first'), spreadOf(b, 'second')];
  const offset = first.mean.map((value, k) => value - second.mean[k]!);
  const trace = ({ rows }: Spread): number => rows.reduce((sum, row) => sum + dot(row, row), 0);
  const [rowsA, rowsB] = [condensed(first.rows, a.size), condensed(second.rows, b.size)];
  const product = Float64Array.from({ length: rowsA.length * rowsB.length }, (_, i) =>
    dot(rowsA[i % rowsA.length]!, rowsB[Math.floor(i / rowsA.length)]!),
  );
  const root = singularValues(product, rowsA.length).reduce((sum, value) => sum + value, 0);
  return Math.max(0, dot(offset, offset) + trace(first) + trace(second) - 2 * root);
}
