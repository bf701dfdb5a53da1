import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gridHeight, gridWindow, layOut, neighbour } from '#src/viewer/data/grid-window.ts';

it('holds every card that can be seen, and no more than two screens and their rows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 3000 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 300, max: 2000 }),
      fc.double({ min: -0.1, max: 1.1, noNaN: true }),
      (width, count, screen, share) => {
        const layout = layOut(width, 0.75);
        const scrolled = share * gridHeight(layout, count);
        const { first, end, top } = gridWindow(layout, count, scrolled, screen);
        const topOf = (card: number): number => Math.floor(card / layout.columns) * layout.rowHeight;
        expect(top).toBe(topOf(first));
        for (const card of [0, first - 1, end, count - 1]) {
          if (card < 0 || card >= count || (card >= first && card < end)) continue;
          const isSeen = topOf(card) < scrolled + screen && topOf(card) + layout.rowHeight > scrolled;
          expect(isSeen).toBe(false);
        }
        expect(end - first).toBeLessThanOrEqual(
          (2 * Math.ceil(screen / layout.rowHeight) + 2) * layout.columns,
        );
      },
    ),
  );
});

it('fills the width and never more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), (width) => {
      const { columns, cardWidth } = layOut(width, 1);
      expect(columns * cardWidth + (columns - 1) * 12).toBeLessThanOrEqual(Math.max(width, cardWidth));
    }),
  );
});

it('moves by the arrow keys and stays within', () => {
  const layout = layOut(500, 1);
  expect(layout.columns).toBe(3);
  expect(
    ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) =>
      neighbour(layout, 8, 4, key),
    ),
  ).toEqual([5, 3, 7, 1, 0, 7]);
  expect(neighbour(layout, 8, 0, 'ArrowLeft')).toBe(0);
  expect(neighbour(layout, 8, 7, 'ArrowDown')).toBe(7);
});
