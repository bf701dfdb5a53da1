import { beforeAll, expect, test } from 'vitest';
import type { Disturbance } from '#src/core/disturbance.ts';
import { bodyIndex, type Episode, type WorldState } from '#src/core/episode.ts';
import { add, length, type Quaternion, rotate, subtract, type Vec3 } from '#src/core/pose.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { createPhysicsWorld, type PhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';

beforeAll(loadPhysics);

/** The humanoid of the stand scene, pushed as said. */
const standing = (disturbances: readonly Disturbance[] = []): Episode => ({
  ...sampleEpisode(readSceneFile('robots/humanoid-stand'), 0),
  disturbances,
});

const push = (impulse: number, degrees: number): Disturbance => {
  const angle = (degrees * Math.PI) / 180;
  return {
    ...{ body: 'torso', start: 0.5, duration: 0.1, point: [0, 0, 0.25] },
    impulse: [impulse * Math.cos(angle), impulse * Math.sin(angle), 0],
  };
};

function pointOf(episode: Episode, state: WorldState, name: string, point: Vec3 = [0, 0, 0]): Vec3 {
  const i = bodyIndex(episode, name);
  const position = Array.from(state.positions.subarray(3 * i, 3 * i + 3)) as unknown as Vec3;
  const orientation = Array.from(state.orientations.subarray(4 * i, 4 * i + 4)) as unknown as Quaternion;
  return add(position, rotate(orientation, point));
}

/** Plays for some seconds and gives the state at their end. */
function play(episode: Episode, seconds: number, action?: readonly number[]): WorldState {
  const world = createPhysicsWorld(episode);
  if (action !== undefined) world.setAction(Float32Array.from(action));
  for (let step = 0; step < seconds * episode.physicsRate; step++) world.step();
  const state = world.state();
  world.dispose();
  return state;
}

const MAT = 0.05;

test('It stands still for 20 s: its pelvis drifts by less than 3 cm', () => {
  const episode = standing();
  const soon = pointOf(episode, play(episode, 2), 'pelvis');
  const late = pointOf(episode, play(episode, 20), 'pelvis');
  expect(length(subtract(late, soon))).toBeLessThan(0.03);
});

test('It survives at least 8 of 10 pushes of 20 N·s at the chest from all sides', () => {
  let survived = 0;
  for (let i = 0; i < 10; i++) {
    const episode = standing([push(20, 36 * i + 10)]);
    if (pointOf(episode, play(episode, 4), 'pelvis')[2] > 0.65 + MAT) survived++;
  }
  expect(survived).toBeGreaterThanOrEqual(8);
});

test('A push of 80 N·s throws it over', () => {
  const episode = standing([push(80, 0)]);
  expect(pointOf(episode, play(episode, 3), 'pelvis')[2]).toBeLessThan(0.5);
});

test('It squats by 0.25 m and brings a palm where it is told to within 1.5 cm', () => {
  const squat = standing();
  const low = pointOf(squat, play(squat, 4, [-0.25, 0, 0, 0, 0, 0, 0, 0, 0]), 'pelvis')[2];
  expect(low).toBeLessThan(pointOf(squat, play(squat, 2), 'pelvis')[2] - 0.2);
  expect(low).toBeGreaterThan(0.4);

  const reach = sampleEpisode(readSceneFile('robots/humanoid-reach'), 0);
  const offset: Vec3 = [0.1, 0.05, 0.3];
  const palm = (state: WorldState): Vec3 => pointOf(reach, state, 'left_forearm', [0, 0, -0.31]);
  const middle = (state: WorldState): Vec3 => {
    const [a, b] = ['left_foot', 'right_foot'].map((foot) => pointOf(reach, state, foot)) as [Vec3, Vec3];
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, 0];
  };
  const start = { ...play(reach, 0) };
  const end = play(reach, 4, [0, 0, 0, ...offset, 0, 0, 0]);
  const moved = subtract(subtract(palm(end), middle(end)), subtract(palm(start), middle(start)));
  // The stance is turned by the scene's yaw.
  const yaw = ((reach.parameters['yaw'] as number) * Math.PI) / 180;
  const wanted = rotate([0, 0, Math.sin(yaw / 2), Math.cos(yaw / 2)], offset);
  expect(length(subtract(moved, wanted))).toBeLessThan(0.015);
});

test('From a snapshot amid a push it goes on to the bit', () => {
  const episode = standing([push(20, 60)]);
  const steps = (world: PhysicsWorld, n: number): void => {
    for (let i = 0; i < n; i++) world.step();
  };
  const whole = createPhysicsWorld(episode);
  whole.setAction(Float32Array.of(-0.1, 0.01, 0, 0.1, 0, 0.2, 0, 0, 0));
  steps(whole, 132);
  const snapshot = structuredClone(whole.snapshot());
  steps(whole, 240);
  const resumed = createPhysicsWorld(episode, snapshot);
  steps(resumed, 240);
  expect(resumed.state()).toEqual(whole.state());
  whole.dispose();
  resumed.dispose();
});
