import { describe, expect, it } from 'vitest';
import type { Recording } from '#src/core/recording.ts';
import { makePlan, type PlanRequest } from '#src/dataset/make-plan.ts';
import { type MadeBy, plannedEpisodes } from '#src/dataset/plan.ts';
import { planEpisode } from '#src/dataset/plan-episode.ts';
import { parsePlan, planHash, planText } from '#src/dataset/plan-file.ts';
import { type SceneParameter, sceneParameters } from '#src/scene/fix-parameters.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const MADE_BY: MadeBy = {
  ...{ toolkit: '0.0.0', physics: 'an engine 1', rendering: 'a renderer 2' },
  driver: { name: 'swiftshader', description: 'a driver 3' },
  encoder: { name: 'node-av', version: '4' },
};
const scene = readScene('robots/push');
const dominoes = readScene('alignment/dominoes');

const recording = (changes: Partial<Recording> = {}): Recording => ({
  ...{ scene: 'push', seed: 5, fps: 30, parameters: {} },
  commands: Array.from({ length: 10 }, () => ({ action: [0.1, 0], hand: null })),
  ...changes,
});
const plan = (request: Partial<PlanRequest> = {}) =>
  makePlan({ scenes: [scene], recordings: [recording()], ...request }, MADE_BY);

describe('a plan of recordings', () => {
  it('has an episode for each, of its seed, as long as the first', () => {
    expect(plan()).toMatchObject({ frames: 10, fps: 30, scenes: [{ episodes: 1 }] });
    const two = plan({ recordings: [recording(), recording({ seed: 7 })], frames: 20 });
    expect(plannedEpisodes(two).map(({ id, seed }) => [id, seed])).toEqual([
      ['push-000000', 5],
      ['push-000001', 7],
    ]);
    expect(two.frames).toBe(20);
  });

  it('reads as it was written, and another recording is another plan', () => {
    const made = plan();
    expect(parsePlan(planText(made), 'a test')).toEqual(made);
    expect(planHash(plan({ recordings: [recording({ seed: 6 })] }))).not.toBe(planHash(made));
    const broken = planText(made).replace('"episodes": 1', '"episodes": 2');
    expect(() => parsePlan(broken, 'a test')).toThrow('recordings are not the episodes');
  });

  it('says nothing of recordings where there are none', () => {
    const text = planText(makePlan({ scenes: [scene] }, MADE_BY));
    expect(text).not.toContain('recordings');
    expect(parsePlan(text, 'a test').recordings).toBeNull();
  });

  it('fixes what was set by hand, and draws the rest as ever', () => {
    const number = sceneParameters(dominoes).find((one) => one.kind === 'number');
    const { name, low } = number as Extract<SceneParameter, { low: number }>;
    const drawn = (parameters: Recording['parameters']) => {
      const commands = [{ action: null, hand: null }];
      const made = plan({
        scenes: [dominoes],
        recordings: [recording({ scene: 'dominoes', parameters, commands })],
      });
      return planEpisode(made, plannedEpisodes(made)[0]!).parameters;
    };
    const free = drawn({});
    expect(drawn({ [name]: low })).toEqual({ ...free, [name]: low });
    expect(() => drawn({ luck: 1 })).toThrow('got "luck"');
    expect(() => drawn({ [name]: 1e9 })).toThrow('got 1000000000');
  });

  it.each<[string, Partial<PlanRequest>, RegExp]>([
    ['none', { recordings: [] }, /At least one recording/],
    ['a number of episodes', { episodes: 1 }, /decide alone what happens, got episodes beside/],
    ['a policy', { policy: { name: 'zero' } }, /got policy beside/],
    ['outcomes', { outcomes: { success: 1 } }, /got outcomes beside/],
    ['counterfactuals', { counterfactuals: { count: 1, at: 'event' } }, /got counterfactuals beside/],
    ['twins', { twins: true }, /got twins beside/],
    ['a seed', { seed: 0 }, /got seed beside/],
    ['two splits', { split: { train: 0.5, test: 0.5 } }, /in one split.*got train, test/],
    ['a split that draws otherwise', { split: { ood: 1 } }, /in one split.*got ood/],
    ['another frame rate', { fps: 12 }, /--fps must keep to the 30 frames a second.*got 12/],
    [
      'two frame rates',
      { recordings: [recording(), recording({ fps: 15 })] },
      /must keep to the 30 frames .*got 15/,
    ],
    [
      'a recording of another scene',
      { recordings: [recording({ scene: 'arm' })] },
      /here push, got one of arm/,
    ],
    ['two scenes', { scenes: [scene, dominoes] }, /one scene that is generated, here push, dominoes/],
    [
      'a body that is not there',
      {
        recordings: [
          recording({
            commands: [
              {
                action: [0, 0],
                hand: { kind: 'push', body: 'bxo', point: [0, 0, 0], impulse: [0, 0, 1] },
              },
            ],
          }),
        ],
      },
      /recordings\[0\]: commands\[0\]\.hand must hold a body of push that can be moved, got "bxo"/,
    ],
    [
      'an action of another robot',
      { recordings: [recording({ commands: [{ action: [0, 0, 0], hand: null }] })] },
      /recordings\[0\]: commands\[0\]\.action must be a Float32Array of 2/,
    ],
    [
      'an action that the robot cannot do',
      { recordings: [recording({ commands: [{ action: [9, 0], hand: null }] })] },
      /must lie in .*got 9/,
    ],
    [
      'more than can be kept',
      {
        recordings: Array.from({ length: 2 }, () =>
          recording({ commands: Array.from({ length: 60_000 }, () => ({ action: [0, 0], hand: null })) }),
        ),
      },
      /at most 100000 commands together, got 120000/,
    ],
  ])('refuses %s', (_, request, words) => {
    expect(() => plan(request)).toThrow(words);
  });
});
