import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectToImage } from '#src/core/camera-model.ts';
import type { Lens } from '#src/core/lens.ts';
import {
  add,
  conjugate,
  IDENTITY_QUATERNION,
  invertRigid,
  multiplyQuaternions,
  multiplyTransforms,
  poseMatrix,
  type Quaternion,
  rotate,
  subtract,
  transformPoint,
  type Vec3,
} from '#src/core/pose.ts';
import type { Part, Primitive } from '#src/core/shape.ts';
import { deriveFlow } from '#src/render/derive/flow.ts';
import { deriveOcclusion } from '#src/render/derive/occlusion.ts';
import { pointMotion } from '#src/render/derive/point-motion.ts';
import type { ViewTruth } from '#src/render/derive/view-truth.ts';
import { extrude } from '#src/scene/shapes/extrude.ts';
import type { Point } from '#src/scene/shapes/polygon.ts';
import { AT_ORIGIN, cameraAt, march, marchView, modelWith, type Placed } from './march-view.ts';

const LENSES: readonly Lens[] = [
  { kind: 'pinhole' },
  { kind: 'brown-conrady', k1: -0.1, k2: 0.02, p1: 0.002, p2: -0.001, k3: 0 },
  { kind: 'fisheye', k1: 0.05, k2: 0, k3: 0, k4: 0 },
];
const TURNED: Quaternion = [0.2, -0.4, 0.4, 0.8];
const SPIN: Quaternion = [0, Math.sin(0.1), 0, Math.cos(0.1)];
const spun = ({ orientation = IDENTITY_QUATERNION }: Placed): Quaternion =>
  multiplyQuaternions(SPIN, orientation);
const BEFORE: readonly Placed[] = [
  { name: 'wall', shape: { kind: 'plane', size: 8 }, position: [0, 0, 6], orientation: [1, 0, 0, 0] },
  { name: 'box', shape: { kind: 'box', size: [0.6, 0.4, 0.8] }, position: [-1, 0, 4], orientation: TURNED },
  { name: 'ball', shape: { kind: 'sphere', radius: 0.4 }, position: [0, 0.5, 3] },
  {
    name: 'can',
    shape: { kind: 'cylinder', radius: 0.3, height: 0.9 },
    position: [1, 0, 4],
    orientation: TURNED,
  },
  { name: 'pill', shape: { kind: 'capsule', radius: 0.2, height: 0.5 }, position: [0, -1, 4] },
];
const AFTER: readonly Placed[] = BEFORE.map((body, i) =>
  i === 0
    ? body
    : { ...body, position: add(body.position, [0.1 * (i - 2), 0.1, -0.1]), orientation: spun(body) },
);
const MOVED = multiplyTransforms(
  cameraAt([0.1, -0.05, 0.2]),
  poseMatrix([0, 0, 0], [0, 0.02, 0.01, 0.99974]),
);

/** Where the point of a pixel is in the world of the other view: slowly, step by step. */
function followed(view: ViewTruth, after: readonly Placed[], i: number): Vec3 {
  const z = view.depthZ[i]!;
  const world = transformPoint(view.worldFromCamera, [
    view.directions[2 * i]! * z,
    view.directions[2 * i + 1]! * z,
    z,
  ]);
  const row = view.instanceId[i]! / 10 - 1;
  const [x, y, w, s] = view.state.orientations.subarray(4 * row, 4 * row + 4);
  const position = Array.from(view.state.positions.subarray(3 * row, 3 * row + 3)) as unknown as Vec3;
  const local = rotate(conjugate([x!, y!, w!, s!]), subtract(world, position));
  const { position: to, orientation = IDENTITY_QUATERNION } = after[row]!;
  return add(to, rotate(orientation, local));
}

describe('flow', () => {
  it.each(LENSES)('is where the reprojected point lands, through a $kind lens', (lens) => {
    const view = marchView(BEFORE, AT_ORIGIN, modelWith(lens));
    const other = marchView(AFTER, MOVED, modelWith(lens));
    const flow = deriveFlow(view, other);
    let worst = 0;
    for (let i = 0; i < view.depthZ.length; i++) {
      const [u, v, valid] = flow.subarray(3 * i, 3 * i + 3);
      expect(valid).toBe(view.instanceId[i] === 0 ? 0 : 1);
      if (valid === 0) continue;
      const inCamera = transformPoint(invertRigid(MOVED), followed(view, AFTER, i));
      const [x, y] = projectToImage(other.model, inCamera)!;
      worst = Math.max(worst, Math.hypot((i % 64) + 0.5 + u! - x, Math.floor(i / 64) + 0.5 + v! - y));
    }
    expect(worst).toBeLessThan(1e-4);
  });

  it('of a body that slides across the image is focal length × way ÷ depth', () => {
    const box = (x: number): Placed[] => [
      { name: 'box', shape: { kind: 'box', size: [1, 1, 1] }, position: [x, 0, 4.5] },
    ];
    const [view, other] = [marchView(box(0)), marchView(box(0.25))];
    const flow = deriveFlow(view, other);
    const pixel = 24 * 64 + 32;
    expect(flow[3 * pixel]).toBeCloseTo((view.model.intrinsics.fx * 0.25) / 4, 4);
    expect(flow[3 * pixel + 1]).toBeCloseTo(0, 4);
    expect([...flow.subarray(0, 3)]).toEqual([0, 0, 0]);
  });

  it('is exactly 0 and valid where neither body nor camera moves', () => {
    const view = marchView(BEFORE, MOVED, modelWith(LENSES[1]));
    const flow = deriveFlow(view, marchView(BEFORE, MOVED, modelWith(LENSES[1])));
    expect([...flow]).toEqual([...view.instanceId].flatMap((id) => [0, 0, id === 0 ? 0 : 1]));
  });

  it('is invalid where a point comes to lie behind the camera', () => {
    const view = marchView([{ name: 'ball', shape: { kind: 'sphere', radius: 0.5 }, position: [0, 0, 3] }]);
    const flow = deriveFlow(view, { ...view, worldFromCamera: cameraAt([0, 0, 4]) });
    expect(flow.every((value) => value === 0)).toBe(true);
  });

  it('there and back is no way at all', () => {
    const metres = fc.double({ min: -3, max: 3, noNaN: true });
    const point = fc.tuple(metres, metres, metres);
    const turn = fc
      .tuple(metres, metres, metres, fc.double({ min: 0.1, max: 1, noNaN: true }))
      .map((q): Quaternion => q.map((x) => x / Math.hypot(...q)) as unknown as Quaternion);
    const pose = fc.tuple(point, turn);
    const viewOf = ([position, orientation]: [Vec3, Quaternion], [at, q]: [Vec3, Quaternion]): ViewTruth =>
      ({
        episode: { bodies: [{ name: 'body' }] },
        ids: { body: 1 },
        worldFromCamera: poseMatrix(at, q),
        state: { positions: Float64Array.from(position), orientations: Float64Array.from(orientation) },
      }) as unknown as ViewTruth;
    fc.assert(
      fc.property(pose, pose, pose, pose, point, (bodyA, cameraA, bodyB, cameraB, p) => {
        const [a, b] = [viewOf(bodyA, cameraA), viewOf(bodyB, cameraB)];
        const move = (from: ViewTruth, to: ViewTruth, at: Vec3): Vec3 =>
          transformPoint([...pointMotion(from, to).otherFromThis.subarray(12), 0, 0, 0, 1], at);
        move(b, a, move(a, b, p)).forEach((x, axis) => {
          expect(x).toBeCloseTo(p[axis]!, 9);
        });
      }),
    );
  });
});

describe('occlusion', () => {
  it.each(LENSES)('is what a line of sight from the next camera says, through a $kind lens', (lens) => {
    const view = marchView(BEFORE, AT_ORIGIN, modelWith(lens));
    const next = marchView(AFTER, MOVED, modelWith(lens));
    const occlusion = deriveOcclusion(view, next, deriveFlow(view, next));
    const eye = transformPoint(MOVED, [0, 0, 0]);
    const disputed = [...occlusion.keys()].filter((i) => {
      if (view.instanceId[i] === 0) return occlusion[i] !== 0;
      const point = followed(view, AFTER, i);
      const [u, v] = projectToImage(next.model, transformPoint(invertRigid(MOVED), point))!;
      const leaves = u < 0 || v < 0 || u > 64 || v > 48;
      const hit = march(AFTER, eye, subtract(point, eye));
      const hidden = leaves || (hit !== null && hit.t < 1 - 1e-5);
      return hidden !== (occlusion[i] === 1);
    });
    expect(disputed.length / occlusion.length).toBeLessThan(0.001);
    expect(occlusion.filter((value) => value === 1).length).toBeGreaterThan(50);
  });

  it('is what a line of sight says where meshes and the parts of a compound hide themselves and others', () => {
    const angle: readonly Point[] = [
      ...([
        [0, 0],
        [0.8, 0],
        [0.8, 0.3],
        [0.3, 0.3],
        [0.3, 0.9],
        [0, 0.9],
      ] as const),
    ];
    const part = (shape: Primitive, position: Vec3): Part => ({
      ...{ shape, position, orientation: IDENTITY_QUATERNION, material: null, role: 'both' },
    });
    const rack = [
      part({ kind: 'cylinder', radius: 0.15, height: 1.2 }, [-0.4, 0, 0]),
      part({ kind: 'sphere', radius: 0.3 }, [0.4, 0, 0.2]),
      part({ kind: 'box', size: [1.2, 0.1, 0.1] }, [0, 0.3, 0]),
    ];
    const before: readonly Placed[] = [
      BEFORE[0]!,
      {
        name: 'angle',
        shape: { kind: 'mesh', mesh: extrude(angle, 0.6), solid: 'hull' },
        position: [-1.1, -0.3, 4],
        orientation: TURNED,
      },
      {
        name: 'rack',
        shape: { kind: 'compound', parts: rack },
        position: [0.7, 0, 3.6],
        orientation: TURNED,
      },
    ];
    const turn: Quaternion = [0, Math.sin(0.45), 0, Math.cos(0.45)];
    const after = before.map((body, i) =>
      i === 0 ? body : { ...body, orientation: multiplyQuaternions(turn, body.orientation!) },
    );
    const [view, next] = [marchView(before), marchView(after, MOVED)];
    const occlusion = deriveOcclusion(view, next, deriveFlow(view, next));
    const eye = transformPoint(MOVED, [0, 0, 0]);
    let [disputed, ownHidden] = [0, 0];
    for (let i = 0; i < occlusion.length; i++) {
      if (view.instanceId[i] === 0) continue;
      const point = followed(view, after, i);
      const [u, v] = projectToImage(next.model, transformPoint(invertRigid(MOVED), point))!;
      const hit = march(after, eye, subtract(point, eye));
      const hidden = u < 0 || v < 0 || u > 64 || v > 48 || (hit !== null && hit.t < 1 - 1e-5);
      if (hidden !== (occlusion[i] === 1)) disputed++;
      if (hidden && view.instanceId[i]! > 10) ownHidden++;
    }
    expect(disputed / occlusion.length).toBeLessThan(0.002);
    expect(ownHidden).toBeGreaterThan(30);
  });

  it('marks the strip of a wall that a box slides over, and what leaves the image', () => {
    const at = (x: number): Placed[] => [
      { name: 'wall', shape: { kind: 'box', size: [20, 20, 1] }, position: [0, 0, 8.5] },
      { name: 'box', shape: { kind: 'box', size: [1, 1, 0.02] }, position: [x, 0, 4.01] },
    ];
    const [view, next] = [marchView(at(0)), marchView(at(0.5))];
    const occlusion = deriveOcclusion(view, next, deriveFlow(view, next));
    const f = view.model.intrinsics.fx;
    const [left, right] = [32 + (f * 0.5) / 4, 32 + f / 4];
    for (let x = 0; x < 64; x++) {
      const center = x + 0.5;
      if (Math.min(Math.abs(center - left), Math.abs(center - right)) < 0.1) continue;
      expect(occlusion[24 * 64 + x], `column ${x}`).toBe(center > left && center < right ? 1 : 0);
    }
    const turned = { ...view, worldFromCamera: cameraAt([1, 0, 0]) };
    const gone = deriveOcclusion(view, turned, deriveFlow(view, turned));
    expect(gone[0]).toBe(1);
    expect(gone[63]).toBe(0);
  });

  it('marks a face that turns away behind its own body', () => {
    const at = (turn: number): Placed[] => [
      {
        name: 'box',
        shape: { kind: 'box', size: [1, 1, 1] },
        position: [0, 0, 4],
        orientation: [0, Math.sin(turn), 0, Math.cos(turn)],
      },
    ];
    const [view, next] = [marchView(at(0.3)), marchView(at(-0.3))];
    const occlusion = deriveOcclusion(view, next, deriveFlow(view, next));
    const row = [...occlusion.subarray(24 * 64, 25 * 64)];
    const seen = [...view.instanceId.subarray(24 * 64, 25 * 64)];
    const hidden = row.map((value, x) => (value === 1 ? x : -1)).filter((x) => x >= 0);
    expect(hidden.length).toBeGreaterThan(2);
    // One of the two faces in view: it begins at the outline and ends at the edge between the two.
    const body = seen.map((id, x) => (id === 0 ? -1 : x)).filter((x) => x >= 0);
    expect([Math.min(...body), Math.max(...body)]).toContain(
      hidden[0] === Math.min(...body) ? hidden[0] : hidden.at(-1),
    );
    expect(hidden).toEqual(Array.from({ length: hidden.length }, (_, i) => hidden[0]! + i));
    expect(hidden.length).toBeLessThan(body.length / 2);
  });

  it('marks nothing where nothing moves', () => {
    const view = marchView(BEFORE);
    const occlusion = deriveOcclusion(view, marchView(BEFORE), deriveFlow(view, marchView(BEFORE)));
    expect(occlusion.every((value) => value === 0)).toBe(true);
  });
});
