import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Episode } from '#src/core/episode.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { shippedScenes } from '#src/dataset/read-scene-file.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import type { Scene } from '#src/scene/scene-schema.ts';
import { simulateMotion } from '#src/simulator/simulate-motion.ts';
import { createSimulatorEnvironment } from '#src/simulator/simulator-environment.ts';
import { checkEnvironment } from '#src/testing.ts';
import { minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const opened: { close(): void }[] = [];
function open(scene: Scene, frames = 48) {
  const environment = createSimulatorEnvironment(scene, 12, frames);
  opened.push(environment);
  return environment;
}

beforeAll(loadPhysics);
afterEach(() => {
  for (const environment of opened.splice(0)) environment.close();
});

/** Whether physics, and not only the looks, differ between two seeds. */
function movesDifferently(scene: Scene, seeds: readonly [number, number]): boolean {
  const physics = ({ gravity, bodies, robot }: Episode): string =>
    JSON.stringify([
      gravity,
      robot,
      bodies.map(({ material: { density, friction, restitution }, ...body }) => [
        { density, friction, restitution },
        body,
      ]),
    ]);
  const [a, b] = seeds.map((seed) => physics(sampleEpisode(scene, seed)));
  return a !== b;
}

describe.each(shippedScenes())('%s', (name) => {
  it('keeps the contract', async () => {
    const scene = readScene(name);
    const seedsDiffer = movesDifferently(scene, [0, 1]);
    expect(await checkEnvironment(open(scene, 8), { seedsDiffer })).toEqual([]);
  });
});

describe('a simulator environment', () => {
  it('shows what a dataset of the same seed and actions holds', async () => {
    const scene = readScene('robots/push');
    const environment = open(scene, 24);
    const motion = { frames: 24, fps: 12, ids: {}, cameras: [] };
    let shown = await environment.reset(6);
    for (const { state, action, events, frame } of simulateMotion(sampleEpisode(scene, 6), motion)) {
      expect([stateHash(shown.observation), shown.events]).toEqual([stateHash(state), events]);
      if (frame < 23) shown = await environment.step(action);
    }
    expect(shown.truncated).toBe(true);
  });

  it('branches: one moment, two actions, two futures, each of which comes again', async () => {
    const environment = open(readScene('robots/push'), 12);
    await environment.reset(2);
    await environment.step(Float32Array.of(0.3, 0));
    const moment = environment.snapshot();
    const future = async (x: number): Promise<string> => {
      let shown = await environment.restore(moment);
      while (!shown.truncated) shown = await environment.step(Float32Array.of(x, 0.1));
      return stateHash(shown.observation);
    };
    const [right, left, again] = [await future(0.3), await future(-0.3), await future(0.3)];
    expect(left).not.toBe(right);
    expect(again).toBe(right);
  });

  it('restores elsewhere: in an environment made alike, and in no other', async () => {
    const scene = readScene('robots/push');
    const [here, there] = [open(scene), open(scene)];
    await here.reset(2);
    await here.step(Float32Array.of(0.3, 0.1));
    await there.restore(structuredClone(here.snapshot()));
    const next = Float32Array.of(-0.2, 0.4);
    const [a, b] = [await here.step(next), await there.step(next)];
    expect(stateHash(b.observation)).toBe(stateHash(a.observation));
    const stranger = open(readScene('alignment/free-fall'));
    await expect(stranger.restore(here.snapshot())).rejects.toThrow('must come from the same version, scene');
    await expect(open(scene, 47).restore(here.snapshot())).rejects.toThrow('here push, 12 Hz, 47 frames');
  });

  it('tells a policy what it will see before the first reset, and what a seed makes of it', async () => {
    const scene = parseScene(
      minimalScene({
        random: { balls: { integer: [1, 9] } },
        bodies: [
          minimalGround(),
          {
            ...{
              name: 'ball',
              shape: { kind: 'sphere', radius: 0.1 },
              material: 'clay',
              position: [0, 0, 1],
            },
            repeat: { count: '$balls', step: [0.3, 0, 0] },
          },
        ],
      }),
      'test',
    );
    const environment = open(scene);
    const rows = () => environment.observationSpecs.find(({ name }) => name === 'positions')?.shape[0];
    expect(rows()).toBe(sampleEpisode(scene, 0).bodies.length);
    for (const seed of [1, 2, 3]) {
      const { observation } = await environment.reset(seed);
      expect(rows()).toBe(observation.positions.length / 3);
    }
    expect(environment.observationSpecs[1]?.elements?.slice(0, 4)).toEqual([
      ...['ball_1.x', 'ball_1.y', 'ball_1.z', 'ball_2.x'],
    ]);
  });

  it('refuses what is not running, rates that do not divide, and lengths below two frames', async () => {
    const scene = readScene('robots/push');
    const environment = open(scene);
    expect(() => environment.snapshot()).toThrow('An episode must be running');
    await environment.reset(0);
    environment.close();
    await expect(environment.step(Float32Array.of(0, 0))).rejects.toThrow('An episode must be running');
    expect(() => createSimulatorEnvironment(scene, 7, 48)).toThrow('must divide the physics rate of 240 Hz');
    expect(() => createSimulatorEnvironment(scene, 12, 1)).toThrow(
      'frames must be a whole number ≥ 2, got 1',
    );
  });
});

describe('a policy of one’s own', () => {
  const scene = readScene('robots/push');
  const play = (policy: (frame: number) => Float32Array) =>
    [
      ...simulateMotion(sampleEpisode(scene, 0), {
        ...{ frames: 6, fps: 12, ids: {}, cameras: [] },
        policy: () => policy,
      }),
    ].map(({ action }) => Array.from(action ?? []));

  it('acts instead of the exploring one, and may use its array again', () => {
    const action = new Float32Array(2);
    const actions = play((frame) => action.fill(frame / 32));
    expect(actions).toEqual([0, 1, 2, 3, 4, 5].map((frame) => [frame / 32, frame / 32]));
  });

  it('is refused an action out of its spec, with the frame', () => {
    expect(() => play((frame) => Float32Array.of(0, frame < 3 ? 0 : 9))).toThrow(
      'actions[3][1] (velocity_y) must lie in [-0.6, 0.6] m/s, got 9 m/s.',
    );
    expect(() => play(() => Float32Array.of(Number.NaN, 0))).toThrow('got NaN');
    expect(() => play(() => Float32Array.of(0))).toThrow('must be a Float32Array of 2 numbers');
  });
});
