/**
 * An odd polynomial that moves points along their radius, s (1 + c₁s² + c₂s⁴ + c₃s⁶ + c₄s⁸), followed
 * from 0 to `end`, as long as it grows.
 */
export type Radial = { readonly c: readonly [number, number, number, number]; readonly end: number };

/** The polynomial up to where it stops growing, at most up to `widest`. */
export function radialUpTo(c: Radial['c'], widest: number): Radial {
  const slope = [1, 3 * c[0], 5 * c[1], 7 * c[2], 9 * c[3]];
  const turn = rootsWithin(slope, 0, widest * widest)[0];
  return { c, end: turn === undefined ? widest : Math.sqrt(turn) };
}

const valueAt = (c: readonly number[], x: number): number => c.reduceRight((sum, ck) => sum * x + ck, 0);

/** Where a polynomial (lowest power first) changes its sign, ascending: it is monotone between its turns. */
function rootsWithin(c: readonly number[], low: number, high: number): readonly number[] {
  if (c.length < 2) return [];
  const derivative = c.slice(1).map((ck, i) => ck * (i + 1));
  const ends = [low, ...rootsWithin(derivative, low, high), high];
  const roots: number[] = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    let [a, b] = [ends[i] as number, ends[i + 1] as number];
    const sign = valueAt(c, a);
    if (sign * valueAt(c, b) >= 0) continue;
    for (let halving = 0; halving < 100; halving++) {
      const middle = (a + b) / 2;
      if (sign * valueAt(c, middle) > 0) a = middle;
      else b = middle;
    }
    roots.push(a);
  }
  return roots;
}

/** Where `s` is moved to. */
export function along({ c: [c1, c2, c3, c4] }: Radial, s: number): number {
  const q = s * s;
  return s * (1 + q * (c1 + q * (c2 + q * (c3 + q * c4))));
}

function slopeAlong({ c: [c1, c2, c3, c4] }: Radial, s: number): number {
  const q = s * s;
  return 1 + q * (3 * c1 + q * (5 * c2 + q * (7 * c3 + q * 9 * c4)));
}

/** The s that is moved to `moved`, at most `end`: Newton's steps, halved where they leave the bracket. */
export function backAlong(radial: Radial, moved: number): number {
  let [low, high] = [0, radial.end];
  let s = Math.min(moved, high);
  for (let round = 0; round < 100; round++) {
    const miss = along(radial, s) - moved;
    if (miss > 0) high = s;
    else low = s;
    let next = s - miss / slopeAlong(radial, s);
    if (!(next >= low && next <= high)) next = (low + high) / 2;
    if (Math.abs(next - s) <= 1e-15 * (1 + s)) return next;
    s = next;
  }
  return s;
}
