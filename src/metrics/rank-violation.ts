/**
 * Mean maximum rank violation, ≥ 0, in the units of `truth`; lower is better: of each policy the largest true
 * difference to another with which the model confuses its order, averaged over the policies. 0 is the true
 * order; with success rates, 1 would be to take the perfect policy for the useless one and back.
 *
 * Source: Li et al. 2024 (SIMPLER, arXiv 2405.05941), eq. 2.
 *
 * @param truth - What each policy achieves in the simulator.
 * @param predicted - What it achieves in the dream.
 */
export function meanMaxRankViolation(truth: readonly number[], predicted: readonly number[]): number {
  const sum = truth.reduce((total, own, i) => {
    const violations = truth.map((other, j) =>
      predicted[i]! < predicted[j]! === own < other ? 0 : Math.abs(own - other),
    );
    return total + Math.max(...violations);
  }, 0);
  return truth.length === 0 ? Number.NaN : sum / truth.length;
}
