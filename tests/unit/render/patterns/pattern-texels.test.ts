import { describe, expect, it } from 'vitest';
import { PATTERNS } from '#src/core/episode.ts';
import { patternTexels } from '#src/render/patterns/pattern-texels.ts';

const SIDE = 96;

/** Mean step from column x − 1 to column x (wrapping), for every x; rows when `down`. */
function steps(texels: Uint8Array, side: number, down: boolean): readonly number[] {
  const at = (x: number, y: number): number => texels[down ? x * side + y : y * side + x]!;
  return Array.from({ length: side }, (_, x) => {
    let sum = 0;
    for (let y = 0; y < side; y++) sum += Math.abs(at(x, y) - at((x + side - 1) % side, y));
    return sum / side;
  });
}

/** The mean of each square of 2 × 2 texels. */
function halved(texels: Uint8Array, side: number): readonly number[] {
  const half = side / 2;
  return Array.from({ length: half * half }, (_, i) => {
    const at = 2 * Math.floor(i / half) * side + 2 * (i % half);
    return (texels[at]! + texels[at + 1]! + texels[at + side]! + texels[at + side + 1]!) / 4;
  });
}

describe.each(PATTERNS)('the pattern %s', (pattern) => {
  const texels = patternTexels(pattern, SIDE);

  it('runs over both seams as it runs inside', () => {
    for (const down of [false, true]) {
      const [seam, ...inside] = steps(texels, SIDE, down) as [number, ...number[]];
      expect(seam).toBeLessThanOrEqual(1.05 * Math.max(...inside));
    }
  });

  it('is the same every time, and no other pattern', () => {
    expect(patternTexels(pattern, SIDE)).toEqual(texels);
    for (const other of PATTERNS.filter((name) => name !== pattern))
      expect(patternTexels(other, SIDE)).not.toEqual(texels);
  });

  it('shows both of its colours', () => {
    const sorted = texels.toSorted();
    expect(
      sorted[Math.floor(0.9 * sorted.length)]! - sorted[Math.floor(0.1 * sorted.length)]!,
    ).toBeGreaterThan(40);
  });

  it('averages over a texel: a coarse image is the mean of a fine one', () => {
    const fine = halved(patternTexels(pattern, 2 * SIDE), 2 * SIDE);
    const error = texels.reduce((sum, texel, i) => sum + Math.abs(texel - fine[i]!), 0) / texels.length;
    expect(error).toBeLessThan(4);
  });
});
