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
