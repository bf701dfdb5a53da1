import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { type FeatureSet, frechetDistance } from '#src/metrics/frechet-distance.ts';
import { singularValues } from '#src/metrics/singular-values.ts';

const features = (rows: number, size: number, value: (row: number, k: number) => number): FeatureSet => ({
  size,
  values: Float64Array.from({ length: rows * size }, (_, i) => value(Math.floor(i / size), i % size)),
});

const random = (rows: number, size: number, seed: number): FeatureSet => {
  const rng = createRng(seed);
  return features(rows, size, () => rng.next() + rng.next() + rng.next() - 1.5);
};

const A = features(12, 4, (i, j) => ((i * 7 + j * 11) % 13) / 3 + j);
const B = features(9, 4, (i, j) => ((i * 5 + j * 3) % 11) / 2 - j * 0.5);

describe('singular values', () => {
  it('are 1 for what only turns, and known for a matrix of two columns', () => {
    const turn = [Math.cos(0.7), Math.sin(0.7), -Math.sin(0.7), Math.cos(0.7)];
    for (const value of singularValues(Float64Array.from(turn), 2)) expect(value).toBeCloseTo(1, 15);
    // [[3, 0], [4, 5]]: √45 and √5. Source: Strang, Introduction to Linear Algebra, section 7.2.
    const values = [...singularValues(Float64Array.of(3, 4, 0, 5), 2)].sort((a, b) => b - a);
    expect(values[0]).toBeCloseTo(Math.sqrt(45), 14);
    expect(values[1]).toBeCloseTo(Math.sqrt(5), 14);
  });

  it('are 0 for each column that says nothing new', () => {
    const values = [...singularValues(Float64Array.of(1, 2, 3, 2, 4, 6, 0, 0, 0), 3)].sort((a, b) => b - a);
    expect(values[0]).toBeCloseTo(Math.sqrt(70), 13);
    expect(values[1]).toBeLessThan(1e-14);
    expect(values[2]).toBe(0);
  });
});

describe('the Fréchet distance', () => {
  it('is exact to 1e-9 on small sets, also with fewer rows than features', () => {
    // Source: mpmath 1.3 at 50 digits, eigenvalues of C₁ C₂ by its definition. SciPy's sqrtm is off by
    // 1.4e-7 on the second pair, whose covariances have no inverse.
    expect(frechetDistance(A, B)).toBeCloseTo(29.46087199919558, 10);
    const [few, fewer] = [
      features(5, 8, (i, j) => ((i * 7 + j * 11) % 13) / 3),
      features(6, 8, (i, j) => ((i * 5 + j * 3) % 11) / 2),
    ];
    expect(frechetDistance(few, fewer)).toBeCloseTo(23.36990350318194, 10);
  });

  it('is, of one feature, the difference of means and of deviations, squared', () => {
    const [a, b] = [features(5, 1, (i) => 3 * i), features(7, 1, (i) => i + 20)];
    const deviation = (n: number, step: number): number => step * Math.sqrt((n * (n + 1)) / 12);
    expect(frechetDistance(a, b)).toBeCloseTo((6 - 23) ** 2 + (deviation(5, 3) - deviation(7, 1)) ** 2, 10);
  });

  it('is 0 for a set against itself in any order, symmetric, and the square of a mere shift', () => {
    expect(frechetDistance(A, A)).toBeLessThan(1e-12);
    const reversed = features(12, 4, (i, j) => A.values[(11 - i) * 4 + j]!);
    expect(frechetDistance(A, reversed)).toBeLessThan(1e-12);
    expect(frechetDistance(A, B)).toBeCloseTo(frechetDistance(B, A), 10);
    const shifted = features(12, 4, (i, j) => A.values[i * 4 + j]! + (j === 2 ? 1.5 : 0));
    expect(frechetDistance(A, shifted)).toBeCloseTo(2.25, 10);
  });

  it('is, of sets that vary along the same axes, the sum over the axes', () => {
    // Independent ±1 in each of three features, stretched: deviations s and t, so Σ (s − t)².
    const cube = (stretch: readonly number[]): FeatureSet =>
      features(8, 3, (i, j) => (((i >> j) & 1) === 0 ? -1 : 1) * stretch[j]!);
    const [s, t] = [
      [1, 2, 0.5],
      [3, 1, 0],
    ] as const;
    const expected = s.reduce((sum, value, j) => sum + (8 / 7) * (value - t[j]!) ** 2, 0);
    expect(frechetDistance(cube(s), cube(t))).toBeCloseTo(expected, 10);
  });

  it('falls towards 0 with more rows of one distribution', () => {
    const few = frechetDistance(random(20, 6, 1), random(20, 6, 2));
    const many = frechetDistance(random(400, 6, 3), random(400, 6, 4));
    expect(many).toBeLessThan(few / 4);
  });

  it('refuses a single row, and sets of two sizes', () => {
    expect(() =>
      frechetDistance(
        features(1, 4, () => 0),
        B,
      ),
    ).toThrow('at least two rows');
    expect(() =>
      frechetDistance(
        features(3, 2, () => 0),
        B,
      ),
    ).toThrow('must be of one size');
  });
});
