import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyBox } from '#src/core/body-box.ts';
import { projectToImage } from '#src/core/camera-model.ts';
import type { Shape } from '#src/core/episode.ts';
import type { Lens } from '#src/core/lens.ts';
import {
  conjugate,
  IDENTITY_QUATERNION,
  multiplyQuaternions,
  poseMatrix,
  type Quaternion,
  rotate,
  transformPoint,
  type Vec3,
} from '#src/core/pose.ts';
import { shapeExtent, shapeReach } from '#src/core/shape-extent.ts';
import { amodalBox } from '#src/render/derive/amodal-box.ts';
import { deriveBoxes } from '#src/render/derive/boxes.ts';
import { rotationQuaternion } from '#src/render/derive/rotation-quaternion.ts';
import { farthestPoint } from '#src/scene/shape-support.ts';
import { AT_ORIGIN, type cameraAt, marchView, modelWith, type Placed } from './march-view.ts';

const LENSES: readonly Lens[] = [
  { kind: 'pinhole' },
  { kind: 'brown-conrady', k1: -0.1, k2: 0.02, p1: 0.002, p2: -0.001, k3: 0 },
  { kind: 'fisheye', k1: 0.05, k2: 0, k3: 0, k4: 0 },
];
const SHAPES: readonly Shape[] = [
  { kind: 'box', size: [0.6, 1, 1.6] },
  { kind: 'sphere', radius: 0.7 },
  { kind: 'cylinder', radius: 0.5, height: 1.2 },
  { kind: 'capsule', radius: 0.4, height: 0.9 },
];
const part = fc.double({ min: -1, max: 1, noNaN: true });
const turn = fc
  .tuple(part, part, part, fc.double({ min: 0.1, max: 1, noNaN: true }))
  .map((q): Quaternion => q.map((x) => x / Math.hypot(...q)) as unknown as Quaternion);

const boxOf = (
  placed: readonly Placed[],
  name: string,
  ...more: [] | [ReturnType<typeof cameraAt>]
): BodyBox => deriveBoxes(marchView(placed, ...more))[placed.findIndex((body) => body.name === name)]!;

/** Numbers from −1 to 1, both among them. */
const STEPS = Array.from({ length: 61 }, (_, i) => i / 30 - 1);

/** Points all over a surface, its edges and rims among them. */
function surfacePoints(shape: Shape): readonly Vec3[] {
  const points: Vec3[] = [];
  for (const s of STEPS) {
    for (const t of STEPS) {
      const [around, up] = [Math.PI * t, (Math.PI * s) / 2];
      if (shape.kind === 'cylinder') {
        const { radius, height } = shape;
        points.push([radius * Math.cos(around), radius * Math.sin(around), (s * height) / 2]);
      } else if (shape.kind === 'sphere' || shape.kind === 'capsule') {
        const lift = shape.kind === 'capsule' ? (Math.sign(s) * shape.height) / 2 : 0;
        const across = shape.radius * Math.cos(up);
        const z = shape.radius * Math.sin(up) + lift;
        points.push([across * Math.cos(around), across * Math.sin(around), z]);
      } else {
        const [x, y, z] = shapeExtent(shape).size.map((edge) => edge / 2) as unknown as Vec3;
        for (const side of [-1, 1]) {
          points.push([side * x, s * y, t * z], [s * x, side * y, t * z], [s * x, t * y, side * z]);
        }
      }
    }
  }
  return points;
}

/** The box around a body's image, by points all over it. */
function denseBox(shape: Shape, cameraFromBody: readonly number[], lens: Lens): readonly number[] {
  const model = modelWith(lens);
  let box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const point of surfacePoints(shape)) {
    const [u, v] = projectToImage(model, transformPoint(cameraFromBody, point))!;
    box = [Math.min(box[0]!, u), Math.min(box[1]!, v), Math.max(box[2]!, u), Math.max(box[3]!, v)];
  }
  return box;
}

describe('amodal boxes', () => {
  it('of a box that faces the camera end where its near face does', () => {
    const [f, { amodalBox: box }] = [
      modelWith().intrinsics.fx,
      boxOf([{ name: 'box', shape: { kind: 'box', size: [1, 2, 3] }, position: [0.5, 0, 5.5] }], 'box'),
    ];
    [32, 24 - f / 4, 32 + f / 4, 24 + f / 4].forEach((edge, i) => {
      expect(box![i]).toBeCloseTo(edge, 9);
    });
  });

  it('of a ball end where its sight lines touch it', () => {
    const [f, { amodalBox: box }] = [
      modelWith().intrinsics.fx,
      boxOf([{ name: 'ball', shape: { kind: 'sphere', radius: 1 }, position: [1, 0, 4] }], 'ball'),
    ];
    const [angle, half] = [Math.atan(1 / 4), Math.asin(1 / Math.sqrt(17))];
    expect(box![0]).toBeCloseTo(32 + f * Math.tan(angle - half), 2);
    expect(box![2]).toBeCloseTo(32 + f * Math.tan(angle + half), 2);
    expect(box![1] + box![3]).toBeCloseTo(48, 9);
  });

  it.each(LENSES)('hold every point of the surface and no more, through a $kind lens', (lens) => {
    fc.assert(
      fc.property(fc.constantFrom(...SHAPES), turn, part, part, (shape, orientation, x, y) => {
        const cameraFromBody = poseMatrix([x, y, 5], orientation);
        const box = amodalBox(modelWith(lens), shape, cameraFromBody)!;
        denseBox(shape, cameraFromBody, lens).forEach((edge, i) => {
          const beyond = i < 2 ? box[i]! - edge : edge - box[i]!;
          expect(beyond).toBeLessThan(0.01);
          // The points beside an outline lie up to this far inside it.
          expect(beyond).toBeGreaterThan(-0.05);
        });
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('are absent where some of the body is behind the camera', () => {
    const ball = (z: number): Placed[] => [
      { name: 'ball', shape: { kind: 'sphere', radius: 1 }, position: [0, 0, z] },
    ];
    expect(boxOf(ball(0.99), 'ball').amodalBox).toBeNull();
    expect(boxOf(ball(1.01), 'ball').amodalBox).not.toBeNull();
    expect(boxOf(ball(-3), 'ball')).toMatchObject({
      visibleBox: null,
      truncation: null,
      unoccludedPixels: 0,
      visibility: 0,
    });
  });
});

describe('what is seen of a body', () => {
  const bar = (x: number): Placed => ({
    name: 'bar',
    shape: { kind: 'box', size: [0.5, 9, 0.1] },
    position: [x, 0, 2],
  });
  const zoo: readonly Placed[] = SHAPES.map((shape, i) => ({
    ...{ name: `it_${i}`, shape, position: [i * 0.8 - 1.2, 0.2 * i - 0.3, 4 + i * 0.3] },
    orientation: [0.2, -0.4, 0.4, 0.8],
  }));

  it.each(LENSES)('agrees with its mask, and with its mask alone, through a $kind lens', (lens) => {
    const placed = [...zoo, bar(-0.4)];
    const view = marchView(placed, AT_ORIGIN, modelWith(lens));
    const rows = deriveBoxes(view);
    placed.forEach((body, row) => {
      const box = rows[row]!;
      const mask = [...view.instanceId.keys()].filter((i) => view.instanceId[i] === 10 * (row + 1));
      const alone = marchView([body], AT_ORIGIN, modelWith(lens)).instanceId.filter((id) => id !== 0).length;
      expect(box.instanceId).toBe(10 * (row + 1));
      expect(box.visiblePixels).toBe(mask.length);
      expect(box.unoccludedPixels).toBe(alone);
      expect(box.visibility).toBe(mask.length / alone);
      const [columns, lines] = [mask.map((i) => i % 64), mask.map((i) => Math.floor(i / 64))];
      const wanted = [
        Math.min(...columns),
        Math.min(...lines),
        Math.max(...columns) + 1,
        Math.max(...lines) + 1,
      ];
      expect(box.visibleBox).toEqual(wanted);
      if (box.amodalBox === null) return;
      // A pixel shows what its centre meets, so a mask may reach half a pixel past the body.
      expect(box.visibleBox![0]).toBeGreaterThan(box.amodalBox[0] - 0.51);
      expect(box.visibleBox![1]).toBeGreaterThan(box.amodalBox[1] - 0.51);
      expect(box.visibleBox![2]).toBeLessThan(box.amodalBox[2] + 0.51);
      expect(box.visibleBox![3]).toBeLessThan(box.amodalBox[3] + 0.51);
    });
    expect(rows.slice(0, 2).some(({ visibility }) => visibility < 0.9)).toBe(true);
  });

  it('is half outside where its middle is on the edge of the image', () => {
    const { fx } = modelWith().intrinsics;
    const box = boxOf(
      [{ name: 'box', shape: { kind: 'box', size: [1, 1, 0.01] }, position: [(32 / fx) * 4, 0, 4.005] }],
      'box',
    );
    expect(box.truncation).toBeCloseTo(0.5, 2);
    expect(box.visibility).toBe(1);
    expect(boxOf([bar(9)], 'bar')).toMatchObject({ visibleBox: null, visibility: 0, truncation: 1 });
    expect(boxOf(zoo.slice(0, 1), 'it_0').truncation).toBe(0);
  });
});

describe('3-D boxes', () => {
  it("are the body's own in both frames", () => {
    fc.assert(
      fc.property(turn, turn, part, part, part, (orientation, cameraTurn, x, y, z) => {
        const worldFromCamera = poseMatrix([y, z, x], cameraTurn);
        const view = marchView([], worldFromCamera, modelWith({ kind: 'pinhole' }, 2, 2));
        const one = marchView(
          [{ name: 'box', shape: SHAPES[0]!, position: [x, y, z], orientation }],
          AT_ORIGIN,
          view.model,
        );
        const box = deriveBoxes({ ...one, worldFromCamera })[0]!;
        expect(box.halfSize).toEqual([0.3, 0.5, 0.8]);
        // Plus 0, which turns −0 into 0.
        expect(box.worldCenter).toEqual([x + 0, y + 0, z + 0]);
        expect(box.worldOrientation).toEqual(orientation);
        const corner: Vec3 = [0.3, -0.5, 0.8];
        const inWorld = transformPoint(poseMatrix(box.worldCenter, box.worldOrientation), corner);
        const inCamera = transformPoint(poseMatrix(box.cameraCenter, box.cameraOrientation), corner);
        transformPoint(worldFromCamera, inCamera).forEach((p, axis) => {
          expect(p).toBeCloseTo(inWorld[axis]!, 9);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('have the turn that their matrix has, half turns among them', () => {
    const check = (q: Quaternion): void => {
      const back = rotationQuaternion(poseMatrix([1, 2, 3], q));
      const between = multiplyQuaternions(back, conjugate(q));
      expect(Math.abs(between[3])).toBeCloseTo(1, 12);
    };
    fc.assert(fc.property(turn, check));
    for (const q of [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], IDENTITY_QUATERNION])
      check(q as unknown as Quaternion);
  });

  it('reach as far as the farthest point of their shape', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SHAPES), turn, (shape, q) => {
        const direction = rotate(q, [0, 0, 1]);
        const solid = { shape, position: [0, 0, 0], orientation: IDENTITY_QUATERNION } as const;
        const farthest = farthestPoint(solid, direction);
        const reach = farthest[0] * direction[0] + farthest[1] * direction[1] + farthest[2] * direction[2];
        expect(shapeReach(shape, direction)).toBeCloseTo(reach, 9);
      }),
    );
  });
});
