/** The share of a clip's depths that may lie nearer than white, and farther than black. */
const BEYOND = 0.005;

/** Every depth that is stored, in steps of the dataset's scale. */
const STEPS = 65_536;

/** How often each stored depth comes in a clip; where nothing is does not count. */
export async function depthHistogram(frames: AsyncIterable<Uint16Array>): Promise<Float64Array> {
  const counts = new Float64Array(STEPS);
  for await (const frame of frames) for (const step of frame) counts[step]!++;
  counts[0] = 0;
  return counts;
}

/** The stored depth below which a share of them lies; 0 of none. */
function quantile(counts: Float64Array, share: number): number {
  const wanted = share * counts.reduce((sum, n) => sum + n, 0);
  let below = 0;
  for (let step = 0; step < STEPS; step++) {
    below += counts[step]!;
    if (below > wanted) return step;
  }
  return 0;
}

/**
 * Grey of every stored depth on one scale for the whole clip: inverse depth, so that near is bright; black is far,
 * and where nothing is.
 */
export function depthGreys(counts: Float64Array): Uint8Array {
  const greys = new Uint8Array(STEPS);
  const near = quantile(counts, BEYOND);
  if (near === 0) return greys;
  const far = Math.max(quantile(counts, 1 - BEYOND), near + 1);
  for (let step = 1; step < STEPS; step++) {
    const share = (1 / step - 1 / far) / (1 / near - 1 / far);
    greys[step] = Math.round(255 * Math.max(0, Math.min(1, share)));
  }
  return greys;
}

/** Depths as a grey picture, [height, width, 3]. */
export function depthPicture(depths: Uint16Array, greys: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(3 * depths.length);
  for (let i = 0, at = 0; i < depths.length; i++) {
    const grey = greys[depths[i]!]!;
    rgb[at++] = grey;
    rgb[at++] = grey;
    rgb[at++] = grey;
  }
  return rgb;
}
