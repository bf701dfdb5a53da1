import { beforeAll, expect, it } from 'vitest';
import type { Body, Episode, Shape } from '#src/core/episode.ts';
import { IDENTITY_QUATERNION, type Quaternion, rotate, type Vec3 } from '#src/core/pose.ts';
import type { Part } from '#src/core/shape.ts';
import { buildWorld } from '#src/physics/build-world.ts';
import { loadPhysics, type RigidBody } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

beforeAll(loadPhysics);

const ORIGIN: Vec3 = [0, 0, 0];

function built(shape: Shape, mass?: Body['mass']): RigidBody {
  const episode: Episode = sampleEpisode(readScene('alignment/free-fall'), 0);
  const [like] = episode.bodies as [Body];
  const material = { ...like.material, density: 1000 };
  const still = { orientation: IDENTITY_QUATERNION, linearVelocity: ORIGIN, angularVelocity: ORIGIN };
  const plain: Body = { ...like, ...still, material, shape, motion: 'dynamic', position: ORIGIN };
  const body = mass === undefined ? plain : { ...plain, mass };
  const { world, bodies } = buildWorld({ ...episode, gravity: ORIGIN, bodies: [body], sensors: [] });
  world.step();
  return bodies[0] as RigidBody;
}

/** What turns about each axis for a push about it, kg·m²: 1 over the diagonal of the inverse inertia. */
const response = (body: RigidBody): number[] =>
  (['x', 'y', 'z'] as const).map((axis) => {
    body.setAngvel({ x: 0, y: 0, z: 0 }, true);
    body.applyTorqueImpulse({ x: 0, y: 0, z: 0, [axis]: 1e-3 }, true);
    return 1e-3 / body.angvel()[axis];
  });

const part = (shape: Part['shape'], position: Vec3, orientation: Quaternion = IDENTITY_QUATERNION): Part => ({
  ...{ shape, position, orientation, material: null, role: 'both' },
});

it('a disc on a rod turns about its own axis as a disc on a rod does, whichever way it points', () => {
  const [disc, rod] = [0.1 ** 2 * 0.02, 0.006 ** 2 * 0.16].map((x) => 1000 * Math.PI * x) as [number, number];
  const along = 0.5 * disc * 0.1 ** 2 + 0.5 * rod * 0.006 ** 2;
  const center = (disc * 0.12 + rod * 0.08) / (disc + rod);
  const across =
    (disc * (3 * 0.1 ** 2 + 0.02 ** 2) + rod * (3 * 0.006 ** 2 + 0.16 ** 2)) / 12 +
    disc * (0.12 - center) ** 2 +
    rod * (0.08 - center) ** 2;
  const s = Math.SQRT1_2;
  for (const [k, turn] of [
    [0, [0, s, 0, s]],
    [1, [-s, 0, 0, s]],
    [2, IDENTITY_QUATERNION],
  ] as [number, Quaternion][]) {
    const at = (x: number): Vec3 => rotate(turn, [0, 0, x]);
    const parts = [
      part({ kind: 'cylinder', radius: 0.1, height: 0.02 }, at(0.12), turn),
      part({ kind: 'cylinder', radius: 0.006, height: 0.16 }, at(0.08), turn),
      { ...part({ kind: 'sphere', radius: 0.3 }, ORIGIN), role: 'seen' as const },
    ];
    const body = built({ kind: 'compound', parts });
    expect(body.mass()).toBeCloseTo(disc + rod, 5);
    response(body).forEach((moment, axis) => {
      expect(moment / (axis === k ? along : across)).toBeCloseTo(1, 4);
    });
  }
});

it('a mass that is told counts, principal axes and all, whatever the shape weighs', () => {
  const turn: Quaternion = [0, 0, Math.sin(0.3), Math.cos(0.3)];
  const mass = {
    mass: 2,
    centerOfMass: [0.1, 0, 0] as Vec3,
    principalInertia: [0.1, 0.3, 0.35] as Vec3,
    principalAxes: turn,
  };
  const body = built({ kind: 'box', size: [1, 1, 1] }, mass);
  expect(body.mass()).toBeCloseTo(2, 5);
  const [c, s] = [Math.cos(0.6), Math.sin(0.6)];
  const inverse = [(c * c) / 0.1 + (s * s) / 0.3, (s * s) / 0.1 + (c * c) / 0.3, 1 / 0.35];
  response(body).forEach((moment, k) => {
    expect(moment * (inverse[k] as number)).toBeCloseTo(1, 4);
  });
});
