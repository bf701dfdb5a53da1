import fc from 'fast-check';
import { expect, it } from 'vitest';
import { multiplyQuaternions, poseMatrix, type Quaternion } from '#src/core/pose.ts';
import { fixedAngles } from '#src/dataset/export/arm-poses.ts';
import { mergeActions } from '#src/dataset/export/lerobot/action-elements.ts';
import { evenRuns } from '#src/dataset/export/webdataset/webdataset.ts';

const about = (axis: 0 | 1 | 2, angle: number): Quaternion => {
  const q = [0, 0, 0, Math.cos(angle / 2)];
  q[axis] = Math.sin(angle / 2);
  return q as unknown as Quaternion;
};

/** Rz · Ry · Rx. */
const turned = (x: number, y: number, z: number) =>
  poseMatrix([0, 0, 0], multiplyQuaternions(about(2, z), multiplyQuaternions(about(1, y), about(0, x))));

it('finds the angles about fixed axes that make a rotation', () => {
  const angle = fc.double({ min: -3.1, max: 3.1, noNaN: true });
  fc.assert(
    fc.property(angle, fc.double({ min: -1.5, max: 1.5, noNaN: true }), angle, (x, y, z) => {
      fixedAngles(turned(x, y, z)).forEach((found, i) => {
        expect(found).toBeCloseTo([x, y, z][i] as number, 6);
      });
    }),
  );
});

it('makes the same rotation at a quarter turn about y, where angles are not unique', () => {
  const there = turned(0.4, Math.PI / 2, -0.7);
  turned(...(fixedAngles(there) as [number, number, number])).forEach((value, i) => {
    expect(value).toBeCloseTo(there[i] as number, 6);
  });
});

it('merges actions: speeds by their mean, places by the last', () => {
  const elements = [
    { name: 'speed', merge: 'mean' },
    { name: 'place', merge: 'last' },
  ] as const;
  expect([...mergeActions([1, 10, 3, 20, 5, 30], elements, 2, 2)]).toEqual([2, 20, 5, 30]);
});

it('cuts samples into runs that differ by one at most, all of them and in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (n) => {
      const samples = Array.from({ length: n }, (_, i) => i);
      const runs = evenRuns(samples);
      const sizes = runs.map(({ length }) => length);
      expect(runs.flat()).toEqual(samples);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(256);
      expect(runs.length).toBeGreaterThanOrEqual(Math.min(n, 8));
    }),
    { numRuns: 40 },
  );
});
