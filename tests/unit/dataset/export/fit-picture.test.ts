import fc from 'fast-check';
import { expect, it } from 'vitest';
import { intrinsicsFromFov, projectPoint } from '#src/core/camera.ts';
import { fitIntrinsics, fitPicture, isWhole } from '#src/dataset/export/fit-picture.ts';

const side = fc.integer({ min: 2, max: 900 });

it('never enlarges, and covers what is wanted with as little cut away as can be', () => {
  fc.assert(
    fc.property(side, side, side, side, (w, h, toW, toH) => {
      const fit = fitPicture({ width: w, height: h }, { width: toW, height: toH });
      expect(fit === null).toBe(toW > w || toH > h);
      if (fit === null) return;
      expect([fit.width, fit.height]).toEqual([toW, toH]);
      expect(fit.scaledWidth).toBeLessThanOrEqual(w);
      expect(fit.scaledHeight).toBeLessThanOrEqual(h);
      expect(fit.left + toW).toBeLessThanOrEqual(fit.scaledWidth);
      expect(fit.top + toH).toBeLessThanOrEqual(fit.scaledHeight);
      expect(fit.scaledWidth === toW || fit.scaledHeight === toH).toBe(true);
      expect(isWhole(fit)).toBe(toW === w && toH === h);
    }),
  );
});

it('projects where the shrunk picture shows it', () => {
  const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(side, side, coordinate, coordinate, (w, h, x, y) => {
      const from = { width: 2 * w, height: 2 * h };
      const fit = fitPicture(from, { width: w, height: Math.max(1, h - 1) });
      if (fit === null) return;
      const k = intrinsicsFromFov(60, from.width, from.height);
      const [u, v] = projectPoint(k, [x, y, 3]);
      const [u2, v2] = projectPoint(fitIntrinsics(k, fit), [x, y, 3]);
      // A point of the picture lies at the same share of the scaled one, less what is cut off.
      expect(u2).toBeCloseTo((u / from.width) * fit.scaledWidth - fit.left, 6);
      expect(v2).toBeCloseTo((v / from.height) * fit.scaledHeight - fit.top, 6);
    }),
  );
});
