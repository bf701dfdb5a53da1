import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centroidError } from '#src/metrics/centroid-error.ts';
import { labelRegions } from '#src/metrics/label-regions.ts';
import { presence } from '#src/metrics/presence.ts';
import { unionIou } from '#src/metrics/union-iou.ts';

const mask = fc.uint8Array({ minLength: 30, maxLength: 30, max: 2 });

/** A label map with a filled rectangle of label `label`, top-left corner (x, y). */
function rectangle(x: number, y: number, w: number, h: number, label = 1): Uint8Array {
  const map = new Uint8Array(32 * 24);
  for (let v = y; v < y + h; v++) map.fill(label, v * 32 + x, v * 32 + x + w);
  return map;
}
const regions = (map: Uint8Array, count = 1) => labelRegions(map, 32, count);

describe('union IoU', () => {
  it('equals its slow twin over sets, lies in [0, 1], is symmetric, and 1 only for equal masks', () => {
    fc.assert(
      fc.property(mask, mask, (a, b) => {
        const pixels = (m: Uint8Array) => new Set([...m.keys()].filter((i) => m[i] !== 0));
        const [setA, setB] = [pixels(a), pixels(b)];
        const union = new Set([...setA, ...setB]);
        const both = [...setA].filter((i) => setB.has(i));
        const slow = union.size === 0 ? Number.NaN : both.length / union.size;
        expect(unionIou(a, b)).toBe(slow);
        expect(unionIou(b, a)).toBe(slow);
        if (union.size > 0) expect(slow === 1).toBe(setA.size === setB.size && both.length === setA.size);
      }),
    );
  });

  it('does not mind which body a pixel was given to', () => {
    expect(unionIou(Uint8Array.of(1, 2, 0), Uint8Array.of(2, 1, 0))).toBe(1);
  });
});

describe('regions of a label map', () => {
  it('have their area and the mean of their pixel centres', () => {
    expect(regions(rectangle(4, 6, 2, 4))).toEqual([{ area: 8, u: 5, v: 8 }]);
    expect(regions(rectangle(0, 0, 0, 0))[0]).toEqual({ area: 0, u: Number.NaN, v: Number.NaN });
  });
});

describe('centroid error', () => {
  it('is how far a body was moved, whatever its shape', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), (dx, dy) => {
        const error = centroidError(regions(rectangle(2, 3, 6, 5)), regions(rectangle(2 + dx, 3 + dy, 6, 5)));
        expect(error).toBeCloseTo(Math.hypot(dx, dy), 12);
      }),
    );
  });

  it('leaves out bodies that vanished and bodies too small to judge', () => {
    expect(centroidError(regions(rectangle(2, 3, 8, 8)), regions(rectangle(20, 3, 3, 5)))).toBeNaN();
    expect(centroidError(regions(rectangle(2, 3, 3, 3)), regions(rectangle(20, 3, 3, 3)))).toBeNaN();
  });
});

describe('presence', () => {
  it('counts a body with at least a quarter of its true area', () => {
    const truth = regions(rectangle(2, 3, 8, 8));
    expect(presence(truth, regions(rectangle(2, 3, 4, 4)))).toBe(1);
    expect(presence(truth, regions(rectangle(2, 3, 5, 3)))).toBe(0);
  });

  it('is the share of the visible bodies', () => {
    const both = rectangle(0, 0, 5, 5, 1);
    both.set(rectangle(20, 10, 5, 5, 2).subarray(320), 320);
    expect(presence(regions(both, 2), regions(rectangle(0, 0, 5, 5, 1), 2))).toBe(0.5);
    expect(presence(regions(rectangle(0, 0, 3, 3)), regions(both))).toBeNaN();
  });
});
