import type { Prototypes } from '../prototype-masks.ts';

/** Where one group of bodies is, to a fraction of a pixel. */
export type SoftRegion = {
  /** Pixels, by coverage. */
  readonly area: number;
  /** Centre weighted by coverage, pixels from the image's top-left corner; NaN where there is none. */
  readonly u: number;
  readonly v: number;
  /** How far its colour is from what stands behind on the way to the prototype's: about 1, less where it fades. */
  readonly solid: number;
  /** Whether it touches the image's edge. */
  readonly atEdge: boolean;
};

/** How far the colour at `p` is from `(r0, g0, b0)` on the way to `(r1, g1, b1)`, in [0, 1]. */
function mix(
  frame: Uint8Array,
  p: number,
  r0: number,
  g0: number,
  b0: number,
  r1: number,
  g1: number,
  b1: number,
): number {
  const [dr, dg, db] = [r1 - r0, g1 - g0, b1 - b0];
  const along = (frame[p]! - r0) * dr + (frame[p + 1]! - g0) * dg + (frame[p + 2]! - b0) * db;
  return Math.min(1, Math.max(0, along / (dr * dr + dg * dg + db * db || 1)));
}

/**
 * Area and centre of each group of a label map, to a fraction of a pixel. A pixel whose four neighbours are of
 * its own label counts in full. A pixel at the edge, on either side, counts by how much of the body's colour it
 * holds: on the line from what stands behind to the mean of the full pixels beside it, or the prototype without.
 *
 * @param labels - Shape [height, width]; 0 = background.
 */
export function softRegions(
  frame: Uint8Array,
  labels: Uint8Array,
  { colors, background }: Prototypes,
  width: number,
): SoftRegion[] {
  const height = labels.length / width;
  const sums = colors.map(() => ({ area: 0, u: 0, v: 0, inner: 0, solid: 0, atEdge: false }));
  const inside = insideOf(labels, width);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i]! || labelBeside(labels, width, i, x);
      if (label === 0) continue;
      const sum = sums[label - 1]!;
      const p = 3 * i;
      const [r, g, b] = [background[p]!, background[p + 1]!, background[p + 2]!];
      if (labels[i] !== 0 && (x === 0 || y === 0 || x === width - 1 || y === height - 1)) sum.atEdge = true;
      let weight = 1;
      if (inside[i] === 0) {
        const color = colorBeside(frame, inside, width, i, label) ?? colors[label - 1]!;
        weight = mix(frame, p, r, g, b, color[0], color[1], color[2]);
      } else {
        const color = colors[label - 1]!;
        sum.inner += 1;
        sum.solid += mix(frame, p, r, g, b, color[0], color[1], color[2]);
      }
      sum.area += weight;
      sum.u += weight * (x + 0.5);
      sum.v += weight * (y + 0.5);
    }
  }
  return sums.map(({ area, u, v, inner, solid, atEdge }) => ({
    area,
    u: u / area,
    v: v / area,
    solid: inner === 0 ? 0 : solid / inner,
    atEdge,
  }));
}

/** The label of pixels whose four neighbours have it too; 0 elsewhere. */
function insideOf(labels: Uint8Array, width: number): Uint8Array {
  const inside = new Uint8Array(labels.length);
  for (let i = width; i < labels.length - width; i++) {
    const label = labels[i]!;
    if (label === 0 || i % width === 0 || i % width === width - 1) continue;
    const same =
      labels[i - 1] === label &&
      labels[i + 1] === label &&
      labels[i - width] === label &&
      labels[i + width] === label;
    if (same) inside[i] = label;
  }
  return inside;
}

/** The label of a neighbour of pixel `i`, in column `x`; 0 where none of the four has one. */
function labelBeside(labels: Uint8Array, width: number, i: number, x: number): number {
  return (
    (x > 0 ? labels[i - 1]! : 0) ||
    (x < width - 1 ? labels[i + 1]! : 0) ||
    (labels[i - width] ?? 0) ||
    (labels[i + width] ?? 0)
  );
}

/** Mean colour of the pixels inside of a label within two steps of pixel `i`; null where there are none. */
function colorBeside(
  frame: Uint8Array,
  inside: Uint8Array,
  width: number,
  i: number,
  label: number,
): readonly [number, number, number] | null {
  const [x, y] = [i % width, Math.floor(i / width)];
  const height = inside.length / width;
  let [r, g, b, count] = [0, 0, 0, 0];
  for (let v = Math.max(0, y - 2); v <= Math.min(height - 1, y + 2); v++) {
    for (let u = Math.max(0, x - 2); u <= Math.min(width - 1, x + 2); u++) {
      const j = v * width + u;
      if (inside[j] !== label) continue;
      r += frame[3 * j]!;
      g += frame[3 * j + 1]!;
      b += frame[3 * j + 2]!;
      count += 1;
    }
  }
  return count === 0 ? null : [r / count, g / count, b / count];
}
