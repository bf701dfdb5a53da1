import { expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { GREY_GRID, greyGrid } from '#src/evaluate/bounds/grey-grid.ts';
import { type FilmFeatures, nearestWindow } from '#src/evaluate/bounds/nearest-window.ts';

const SIZE = 5;
const rng = createRng(3);
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => rng.integer(0, 255));
const films: FilmFeatures[] = [9, 12, 4, 20].map((frames) => ({ frames, values: bytes(frames * SIZE) }));

/** All windows, each compared whole. */
function slowly(context: Uint8Array, horizon: number) {
  const shown = context.length / SIZE;
  const all = films.flatMap(({ values, frames }, film) =>
    Array.from({ length: Math.max(0, frames - shown - horizon + 1) }, (_, start) => ({
      ...{ film, start },
      distance: context.reduce(
        (sum, value, i) => sum + (value - (values[start * SIZE + i] as number)) ** 2,
        0,
      ),
    })),
  );
  const best = all.reduce((a, b) => (b.distance < a.distance ? b : a));
  return { film: best.film, start: best.start };
}

it('finds what comparing every window finds', () => {
  for (let i = 0; i < 40; i++) {
    const context = bytes(3 * SIZE);
    expect(nearestWindow(films, context, SIZE, 4)).toEqual(slowly(context, 4));
  }
});

it('finds a window itself, and none where no future is left', () => {
  const { values } = films[3] as FilmFeatures;
  expect(nearestWindow(films, values.slice(7 * SIZE, 10 * SIZE), SIZE, 4)).toEqual({ film: 3, start: 7 });
  expect(nearestWindow(films, values.slice(0, 3 * SIZE), SIZE, 18)).toBeNull();
});

it('sees a frame by the mean greys of its cells', () => {
  const frame = new Uint8Array(3 * 64 * 32);
  // The cell of row 1 and column 2: rows 2 and 3, columns 8 to 11, of pure green.
  for (let y = 2; y < 4; y++) for (let x = 8; x < 12; x++) frame[3 * (64 * y + x) + 1] = 200;
  const grid = greyGrid(frame, 64);
  expect(grid[GREY_GRID + 2]).toBe(Math.round(0.587 * 200));
  expect(grid.reduce((sum, value) => sum + value, 0)).toBe(Math.round(0.587 * 200));
});
