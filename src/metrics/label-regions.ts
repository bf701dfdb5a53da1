/** Where one label of a label map lies. */
export type LabelRegion = {
  /** Pixels. */
  readonly area: number;
  /** Mean of the pixel centres, pixels from the image's top-left corner; NaN where there are none. */
  readonly u: number;
  readonly v: number;
};

/**
 * Area and centre of labels 1…`count` of a label map, in that order.
 *
 * @param labels Shape [height, width]; 0 = background.
 */
export function labelRegions(labels: Uint8Array | Uint16Array, width: number, count: number): LabelRegion[] {
  const area = new Float64Array(count + 1);
  const sumU = new Float64Array(count + 1);
  const sumV = new Float64Array(count + 1);
  for (let y = 0, i = 0; i < labels.length; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i]!;
      if (label === 0) continue;
      area[label]! += 1;
      sumU[label]! += x + 0.5;
      sumV[label]! += y + 0.5;
    }
  }
  return Array.from({ length: count }, (_, k) => {
    const pixels = area[k + 1]!;
    return { area: pixels, u: sumU[k + 1]! / pixels, v: sumV[k + 1]! / pixels };
  });
}
