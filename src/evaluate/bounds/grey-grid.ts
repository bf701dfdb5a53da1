/** Side of the grid. */
export const GREY_GRID = 16;

/**
 * A frame as a grid of mean greys, 8 bit: what is alike to the eye from afar is near here. Pictures with fewer pixels
 * than the grid has cells repeat some.
 *
 * Source: ITU-R BT.601 luma.
 *
 * @param frame - sRGB 8 bit, shape [height, width, 3].
 * @returns Shape [GREY_GRID, GREY_GRID].
 */
export function greyGrid(frame: Uint8Array, width: number): Uint8Array {
  const height = frame.length / 3 / width;
  const edges = (side: number, cell: number): readonly [number, number] => {
    const first = Math.floor((cell * side) / GREY_GRID);
    return [first, Math.max(first + 1, Math.floor(((cell + 1) * side) / GREY_GRID))];
  };
  return Uint8Array.from({ length: GREY_GRID ** 2 }, (_, i) => {
    const [top, bottom] = edges(height, Math.floor(i / GREY_GRID));
    const [left, right] = edges(width, i % GREY_GRID);
    const sums = [0, 0, 0];
    for (let y = top; y < bottom; y++) {
      for (let at = 3 * (y * width + left); at < 3 * (y * width + right); at++) {
        sums[at % 3] = (sums[at % 3] as number) + (frame[at] as number);
      }
    }
    const [r, g, b] = sums as [number, number, number];
    return Math.round((0.299 * r + 0.587 * g + 0.114 * b) / ((bottom - top) * (right - left)));
  });
}
