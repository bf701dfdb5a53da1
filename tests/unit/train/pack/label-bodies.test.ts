import { expect, it } from 'vitest';
import type { EpisodeFacts } from '#src/core/recorded-episode.ts';
import { labelBodies } from '#src/train/pack/label-bodies.ts';

type Facts = Parameters<typeof labelBodies>[0];
type Motion = EpisodeFacts['bodies'][number]['motion'];

/** Bodies by name and motion, with ids from 10 on, and joints by their ends. */
function facts(
  bodies: readonly (readonly [string, Motion])[],
  robot: object | null = null,
  joints: readonly (readonly [string, string])[] = [],
): Facts {
  return {
    id: 'test-000000',
    robot,
    joints: joints.map(([parent, child]) => ({ name: `${parent}-${child}`, parent, child })),
    bodies: bodies.map(([name, motion], i) => ({ name, motion, id: 10 + i })),
  } as unknown as Facts;
}

const labelsOf = (given: Facts): number[] => {
  const table = labelBodies(given);
  return given.bodies.map(({ id }) => table[id] as number);
};

it('gives what moves labels from 2 on in order, and what is fixed 0', () => {
  const given = facts([
    ['ball', 'dynamic'],
    ['floor', 'fixed'],
    ['lift', 'kinematic'],
  ]);
  expect(labelsOf(given)).toEqual([2, 0, 3]);
  expect(labelBodies(given)[0]).toBe(0);
});

it('gives a pusher 1', () => {
  const bodies = [
    ['box', 'dynamic'],
    ['pusher', 'kinematic'],
    ['vase', 'dynamic'],
  ] as const;
  expect(labelsOf(facts(bodies, { kind: 'pusher', body: 'pusher' }))).toEqual([2, 1, 3]);
});

it('gives all that joints hold to an arm 1, but neither its fixed base nor what else stands on that', () => {
  const bodies = [
    ['base', 'fixed'],
    ['door', 'dynamic'],
    ['elbow', 'dynamic'],
    ['finger', 'dynamic'],
    ['hand', 'dynamic'],
  ] as const;
  const joints = [
    ['base', 'elbow'],
    ['elbow', 'hand'],
    ['hand', 'finger'],
    ['base', 'door'],
  ] as const;
  expect(labelsOf(facts(bodies, { kind: 'arm', base: 'base', hand: 'hand' }, joints))).toEqual([
    0, 2, 1, 1, 1,
  ]);
});

it('gives a car and its wheels 1, and another car 2 and more', () => {
  const bodies = ['ego', 'other', 'w1', 'w2', 'w3', 'w4'].map((name) => [name, 'dynamic'] as const);
  const car = { chassis: 'ego', wheels: ['w1', 'w2', 'w3', 'w4'] };
  expect(labelsOf(facts(bodies, { kind: 'car', car }))).toEqual([1, 2, 1, 1, 1, 1]);
});

it('gives the links of named joints 1', () => {
  const bodies = ['leg', 'stone', 'trunk'].map((name) => [name, 'dynamic'] as const);
  const robot = { kind: 'joints', joints: ['trunk-leg'] };
  expect(labelsOf(facts(bodies, robot, [['trunk', 'leg']]))).toEqual([1, 2, 1]);
});

it('refuses more bodies than a byte can tell apart', () => {
  const bodies = Array.from({ length: 255 }, (_, i) => [`ball_${i}`, 'dynamic'] as const);
  expect(labelsOf(facts(bodies.slice(1))).at(-1)).toBe(255);
  expect(() => labelBodies(facts(bodies))).toThrow('at most 254 bodies that can move');
});
