import { describe, expect, it } from 'vitest';
import { makePlan, type PlanRequest } from '#src/dataset/make-plan.ts';
import { type MadeBy, type PlannedEpisode, plannedEpisodes } from '#src/dataset/plan.ts';
import { planEpisode } from '#src/dataset/plan-episode.ts';
import { parsePlan, planHash, planIds, planText } from '#src/dataset/plan-file.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { varyLook } from '#src/scene/vary-look.ts';
import { minimalBall, minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';

const MADE_BY: MadeBy = {
  toolkit: '0.0.0',
  physics: 'an engine 1',
  rendering: 'a renderer 2',
  driver: { name: 'swiftshader', description: 'a driver 3' },
  encoder: { name: 'node-av', version: '4' },
};

const scene = parseScene(minimalScene(), 'a test');
const plan = (request: Partial<PlanRequest> = {}) => makePlan({ scenes: [scene], ...request }, MADE_BY);

describe("a plan's look", () => {
  it('is easy unless another is asked for, and part of what the plan promises', () => {
    expect(plan().look).toBe('easy');
    const varied = plan({ look: 'varied' });
    expect(parsePlan(planText(varied), 'plan.json')).toEqual(varied);
    expect(planHash(varied)).not.toBe(planHash(plan()));
  });

  it('refuses any other word and names the nearest', () => {
    const attempt = () => plan({ look: 'varyed' });
    expect(attempt).toThrow('look must be one of easy, varied, got varyed.');
    expect(attempt).toThrow(expect.objectContaining({ hint: 'The nearest is varied.' }));
  });

  it('gives clutter its ids where there can be clutter', () => {
    expect(planIds(plan())).toEqual({ ball: 1, ground: 2 });
    const ids = planIds(plan({ look: 'varied' }));
    expect(Object.keys(ids)).toHaveLength(10);
    const decor = plannedEpisodes(plan()).flatMap(({ seed }) => varyLook(sampleEpisode(scene, seed)).decor);
    expect(decor.length).toBeGreaterThan(0);
    for (const { name } of decor) expect(ids[name]).toBeGreaterThan(0);
  });

  it('is the look of its episodes', () => {
    const planned = plannedEpisodes(plan())[3] as PlannedEpisode;
    const easy = sampleEpisode(scene, planned.seed);
    expect(planEpisode(plan(), planned)).toEqual(easy);
    expect(planEpisode(plan({ look: 'varied' }), planned)).toEqual(varyLook(easy));
  });

  it('cannot vary where a body bears a name of clutter', () => {
    const bodies = [minimalGround(), minimalBall({ name: 'clutter_2' })];
    const scenes = [parseScene(minimalScene({ bodies }), 'a test')];
    expect(() => plan({ scenes, look: 'varied' })).toThrow(/minimal: no body .* got "clutter_2"/);
    expect(plan({ scenes }).look).toBe('easy');
  });
});
