import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHYSICS_VERSION, RENDERING_VERSION } from '#src/dataset/made-by.ts';
import { makePlan, type PlanRequest } from '#src/dataset/make-plan.ts';
import { type MadeBy, plannedEpisodes, splitOf } from '#src/dataset/plan.ts';
import { idsText, parsePlan, planHash, planIds, planText } from '#src/dataset/plan-file.ts';
import { episodeCameras } from '#src/dataset/recorded-camera.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { minimalBall, minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const MADE_BY: MadeBy = {
  toolkit: '0.0.0',
  physics: 'an engine 1',
  rendering: 'a renderer 2',
  driver: { name: 'swiftshader', description: 'a driver 3' },
  encoder: { name: 'node-av', version: '4' },
};

const scene = (changes = {}) => parseScene(minimalScene(changes), 'a test');
const plan = (request: Partial<PlanRequest> = {}) => makePlan({ scenes: [scene()], ...request }, MADE_BY);

describe('makePlan', () => {
  it('fills in what is not asked for', () => {
    expect(plan()).toMatchObject({
      ...{ seed: 0, frames: 48, fps: 12, width: 128, height: 128, depthScaleM: 0.001 },
      modalities: ['rgb', 'depth_z_m', 'instance_id'],
      scenes: [{ name: 'minimal', episodes: 8, cameras: ['front'] }],
    });
  });

  it.each<[string, Partial<PlanRequest>, RegExp]>([
    ['a frame rate that does not divide 240', { fps: 7 }, /fps must divide the 240 Hz of minimal, got 7/],
    ['no episodes', { episodes: 0 }, /episodes must be a whole number from 1/],
    ['fewer than none', { episodes: -1 }, /got -1/],
    ['half a frame', { frames: 0.5 }, /frames must be a whole number/],
    ['no number', { seed: Number.NaN }, /seed must be a whole number/],
    ['an odd size', { width: 127 }, /width must be an even number from 16 to 4096 pixels, got 127/],
    ['no size', { height: 0 }, /height must be an even number/],
    ['an absurd size', { height: 100_000 }, /got 100000/],
    ['an unknown modality', { modalities: ['rgb', 'depth'] }, /modalities must be some of .*, got depth/],
    ['an unknown camera', { cameras: ['frnt'] }, /cameras must be some of front, .*, got frnt/],
    ['shares that do not sum to 1', { split: { train: 0.5, test: 0.4 } }, /sum to 1, got train=0.5,test=0.4/],
    ['no scene', { scenes: [] }, /at least one scene/],
    ['one scene twice', { scenes: [scene(), scene()] }, /different names, got minimal twice/],
    ['a depth scale of nothing', { depthScaleM: 0 }, /depth_scale_m must be/],
  ])('refuses %s', (_, request, words) => {
    const attempt = () => plan(request);
    expect(attempt).toThrow(words);
    expect(attempt).toThrow(expect.objectContaining({ code: 'argument/invalid' }));
  });

  it('names the nearest frame rates and the nearest modality', () => {
    expect(() => plan({ fps: 7 })).toThrow(expect.objectContaining({ hint: 'Choose one such as 6 or 8.' }));
    const hint = 'The nearest is depth_z_m.';
    expect(() => plan({ modalities: ['depth_zm'] })).toThrow(expect.objectContaining({ hint }));
  });

  it('takes all modalities that the scenes can have, and refuses by name those that they cannot', () => {
    const all = plan({ modalities: ['all'] }).modalities;
    expect(all).toContain('boxes');
    for (const [modality, words] of [
      ['sensor_depth_z_m', /sensor_depth_z_m needs a camera with stereo_depth, got none in minimal/],
      ['rgb_clean', /rgb_clean needs a camera with effects/],
      ['shadow', /shadow needs a sun that casts shadows/],
    ] as const) {
      expect(all).not.toContain(modality);
      expect(() => plan({ modalities: ['rgb', modality] })).toThrow(words);
    }
    const camera = (changes = {}) => ({ ...(minimalScene()['cameras'] as object[])[0], ...changes });
    const sun = { kind: 'sun', intensity: 1, direction: [0, 0, -1] };
    const able = scene({
      cameras: [camera(), camera({ name: 'deep', stereo_depth: { baseline: 0.1 }, vignette: 0.5 })],
      lights: [sun],
    });
    const wanted = ['sensor_depth_z_m', 'rgb_clean', 'shadow'];
    const made = plan({ scenes: [able], modalities: wanted });
    expect(episodeCameras(made, 'minimal').map(({ modalities }) => modalities)).toEqual([
      ['shadow'],
      ['shadow', 'sensor_depth_z_m', 'rgb_clean'],
    ]);
    const front = () => plan({ scenes: [able], modalities: wanted, cameras: ['front'] });
    expect(front).toThrow(/sensor_depth_z_m needs/);
    expect(() =>
      plan({ scenes: [scene({ lights: [{ ...sun, shadow: false }] })], modalities: wanted }),
    ).toThrow(/shadow needs/);
  });

  it('names the two cameras of a stereo pair, and refuses a camera in the place of the sensors', () => {
    const camera = (minimalScene()['cameras'] as object[])[0];
    const pair = scene({ cameras: [{ ...camera, name: 'head', stereo: { baseline: 0.1 } }] });
    expect(plan({ scenes: [pair] }).scenes[0]?.cameras).toEqual(['head_left', 'head_right']);
    expect(plan({ scenes: [pair], cameras: ['head_right'] }).scenes[0]?.cameras).toEqual(['head_right']);
    const taken = scene({ cameras: [{ ...camera, name: 'sensors' }] });
    expect(() => plan({ scenes: [taken] })).toThrow(/No camera may be called sensors/);
  });

  it('refuses distances that are too far in a corner, where their depth is not', () => {
    const camera = (minimalScene()['cameras'] as object[])[0];
    const far = scene({ cameras: [{ ...camera, far: 60, fov_deg: 60 }] });
    expect(() => plan({ scenes: [far] })).not.toThrow();
    expect(() => plan({ scenes: [far], modalities: ['distance_m'] })).toThrow(
      /distance_m of camera front must be at most .* got 77\.4597 m/,
    );
  });

  it('refuses a camera that sees farther than the depth scale, and bodies inside each other', () => {
    expect(() => plan({ depthScaleM: 0.0001 })).toThrow(
      expect.objectContaining({ code: 'scene/depth-range' }),
    );
    const inside = scene({ bodies: [minimalGround(), minimalBall(), minimalBall({ name: 'twin' })] });
    expect(() => plan({ scenes: [inside] })).toThrow(expect.objectContaining({ code: 'scene/overlap' }));
  });
});

describe('planned episodes', () => {
  it('have seeds that depend on the plan, the scene and their index alone', () => {
    const few = plannedEpisodes(plan({ episodes: 3, seed: 9 }));
    const many = plannedEpisodes(plan({ scenes: [scene({ name: 'other' }), scene()], episodes: 5, seed: 9 }));
    expect(few.map(({ id }) => id)).toEqual(['minimal-000000', 'minimal-000001', 'minimal-000002']);
    expect(many.filter((episode) => episode.scene === 'minimal').slice(0, 3)).toEqual(few);
    expect(new Set(many.map(({ seed }) => seed)).size).toBe(10);
    expect(plannedEpisodes(plan({ seed: 10 }))[0]?.seed).not.toBe(few[0]?.seed);
  });

  it('want outcomes in nearly the shares asked for, in every split alike', () => {
    const scenes = [readScene('robots/push')];
    const made = plan({
      ...{ scenes, episodes: 400, split: { train: 0.75, test: 0.25 } },
      outcomes: { success: 0.6, failure: 0.4 },
    });
    for (const split of ['train', 'test']) {
      const wanted = plannedEpisodes(made).filter((episode) => episode.split === split);
      const success = wanted.filter(({ outcomeWanted }) => outcomeWanted === 'success');
      expect(success.length / wanted.length).toBeGreaterThan(0.55);
      expect(success.length / wanted.length).toBeLessThan(0.65);
    }
  });

  it('come before their counterfactuals, which share their seed, split and wanted outcome', () => {
    const scenes = [readScene('robots/push')];
    const made = plan({
      ...{ scenes, episodes: 3, split: { train: 0.5, test: 0.5 } },
      ...{ outcomes: { success: 0.5, failure: 0.5 }, counterfactuals: { count: 2, at: 'event' } },
    });
    const all = plannedEpisodes(made);
    expect(all.slice(0, 4).map(({ id }) => id)).toEqual([
      ...['push-000000', 'push-000000-cf1', 'push-000000-cf2', 'push-000001'],
    ]);
    for (const { parent, seed, split, outcomeWanted } of all) {
      const first = all.find(({ id }) => id === parent);
      if (first !== undefined) expect(first).toMatchObject({ seed, split, outcomeWanted, parent: null });
    }
  });

  it('fall into the splits in nearly the shares asked for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer({ min: 20, max: 500 }),
        (share, n) => {
          const split = { train: share, test: 1 - share };
          const train = Array.from({ length: n }, (_, i) => splitOf(split, i)).filter(
            (name) => name === 'train',
          );
          expect(Math.abs(train.length - share * n)).toBeLessThan(4);
        },
      ),
    );
  });
});

describe('plan.json', () => {
  it('is read as it was written', () => {
    const made = plan({ split: { train: 0.75, test: 0.25 }, modalities: ['instance_id', 'rgb'] });
    const read = parsePlan(planText(made), 'plan.json');
    expect(read).toEqual(made);
    expect(planText(read)).toBe(planText(made));
    expect(planHash(read)).toBe(planHash(made));
  });

  it('keeps policies, outcomes in their order and counterfactuals, and has no word of them without', () => {
    const scenes = [readScene('robots/push')];
    for (const policy of [{ name: 'noisy' }, { file: 'mine.ts', code: 'export default () => null;\n' }]) {
      const outcomes = { success: 0.3, failure: 0.7 };
      const made = plan({ ...{ scenes, policy, outcomes }, counterfactuals: { count: 3, at: 5 } });
      const read = parsePlan(planText(made), 'plan.json');
      expect(read).toEqual(made);
      expect(planText(read)).toBe(planText(made));
      const backwards = plan({ scenes, policy, outcomes: { failure: 0.7, success: 0.3 } });
      expect(planText(parsePlan(planText(backwards), 'plan.json'))).toBe(planText(backwards));
    }
    expect(planText(plan())).not.toMatch(/policy|outcomes|counterfactuals/);
  });

  it('gives every body its id', () => {
    expect(planIds(plan())).toEqual({ ball: 1, ground: 2 });
    expect(JSON.parse(idsText(plan()))).toEqual({
      layout: 1,
      bodies: { ball: 1, ground: 2 },
      classes: { ball: 1, ground: 2 },
    });
  });

  it('is refused when its layout is newer, when it is none, and when it was changed', () => {
    const text = planText(plan());
    const refused = (changed: string, code: string) =>
      expect(() => parsePlan(changed, 'x/plan.json')).toThrow(expect.objectContaining({ code }));
    refused(text.replace('"layout": 1', '"layout": 2'), 'dataset/newer-layout');
    refused('{}', 'dataset/invalid');
    refused('[1', 'dataset/invalid');
    refused('null', 'dataset/invalid');
    refused(text.replace('"fps": 12', '"fps": "12"'), 'dataset/invalid');
    refused(text.replace('"frames": 48', '"frames": 48, "colour": 1'), 'dataset/invalid');
    refused(
      text.replace('"name": "minimal",\n      "sha256"', '"name": "other",\n      "sha256"'),
      'dataset/invalid',
    );
    refused(text.replace('"gravity"', '"gravty"'), 'scene/unknown-field');
  });
});

it('records the versions that are installed', () => {
  const { dependencies } = packageJson;
  expect(PHYSICS_VERSION).toBe(`@dimforge/rapier3d ${dependencies['@dimforge/rapier3d']}`);
  expect(RENDERING_VERSION).toBe(`three ${dependencies.three}, webgpu ${dependencies.webgpu}`);
});
