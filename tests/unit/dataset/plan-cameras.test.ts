import { describe, expect, it } from 'vitest';
import { draftPlan } from '#src/dataset/make-plan.ts';
import { planWarnings } from '#src/dataset/plan-warnings.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';

const [front] = minimalScene()['cameras'] as [Record<string, unknown>];
const sceneWith = (changes: Readonly<Record<string, unknown>>) =>
  parseScene(minimalScene({ cameras: [{ ...front, ...changes }] }), 'a.json');

describe('the cameras of a plan', () => {
  it('are warned of once, however many episodes begin so', () => {
    const plan = draftPlan({ scenes: [sceneWith({ position: [0, 0, 1.1] })], episodes: 5 });
    expect(planWarnings(plan)).toEqual(['minimal: camera "front" begins inside body "ball".']);
    expect(planWarnings(draftPlan({ scenes: [sceneWith({})], episodes: 5 }))).toEqual([]);
  });

  it('must not fold the image at the size asked for', () => {
    const scenes = [sceneWith({ fov_deg: 50, lens: { kind: 'brown-conrady', k1: -0.3 } })];
    expect(() => draftPlan({ scenes, width: 64, height: 64 })).not.toThrow();
    expect(() => draftPlan({ scenes, width: 128, height: 64 })).toThrow('must not fold the image');
  });
});
