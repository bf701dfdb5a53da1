import { expect, test } from 'vitest';
import type { Vec3 } from '#src/core/pose.ts';
import { holdingEfforts } from '#src/physics/robots/humanoid/holding-efforts.ts';
import type { TreeLink, TreeMotion } from '#src/physics/robots/humanoid/link-tree.ts';

const IDENTITY = { position: [0, 0, 0], orientation: [0, 0, 0, 1] } as const;
const GRAVITY: Vec3 = [0, 0, -10];

/** Two links of 1 m along x from a root, each of 2 kg in its middle, on joints about y. */
const link = (name: string, parent: number): TreeLink =>
  ({
    ...{ name, parent, mass: parent < 0 ? 5 : 2, center: [0.5, 0, 0], body: null },
    joint: parent < 0 ? null : { joint: { axis: [0, 1, 0], childFromJoint: IDENTITY } },
  }) as unknown as TreeLink;
const LINKS = [link('root', -1), link('upper', 0), link('lower', 1)];
const MOTION = {
  positions: [
    [0, 0, 0],
    [0, 0, 0],
    [1, 0, 0],
  ],
  orientations: LINKS.map(() => IDENTITY.orientation),
  centers: [
    [0, 0, 0],
    [0.5, 0, 0],
    [1.5, 0, 0],
  ],
} as unknown as TreeMotion;

test('A level arm of two links is held by the moments of what hangs on each joint', () => {
  // About +y a positive turn lowers what lies along +x: holding it up takes a negative effort.
  const efforts = holdingEfforts(LINKS, MOTION, GRAVITY, []);
  expect(Array.from(efforts)).toEqual([0, -(2 * 10 * 0.5 + 2 * 10 * 1.5), -(2 * 10 * 0.5)]);
});

test('A prop under the tip that carries it takes the load off both joints', () => {
  const prop = { link: 2, force: [0, 0, 10], point: [2, 0, 0], moment: [0, 0, 0] } as const;
  const efforts = holdingEfforts(LINKS, MOTION, GRAVITY, [prop]);
  expect(Array.from(efforts)).toEqual([0, -(40 - 20), -(10 - 10)]);
});
