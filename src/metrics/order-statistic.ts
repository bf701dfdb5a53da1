/**
 * Rearranges a part of a list so that `values[n]` is what sorting would put there, with nothing greater
 * before it and nothing less after it; returns it. NaN must not be among them.
 *
 * Source: Hoare 1961 (Algorithm 65, FIND), the middle one of three as pivot.
 *
 * @param from - First place of the part; `end` is one past its last.
 */
export function selectOrder(values: Float64Array, n: number, from = 0, end = values.length): number {
  let low = from;
  let high = end - 1;
  while (low < high) {
    const [a, b, c] = [values[low]!, values[(low + high) >> 1]!, values[high]!];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i += 1;
      while (values[j]! > pivot) j -= 1;
      if (i > j) break;
      const kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
      i += 1;
      j -= 1;
    }
    if (n <= j) high = j;
    else if (n >= i) low = i;
    else break;
  }
  return values[n]!;
}

/** Into how many equal parts the range of a list is divided to find places in it. */
const BINS = 1024;

/** Lists shorter than this are searched at once. */
const SHORT = 256;

/** Least and greatest of a list. */
function rangeOf(values: Float64Array): readonly [least: number, greatest: number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

/**
 * What sorting would put at those places of a list, which stays as it is: counted by parts of its range first, so
 * that only the few values beside a place are sorted out. NaN must not be among them.
 *
 * @param places - Each within the list.
 */
export function selectOrders(values: Float64Array, places: readonly number[]): number[] {
  const [least, greatest] = rangeOf(values);
  const scale = BINS / (greatest - least);
  if (values.length < SHORT || !(scale > 0 && Number.isFinite(scale))) {
    const copy = values.slice();
    return places.map((place) => selectOrder(copy, place));
  }
  const counts = new Uint32Array(BINS);
  const bins = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.min(BINS - 1, Math.floor((values[i]! - least) * scale));
    bins[i] = bin;
    counts[bin]! += 1;
  }
  const beside = new Map<number, Float64Array>();
  return places.map((place) => {
    let bin = 0;
    let before = 0;
    while (before + counts[bin]! <= place) before += counts[bin++]!;
    const part = beside.get(bin) ?? takeBin(values, bins, bin, counts[bin]!);
    beside.set(bin, part);
    return selectOrder(part, place - before);
  });
}

/** The values of one bin. */
function takeBin(values: Float64Array, bins: Uint16Array, bin: number, count: number): Float64Array {
  const part = new Float64Array(count);
  for (let i = 0, to = 0; to < count; i++) if (bins[i] === bin) part[to++] = values[i]!;
  return part;
}
