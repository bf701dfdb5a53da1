import type { ExportView } from './export-format.ts';

/** Which rows of an episode's tables go into an export: 0, stride, 2 · stride, … */
export type Rows = { readonly count: number; readonly stride: number };

/** The rows that belong to a view's exported frames. */
export const viewRows = ({ frames, step, camera }: ExportView): Rows => ({
  count: frames,
  stride: step * camera.every,
});

/** The rows that are taken of `values`, [frames, width], `keep` of each row: [count, keep]. */
export function takeRows(
  values: ArrayLike<number>,
  width: number,
  keep: readonly number[],
  { count, stride }: Rows,
): Float32Array {
  const out = new Float32Array(count * keep.length);
  for (let k = 0; k < count; k++)
    keep.forEach((column, i) => {
      out[k * keep.length + i] = values[k * stride * width + column] as number;
    });
  return out;
}
