import { log } from './exact-math.ts';

/**
 * The value that a standard normal variable stays below with probability `p` within 2e-6, 0 ≤ p < 1 (0 as
 * 2⁻⁵⁴, so that it is finite): one uniform draw makes one normal draw. Source: Wichura 1988, algorithm AS 241, PPND7.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const above = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    const below = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1;
    return (q * above) / below;
  }
  const r = Math.sqrt(-log(q < 0 ? Math.max(p, 2 ** -54) : 1 - p));
  return q < 0 ? -tail(r) : tail(r);
}

/** `r` is √(−ln of the probability beyond). */
function tail(r: number): number {
  if (r <= 5) {
    const s = r - 1.6;
    const above = ((0.17023821103 * s + 1.3067284816) * s + 2.75681539) * s + 1.4234372777;
    return above / ((0.12021132975 * s + 0.7370016425) * s + 1);
  }
  const s = r - 5;
  const above = ((0.017337203997 * s + 0.42868294337) * s + 3.081226386) * s + 6.657905115;
  return above / ((0.012258202635 * s + 0.24197894225) * s + 1);
}
