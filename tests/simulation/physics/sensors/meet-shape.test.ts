import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { normalize, type Vec3 } from '#src/core/pose.ts';
import type { SimpleShape } from '#src/core/shape.ts';
import { seenColliders } from '#src/physics/collider-descs.ts';
import { loadPhysics, rapier } from '#src/physics/rapier.ts';
import { meetingCosine, meetShape } from '#src/physics/sensors/meet-shape.ts';

beforeAll(loadPhysics);

/** The engine's own answer, which is one in single precision. */
function engineRay(
  shape: SimpleShape,
): (origin: Vec3, direction: Vec3) => [distance: number, cosine: number] {
  const engine = rapier();
  const world = new engine.World({ x: 0, y: 0, z: 0 });
  const body = world.createRigidBody(engine.RigidBodyDesc.fixed());
  for (const collider of seenColliders(engine, shape)) world.createCollider(collider, body);
  world.step();
  return ([x, y, z], [dx, dy, dz]) => {
    const ray = new engine.Ray({ x, y, z }, { x: dx, y: dy, z: dz });
    const hit = world.castRayAndGetNormal(ray, 1e6, true);
    if (hit === null) return [Number.POSITIVE_INFINITY, 0];
    const { normal } = hit;
    return [hit.timeOfImpact, -(normal.x * dx + normal.y * dy + normal.z * dz)];
  };
}

const coordinate = fc.double({ min: -4, max: 4, noNaN: true });
const inside = fc.double({ min: -0.5, max: 0.5, noNaN: true });
const shapes: readonly SimpleShape[] = [
  { kind: 'box', size: [0.6, 1, 1.4] },
  { kind: 'sphere', radius: 0.7 },
  { kind: 'cylinder', radius: 0.5, height: 1.2 },
  { kind: 'capsule', radius: 0.4, height: 0.8 },
];

it.each(shapes)('meets %j where the engine does, at the same incidence', (shape) => {
  const slow = engineRay(shape);
  let [met, worst, worstCosine, differing] = [0, 0, 0, 0];
  fc.assert(
    fc.property(
      fc.tuple(coordinate, coordinate, coordinate),
      fc.tuple(inside, inside, inside),
      (from, to) => {
        const origin = from.map(Math.fround) as unknown as Vec3;
        const way = [to[0] - origin[0], to[1] - origin[1], to[2] - origin[2]] as const;
        fc.pre(Math.hypot(...way) > 1e-3);
        const direction = normalize(way);
        const ray = Float64Array.of(...origin, ...direction);
        const distance = meetShape(shape, ray);
        const [expected, cosine] = slow(origin, direction);
        if (Number.isFinite(distance) !== Number.isFinite(expected)) {
          differing += 1;
          return;
        }
        if (!Number.isFinite(distance)) return;
        met += 1;
        worst = Math.max(worst, Math.abs(distance - expected));
        // Where it grazes or meets an edge, single precision leaves the normal open; cylinders are met
        // by a search, which ends within a millimetre.
        if (distance > 0 && cosine > 0.2) {
          const error = Math.abs(meetingCosine(shape, ray, distance) - cosine);
          if (error > 5e-3) differing += 1;
          else worstCosine = Math.max(worstCosine, error);
        }
      },
    ),
    { numRuns: 5000, seed: 1 },
  );
  expect(met).toBeGreaterThan(4000);
  expect(worst).toBeLessThan(1e-3);
  expect(differing).toBeLessThan(5);
});

/** How far a point lies outside a cylinder (negative: inside), metres. */
const fromCylinder = (radius: number, height: number, [x, y, z]: Vec3): number =>
  Math.max(Math.hypot(x, y) - radius, Math.abs(z) - height / 2);

it('meets a cylinder on its very surface, and nothing of it before', () => {
  fc.assert(
    fc.property(
      fc.tuple(coordinate, coordinate, coordinate),
      fc.tuple(inside, inside, inside),
      (from, to) => {
        fc.pre(fromCylinder(0.5, 1.2, from) > 0.01);
        const direction = normalize([to[0] - from[0], to[1] - from[1], to[2] - from[2]]);
        const distance = meet({ kind: 'cylinder', radius: 0.5, height: 1.2 }, [...from, ...direction]);
        const at = (d: number): Vec3 => [
          from[0] + d * direction[0],
          from[1] + d * direction[1],
          from[2] + d * direction[2],
        ];
        const end = Number.isFinite(distance) ? distance : 10;
        if (Number.isFinite(distance)) {
          expect(Math.abs(fromCylinder(0.5, 1.2, at(distance)))).toBeLessThan(1e-12);
        }
        for (let i = 0; i < 100; i++) expect(fromCylinder(0.5, 1.2, at((end * i) / 100))).toBeGreaterThan(0);
      },
    ),
  );
});

const meet = (shape: SimpleShape, ray: readonly number[]): number => meetShape(shape, Float64Array.from(ray));

it('is 0 from inside and infinite where the shape lies behind', () => {
  for (const shape of shapes) {
    expect(meet(shape, [0.1, 0, 0.1, 0, 1, 0])).toBe(0);
    expect(meet(shape, [0, 0, 3, 0, 0, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(meet(shape, [3, 0, 0, 1, 0, 0])).toBe(Number.POSITIVE_INFINITY);
  }
});

it('meets along the axes, where directions are 0', () => {
  expect(meet({ kind: 'box', size: [2, 4, 6] }, [5, 0, 0, -1, 0, 0])).toBe(4);
  expect(meet({ kind: 'box', size: [2, 4, 6] }, [5, 2.1, 0, -1, 0, 0])).toBe(Number.POSITIVE_INFINITY);
  expect(meet({ kind: 'cylinder', radius: 1, height: 2 }, [0.5, 0, 5, 0, 0, -1])).toBe(4);
  expect(meet({ kind: 'cylinder', radius: 1, height: 2 }, [1.5, 0, 5, 0, 0, -1])).toBe(
    Number.POSITIVE_INFINITY,
  );
  expect(meet({ kind: 'capsule', radius: 1, height: 2 }, [0, 0, 5, 0, 0, -1])).toBe(3);
});

it('meets a plane from above alone, and within its square', () => {
  const plane: SimpleShape = { kind: 'plane', size: 4 };
  expect(meet(plane, [1.9, 0, 2, 0, 0, -1])).toBe(2);
  expect(meet(plane, [2.1, 0, 2, 0, 0, -1])).toBe(Number.POSITIVE_INFINITY);
  expect(meet(plane, [0, 0, -2, 0, 0, 1])).toBe(Number.POSITIVE_INFINITY);
});
