import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtract, type Vec3 } from '#src/core/pose.ts';
import type { Plane, Primitive } from '#src/core/shape.ts';
import { meetsShape } from '#src/render/derive/ray-shape.ts';
import { march } from './march-view.ts';

type Shape = Primitive | Plane;

const SHAPES: readonly Shape[] = [
  { kind: 'box', size: [0.6, 1, 1.6] },
  { kind: 'sphere', radius: 0.7 },
  { kind: 'cylinder', radius: 0.5, height: 1.2 },
  { kind: 'capsule', radius: 0.4, height: 0.9 },
  { kind: 'plane', size: 1.5 },
];

const metres = (reach: number) => fc.double({ min: -reach, max: reach, noNaN: true });
const near = fc.tuple(metres(1), metres(1), metres(1));
const outside = fc.tuple(metres(1), metres(1), metres(1)).map((p): Vec3 => {
  const length = Math.hypot(...p) || 1;
  return [(4 * p[0]) / length, (4 * p[1]) / length, (4 * p[2]) / length + (p.every((x) => x === 0) ? 4 : 0)];
});

const spanOf = (shape: Shape, origin: Vec3, direction: Vec3): readonly [number, number] | null => {
  const span = new Float64Array(2);
  return meetsShape(shape, Float64Array.of(...origin, ...direction), span) ? [span[0]!, span[1]!] : null;
};

describe.each(SHAPES)('a line through a $kind', (shape) => {
  it('enters where marching along it finds the surface, and leaves where marching back does', () => {
    fc.assert(
      fc.property(outside, near, (origin, target) => {
        fc.pre(shape.kind !== 'plane' || origin[2] > 0.1);
        const direction = subtract(target, origin);
        const span = spanOf(shape, origin, direction);
        const marched = march([{ name: 'it', shape, position: [0, 0, 0] }], origin, direction);
        // A line that all but touches may be judged either way.
        if (span !== null && span[1] - span[0] < 0.02 && shape.kind !== 'plane') return;
        if (span === null && marched !== null) {
          const slack = spanOf(grown(shape), origin, direction);
          expect(slack).not.toBeNull();
          return;
        }
        expect(marched === null).toBe(span === null);
        if (span === null || marched === null) return;
        expect(span[0]).toBeCloseTo(marched.t, 5);
        if (shape.kind === 'plane') return;
        const end: Vec3 = [
          origin[0] + 3 * direction[0],
          origin[1] + 3 * direction[1],
          origin[2] + 3 * direction[2],
        ];
        const back = march([{ name: 'it', shape, position: [0, 0, 0] }], end, subtract(origin, end));
        expect(span[1]).toBeCloseTo(3 - 3 * back!.t, 4);
      }),
      { numRuns: 500 },
    );
  });
});

const grown = (shape: Shape): Shape => {
  const more = 1e-7;
  switch (shape.kind) {
    case 'box':
      return { kind: 'box', size: shape.size.map((x) => x + more) as unknown as Vec3 };
    case 'plane':
      return { kind: 'plane', size: shape.size + more };
    default:
      return { ...shape, radius: shape.radius + more };
  }
};

describe('a line', () => {
  it('meets a plane on its upper side alone, where it is drawn', () => {
    const plane: Shape = { kind: 'plane', size: 2 };
    expect(spanOf(plane, [0.5, 0, 3], [0, 0, -1])).toEqual([3, 3]);
    expect(spanOf(plane, [1.5, 0, 3], [0, 0, -1])).toBeNull();
    expect(spanOf(plane, [0.5, 0, -3], [0, 0, 1])).toBeNull();
  });

  it('along an axis meets flat sides and round ones where they are', () => {
    expect(spanOf({ kind: 'capsule', radius: 0.5, height: 1 }, [0, 0, 3], [0, 0, -2])).toEqual([1, 2]);
    expect(spanOf({ kind: 'cylinder', radius: 0.5, height: 1 }, [0.2, 0, 3], [0, 0, -1])).toEqual([2.5, 3.5]);
    expect(spanOf({ kind: 'cylinder', radius: 0.5, height: 1 }, [0.6, 0, 3], [0, 0, -1])).toBeNull();
    expect(spanOf({ kind: 'box', size: [1, 1, 1] }, [-2, 0, 0], [1, 0, 0])).toEqual([1.5, 2.5]);
  });

  it('is behind its origin where it began inside', () => {
    expect(spanOf({ kind: 'sphere', radius: 2 }, [0, 0, 0], [1, 0, 0])).toEqual([-2, 2]);
  });
});
