import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { draftPlan } from '#src/dataset/make-plan.ts';
import { plannedEpisodes } from '#src/dataset/plan.ts';
import { planEpisode } from '#src/dataset/plan-episode.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import type { Scene } from '#src/scene/scene-schema.ts';
import { parametersBeyond, rangesBeyond } from '#src/scene/variation/beyond-range.ts';
import { combinationOf, heldOutCombinations } from '#src/scene/variation/combination.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const SHIPPED = new URL('../../../scenes/', import.meta.url);
const SPLIT = { id: 0.6, combination: 0.2, ood: 0.2 };
const SCENES = [
  'alignment/dominoes',
  'alignment/free-fall',
  'alignment/planar-slope',
  'alignment/stable-stack',
  'alignment/unstable-stack',
  'alignment/seesaw',
  'robots/push',
  'understanding/projectile',
  'understanding/bounce',
  'understanding/collision',
  'understanding/occluder',
];

/** The planned episodes of one scene, by split. */
function bySplit(scene: Scene, episodes: number, split: Readonly<Record<string, number>>, seed = 5) {
  const plan = draftPlan({ scenes: [scene], episodes, seed, split });
  const all = plannedEpisodes(plan).map((planned) => ({ planned, episode: planEpisode(plan, planned) }));
  return { plan, all, of: (name: string) => all.filter(({ planned }) => planned.split === name) };
}

/** Of this one, which is drawn fast, many episodes. */
const MANY = 'robots/push';

describe.each(SCENES)('the splits of %s', (name) => {
  const scene = readScene(name);

  const count = name === MANY ? 500 : 40;

  it(`leak nothing over ${count} episodes`, () => {
    const { plan, all, of } = bySplit(scene, count, SPLIT);
    const held = new Set(heldOutCombinations(scene, plan.seed));
    const shown = (episodes: typeof all): Set<string> =>
      new Set(episodes.flatMap(({ episode }) => episode.bodies.map(combinationOf)));
    expect([...shown(of('id'))].filter((one) => held.has(one))).toEqual([]);
    expect([...shown(of('ood'))].filter((one) => held.has(one))).toEqual([]);
    for (const { planned, episode } of all) {
      const beyond = parametersBeyond(scene, episode.parameters);
      const holds = episode.bodies.some((body) => held.has(combinationOf(body)));
      expect([planned.id, beyond.length > 0, holds]).toEqual([
        planned.id,
        planned.split === 'ood',
        planned.split === 'combination',
      ]);
    }
    expect(new Set(all.map(({ planned }) => planned.seed)).size).toBe(count);
    expect(new Set(all.map(({ episode }) => JSON.stringify(episode.bodies))).size).toBe(count);
  });

  it('take every way out of the ranges that the scene names', () => {
    const { all } = bySplit(scene, 40, { ood: 1 });
    const left = new Set(
      all.flatMap(({ episode }) =>
        parametersBeyond(scene, episode.parameters).map((one) => one.replace(/_\d+\./, '.')),
      ),
    );
    expect([...left].sort()).toEqual([...rangesBeyond(scene)].sort());
  });
});

it.each(
  readdirSync(SHIPPED, { recursive: true, encoding: 'utf8' }).filter((file) => /\w\/.*\.json$/.test(file)),
)('%s has something beyond its ranges', (file) => {
  expect(rangesBeyond(readScene(file.replace(/\.json$/, ''))).length).toBeGreaterThan(0);
});

describe('a held-out combination', () => {
  it('is one of a fifth, chosen by the seed, each part of which is seen elsewhere', () => {
    const scene = readScene('alignment/planar-slope');
    // Three kinds of shape, five colours, three materials.
    const held = heldOutCombinations(scene, 1);
    expect(held).toHaveLength(9);
    expect(heldOutCombinations(scene, 1)).toEqual(held);
    expect(heldOutCombinations(scene, 2)).not.toEqual(held);
    const { of } = bySplit(scene, 80, SPLIT, 1);
    const seen = new Set(
      of('id').flatMap(({ episode }) => episode.bodies.flatMap((body) => combinationOf(body).split(' '))),
    );
    for (const part of held.flatMap((one) => one.split(' '))) expect(seen).toContain(part);
  });

  it('is a colour where only colours can be chosen', () => {
    expect(heldOutCombinations(readScene('robots/push'), 0)).toHaveLength(1);
  });
});

describe('splits of other names', () => {
  it('are drawn as ever, but never show what the split combination holds out', () => {
    const scene = readScene('robots/push');
    const plain = bySplit(scene, 20, { train: 0.5, test: 0.5 });
    for (const { planned, episode } of plain.all) expect(episode).toEqual(sampleEpisode(scene, planned.seed));
    const { plan, of } = bySplit(scene, 60, { train: 0.5, combination: 0.5 });
    const held = heldOutCombinations(scene, plan.seed);
    const train = of('train').flatMap(({ episode }) => episode.bodies.map(combinationOf));
    expect(train.filter((one) => held.includes(one))).toEqual([]);
  });

  it('leave alone whatever is not in the way', () => {
    const scene = readScene('alignment/dominoes');
    const { of } = bySplit(scene, 60, SPLIT);
    for (const { planned, episode } of [...of('id'), ...of('combination')]) {
      const plain = sampleEpisode(scene, planned.seed);
      expect(episode.bodies.map(({ position }) => position)).toEqual(
        plain.bodies.map(({ position }) => position),
      );
    }
  });
});

describe('a plan refuses', () => {
  const bare = parseScene(minimalScene(), 'a test');
  it.each([
    [{ combination: 0.5, id: 0.5 }, 'easy', /no such choice in minimal/],
    [{ ood: 0.5, id: 0.5 }, 'easy', /a range that says "ood".*none in minimal/],
    [{ combination: 0.5, id: 0.5 }, 'varied', /needs the look easy/],
  ] as const)('%o of a scene without them, look %s', (split, look, words) => {
    expect(() => draftPlan({ scenes: [bare], split, look })).toThrow(words);
  });

  it.each([
    [{ uniform: [0, 1], ood: [0.2, 0.8] }, /random\.a\.ood must be partly outside the range/],
    [{ uniform: [0, 1], ood: [2, -1] }, /random\.a\.ood must be written low end first/],
    [{ integer: [0, 1], ood: [0, 1.5] }, /random\.a\.ood\[1\] must be a whole number/],
    [{ choice: [1], ood: [0, 1] }, /random\.a\.ood is not a field/],
  ])('the range %o', (range, words) => {
    expect(() => parseScene(minimalScene({ random: { a: range } }), 'a.json')).toThrow(words);
  });
});
