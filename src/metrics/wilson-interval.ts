/** Two-sided 95 % of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * 95 % interval of a share, in [0, 1]: unlike the bootstrap's, it has a width where all or none succeeded.
 *
 * Source: Wilson 1927; Brown, Cai and DasGupta 2001, which recommend it for small n.
 *
 * @param share Of `n` independent trials, in [0, 1]; a trial may count in part.
 */
export function wilsonInterval(share: number, n: number): readonly [low: number, high: number] {
  if (n === 0) return [Number.NaN, Number.NaN];
  const z2 = (Z * Z) / n;
  const middle = (share + z2 / 2) / (1 + z2);
  const half = (Z / (1 + z2)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
