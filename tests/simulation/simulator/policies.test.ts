import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '#src/core/task.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { actionSpec } from '#src/physics/robots/robot-controller.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { namedPolicy, POLICY_NAMES } from '#src/simulator/policies/named-policy.ts';
import { simulateMotion } from '#src/simulator/simulate-motion.ts';
import { readScene } from '../../fixtures/read-scene.ts';

beforeAll(loadPhysics);

const MOTION = { frames: 48, fps: 12, ids: {}, cameras: [] };
/** Scenes with a task that an expert knows, and the share of seeds in which it must do it. */
const EXPERT_SCENES = [['robots/push', 0.9]] as const;
const SEEDS = 40;

function outcomes(name: string, policy: string): readonly (Outcome | null)[] {
  const scene = readScene(name);
  return Array.from({ length: SEEDS }, (_, seed) => {
    const episode = sampleEpisode(scene, seed);
    let outcome: Outcome | null = null;
    for (const frame of simulateMotion(episode, { ...MOTION, policy: namedPolicy(policy) })) {
      outcome = frame.outcome;
    }
    return outcome;
  });
}
const share = (all: readonly (Outcome | null)[], outcome: Outcome): number =>
  all.filter((one) => one === outcome).length / all.length;

describe.each(EXPERT_SCENES)('the policies of %s', (name, least) => {
  it(`succeed as an expert in at least ${least} of ${SEEDS} seeds, less when disturbed`, () => {
    const [expert, noisy] = [
      share(outcomes(name, 'expert'), 'success'),
      share(outcomes(name, 'noisy'), 'success'),
    ];
    expect(expert).toBeGreaterThanOrEqual(least);
    expect(noisy).toBeLessThanOrEqual(expert);
  });

  it('fail when a mistake is made, and do not succeed by chance', () => {
    expect(share(outcomes(name, 'failing'), 'failure')).toBeGreaterThanOrEqual(0.7);
    expect(share(outcomes(name, 'explore'), 'success')).toBeLessThanOrEqual(0.2);
    expect(share(outcomes(name, 'zero'), 'success')).toBe(0);
  });

  it.each(POLICY_NAMES)('%s: a function of episode, frame and state', (policy) => {
    const episode = sampleEpisode(readScene(name), 3);
    const make = () => namedPolicy(policy)(episode)!;
    const once = make();
    for (const { frame, state, action } of simulateMotion(episode, { ...MOTION, policy: () => once })) {
      expect(make()(frame, state)).toEqual(action);
      expect(once(frame, state)).toEqual(action);
    }
  });
});

it('is null where nothing acts', () => {
  const episode = sampleEpisode(readScene('alignment/free-fall'), 0);
  expect(actionSpec(episode)).toBeNull();
  for (const name of POLICY_NAMES) expect(namedPolicy(name)(episode)).toBeNull();
});

it('refuses names that no policy has, and experts of tasks that nobody knows', () => {
  expect(() => namedPolicy('expart')).toThrow('A policy must be one of mixed, expert');
  const { task: _, ...scene } = readScene('robots/push');
  const episode = sampleEpisode(scene, 0);
  expect(() => namedPolicy('expert')(episode)).toThrow('got push without a task and no expert');
});
