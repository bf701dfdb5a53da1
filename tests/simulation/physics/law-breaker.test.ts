import { beforeAll, describe, expect, it } from 'vitest';
import { bodyIndex, type Episode, type WorldState } from '#src/core/episode.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleTwins, type Twins } from '#src/scene/sample-twins.ts';
import { minimalBall, minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';

beforeAll(loadPhysics);

const twinsOf = (violation: object): Twins =>
  sampleTwins(
    parseScene(
      minimalScene({
        bodies: [minimalGround(), minimalBall({ linear_velocity: [1, 0, 0] })],
        violations: [{ body: 'ball', ...violation }],
      }),
      'test',
    ),
    3,
  );

/** All states of an episode, and when its law was broken. */
function play(episode: Episode, steps: number): { states: WorldState[]; brokenAt: number | null } {
  const world = createPhysicsWorld(episode);
  const states = [world.state()];
  for (let i = 0; i < steps; i++) {
    world.step();
    states.push(world.state());
  }
  const brokenAt = world.brokenAt();
  world.dispose();
  return { states, brokenAt };
}

const STEPS = 240;

describe('a law is broken at its moment', () => {
  const cases = [
    { law: 'vanish', when: { time: 0.25 } },
    { law: 'hover', when: { passes: 'z', at: 0.6 } },
    { law: 'reverse', when: { time: 0.3 } },
    { law: 'gain_energy', when: { leaves: 'ground' } },
    { law: 'pass_through', through: 'ground', when: { time: 0 } },
    { law: 'change', color: '#00ff00', radius: 0.1, when: { touches: 'ground' } },
  ] as const;
  it.each(cases)('$law: the twins are one until then, to the bit, and differ after', (violation) => {
    const { possible, impossible } = twinsOf(violation);
    const truth = play(possible, STEPS);
    const twin = play(impossible, STEPS);
    expect(truth.brokenAt).toBeNull();
    const at = twin.brokenAt as number;
    const hashes = (states: readonly WorldState[]) => states.map(stateHash);
    expect(hashes(twin.states).slice(0, at + 1)).toEqual(hashes(truth.states).slice(0, at + 1));
    expect(stateHash(twin.states[STEPS] as WorldState)).not.toBe(
      stateHash(truth.states[STEPS] as WorldState),
    );
  });

  it('goes on from a snapshot as it would have', () => {
    const { impossible } = twinsOf({ law: 'gain_energy', when: { leaves: 'ground' } });
    const { states, brokenAt } = play(impossible, STEPS);
    for (const at of [10, (brokenAt as number) - 1, (brokenAt as number) + 5]) {
      const first = createPhysicsWorld(impossible);
      for (let i = 0; i < at; i++) first.step();
      const second = createPhysicsWorld(impossible, structuredClone(first.snapshot()));
      for (let i = at; i < STEPS; i++) second.step();
      expect(stateHash(second.state())).toBe(stateHash(states[STEPS] as WorldState));
      first.dispose();
      second.dispose();
    }
  });
});

describe('what is broken', () => {
  const end = (violation: object) => {
    const { impossible } = twinsOf(violation);
    const { states, brokenAt } = play(impossible, STEPS);
    const at = (name: string) => 3 * bodyIndex(impossible, name);
    return { states, at, step: brokenAt as number, last: states[STEPS] as WorldState };
  };
  const ballAt = (state: WorldState | undefined, at: number) => [
    ...(state?.positions.subarray(at, at + 3) ?? []),
  ];

  it('vanish: the ball is a kilometre below', () => {
    const { last, at } = end({ law: 'vanish', when: { time: 0.25 } });
    expect(last.positions[at('ball') + 2]).toBeLessThan(-900);
  });
  it('hover: the ball stays where it was', () => {
    const { states, at, last, step } = end({ law: 'hover', when: { passes: 'z', at: 0.6 } });
    expect(ballAt(last, at('ball'))).toEqual(ballAt(states[step], at('ball')));
  });
  it('reverse: the ball goes back', () => {
    const { states, at, step } = end({ law: 'reverse', when: { time: 0.3 } });
    const speed = (k: number) => states[k]?.linearVelocities[at('ball')] as number;
    expect(speed(step + 1)).toBeCloseTo(-speed(step), 6);
  });
  it('pass through: the ball falls through the ground', () => {
    const { last, at } = end({ law: 'pass_through', through: 'ground', when: { time: 0 } });
    expect(last.positions[at('ball') + 2]).toBeLessThan(-1);
  });
  it('change: the other ball goes on at its speed, where the ball was', () => {
    const { states, at, step } = end({ law: 'change', color: '#00ff00', when: { time: 0.2 } });
    expect(ballAt(states[step + 1], at('ball_changed'))[0]).toBeCloseTo(
      (ballAt(states[step], at('ball'))[0] as number) + 1 / 240,
      5,
    );
    expect(states[step + 1]?.positions[at('ball') + 2]).toBeLessThan(-900);
  });
});

it('refuses twins of a scene that says nothing of what may be broken', () => {
  expect(() => sampleTwins(parseScene(minimalScene(), 'test'), 0)).toThrow('must say in violations');
});
