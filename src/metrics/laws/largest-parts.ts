/**
 * A label map of which each label keeps its largest connected part alone (4-neighbours); stray pixels that look
 * like a body are not it. Of parts of one size the first in reading order stays.
 *
 * @param labels - Shape [height, width]; 0 = background.
 */
export function largestParts(labels: Uint8Array, width: number): Uint8Array {
  const part = new Int32Array(labels.length);
  const stack = new Int32Array(labels.length);
  const largest = new Map<number, { readonly part: number; readonly area: number }>();
  let parts = 0;
  for (let start = 0; start < labels.length; start++) {
    const label = labels[start]!;
    if (label === 0 || part[start] !== 0) continue;
    parts += 1;
    let area = 0;
    let end = 0;
    const reach = (i: number): void => {
      if (labels[i] !== label || part[i] !== 0) return;
      part[i] = parts;
      stack[end++] = i;
    };
    reach(start);
    while (end > 0) {
      const i = stack[--end]!;
      area += 1;
      const x = i % width;
      if (x > 0) reach(i - 1);
      if (x < width - 1) reach(i + 1);
      reach(i - width);
      reach(i + width);
    }
    if (area > (largest.get(label)?.area ?? 0)) largest.set(label, { part: parts, area });
  }
  return labels.map((label, i) => (label !== 0 && largest.get(label)?.part === part[i] ? label : 0));
}
