import { beforeAll, expect, it } from 'vitest';
import { type Body, bodyIndex, type Episode } from '#src/core/episode.ts';
import type { Arm } from '#src/core/robot.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { toolServo } from '#src/simulator/policies/arm/tool-servo.ts';
import { armEpisode, READY } from './arm-episode.ts';

beforeAll(loadPhysics);

/** The tool's place in the pose `READY`, m. */
const TOOL = [0.4309, 0, 0.4263] as const;
const FRICTION = 0.8;

const body = (
  name: string,
  size: Body['position'],
  z: number,
  motion: Body['motion'],
  mass: number,
): Body => ({
  ...{ name, class: name, shape: { kind: 'box', size }, motion },
  material: {
    ...{ name, density: mass / (size[0] * size[1] * size[2]), friction: 2 * FRICTION - 1, restitution: 0 },
    ...{ color: '#888888', roughness: 0.8, metalness: 0, texture: null },
  },
  ...{ position: [TOOL[0], TOOL[1], z], orientation: [0, 0, 0, 1] },
  ...{ linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0] },
});

/** How far a box slides down in the hand while it is lifted off its stand and held for a second, m. */
function slip(margin: number, force: number): number {
  const mass = (2 * FRICTION * force) / (margin * 9.81);
  const box = body('box', [0.05, 0.05, 0.08], TOOL[2], 'dynamic', mass);
  const stand = body('stand', [0.04, 0.04, 0.2], TOOL[2] - 0.14, 'fixed', 1);
  const made = armEpisode('tool_velocity', [box, stand], READY, 0.027);
  const episode: Episode = { ...made, robot: { ...(made.robot as Arm), gripForce: force } };
  const world = createPhysicsWorld(episode);
  const servo = toolServo(episode);
  const row = bodyIndex(episode, 'box');
  const below = (): number => {
    const state = world.state();
    return servo.see(state).worldFromTool.position[2] - (state.positions[3 * row + 2] as number);
  };
  const go = (up: number, seconds: number): void => {
    world.setAction(Float32Array.of(0, 0, up, 0, 0, 0, 0));
    for (let step = 0; step < 240 * seconds; step++) world.step();
  };
  go(0, 0.5);
  const before = below();
  go(0.05, 1);
  go(0, 1);
  const slid = below() - before;
  world.dispose();
  return slid;
}

it('holds a box at 1.5 times the friction cone, and lets it slip at 0.7 times', () => {
  // Lifted by 50 mm: what slips stays on its stand but for what friction drags along.
  expect(Math.abs(slip(1.5, 12))).toBeLessThan(1e-3);
  expect(slip(0.7, 12)).toBeGreaterThan(0.035);
});
