import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intrinsicsFromFov } from '#src/core/camera.ts';
import type { Lens } from '#src/core/lens.ts';
import { conjugate, type Quaternion, rotate, subtract, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { deriveDistance } from '#src/render/derive/distance.ts';
import { deriveObjectCoordinates } from '#src/render/derive/object-coordinates.ts';
import { deriveSemanticId } from '#src/render/derive/semantic-id.ts';
import type { ViewTruth } from '#src/render/derive/view-truth.ts';
import { AT_ORIGIN, cameraAt, marchView, modelWith, type Placed } from './march-view.ts';

const TURNED: Quaternion = [0.2, -0.4, 0.4, 0.8];
const ZOO: readonly Placed[] = [
  { name: 'wall', shape: { kind: 'plane', size: 6 }, position: [0, 0, 6], orientation: [1, 0, 0, 0] },
  { name: 'box', shape: { kind: 'box', size: [0.6, 0.4, 0.8] }, position: [-1, 0, 4], orientation: TURNED },
  { name: 'ball', shape: { kind: 'sphere', radius: 0.4 }, position: [0, 0.5, 3], orientation: TURNED },
  {
    name: 'can',
    shape: { kind: 'cylinder', radius: 0.3, height: 0.9 },
    position: [1, 0, 4],
    orientation: TURNED,
  },
  {
    name: 'pill',
    shape: { kind: 'capsule', radius: 0.2, height: 0.5 },
    position: [0, -1, 4],
    orientation: TURNED,
  },
];
const LENSES: readonly Lens[] = [
  { kind: 'pinhole' },
  { kind: 'brown-conrady', k1: -0.1, k2: 0.02, p1: 0.002, p2: -0.001, k3: 0 },
  { kind: 'fisheye', k1: 0.05, k2: 0, k3: 0, k4: 0 },
];

const cameraPoint = ({ directions, depthZ }: ViewTruth, i: number): Vec3 => {
  const z = depthZ[i]!;
  return [directions[2 * i]! * z, directions[2 * i + 1]! * z, z];
};

describe('distance', () => {
  it('is the length of the way to the point that a pixel shows, through any lens', () => {
    for (const lens of LENSES) {
      const view = marchView(ZOO, cameraAt([0.1, 0, 0]), modelWith(lens));
      deriveDistance(view).forEach((distance, i) => {
        expect(distance).toBeCloseTo(Math.hypot(...cameraPoint(view, i)), 5);
      });
    }
  });

  it('is depth times the length of the ray, and 0 where nothing is or no direction', () => {
    const part = fc.float({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(part, part, fc.float({ min: Math.fround(0.01), max: 100, noNaN: true }), (x, y, z) => {
        const view = { depthZ: Float32Array.of(z), directions: Float32Array.of(x, y) } as ViewTruth;
        const wanted = z * Math.hypot(x, y, 1);
        expect(Math.abs(deriveDistance(view)[0]! - wanted)).toBeLessThanOrEqual(1e-6 * wanted);
      }),
    );
    const nowhere = { depthZ: new Float32Array(1), directions: Float32Array.of(Number.NaN, Number.NaN) };
    expect(deriveDistance(nowhere as ViewTruth)).toEqual(new Float32Array(1));
  });

  it('of a ball around the camera direction is least in its middle: centre minus radius', () => {
    const view = marchView([{ name: 'ball', shape: { kind: 'sphere', radius: 1 }, position: [0, 0, 5] }]);
    const k = intrinsicsFromFov(60, 64, 48);
    const least = Math.min(...deriveDistance(view).filter((d) => d > 0));
    // The middle four pixels look half a pixel past the centre on both axes.
    const sine = Math.sin(Math.atan(Math.hypot(0.5, 0.5) / k.fx));
    expect(least).toBeCloseTo(5 * Math.sqrt(1 - sine ** 2) - Math.sqrt(1 - (5 * sine) ** 2), 5);
  });
});

describe('semantic ids', () => {
  it("are the classes' of the bodies seen, and 0 for the background", () => {
    const view = marchView([...ZOO.slice(1)]);
    const semantic = deriveSemanticId(view, { b: 7, c: 3, p: 65_535 });
    const wanted = [0, 7, 7, 3, 65_535];
    expect([...semantic]).toEqual([...view.instanceId].map((id) => wanted[id / 10]));
    expect(new Set(semantic).size).toBe(4);
  });
});

describe('object coordinates', () => {
  it("are the point in the body's frame over the body's size, through any lens", () => {
    const sizes: readonly Vec3[] = [
      [6, 6, 1],
      [0.6, 0.4, 0.8],
      [0.8, 0.8, 0.8],
      [0.6, 0.6, 0.9],
      [0.4, 0.4, 0.9],
    ];
    for (const lens of LENSES) {
      const worldFromCamera = cameraAt([0.3, -0.1, 0.2]);
      const view = marchView(ZOO, worldFromCamera, modelWith(lens));
      const coordinates = deriveObjectCoordinates(view);
      for (let i = 0; i < view.depthZ.length; i++) {
        const got = [...coordinates.subarray(3 * i, 3 * i + 3)];
        const index = view.instanceId[i]! / 10 - 1;
        if (index < 0) {
          expect(got).toEqual([0, 0, 0]);
          continue;
        }
        const { position, orientation } = ZOO[index]!;
        const world = transformPoint(worldFromCamera, cameraPoint(view, i));
        const local = rotate(conjugate(orientation!), subtract(world, position));
        local.forEach((p, axis) => {
          expect(Math.abs(got[axis]! - (p / sizes[index]![axis]! + 0.5))).toBeLessThan(2e-6);
        });
      }
    }
  });

  it("of a box's near face are 0 along its normal, and 0.5 ± half an edge at its ends", () => {
    const view = marchView([{ name: 'box', shape: { kind: 'box', size: [2, 1, 3] }, position: [0, 0, 5] }]);
    const coordinates = deriveObjectCoordinates(view);
    const rows = [...view.instanceId.keys()].filter((i) => view.instanceId[i] !== 0);
    const column = (axis: number): number[] => rows.map((i) => coordinates[3 * i + axis]!);
    expect(Math.max(...column(2))).toBeLessThan(1e-6);
    expect(Math.max(...column(0))).toBeGreaterThan(0.95);
    expect(Math.min(...column(0)) + Math.max(...column(0))).toBeCloseTo(1, 5);
    expect(Math.min(...column(1)) + Math.max(...column(1))).toBeCloseTo(1, 5);
  });

  it('of a plane lie at 0.5 across it', () => {
    const view = marchView(ZOO.slice(0, 1), AT_ORIGIN);
    const coordinates = deriveObjectCoordinates(view);
    view.instanceId.forEach((id, i) => {
      expect(coordinates[3 * i + 2]).toBe(id === 0 ? 0 : 0.5);
    });
  });
});
