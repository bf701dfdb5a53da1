import { expect, it } from 'vitest';
import type { Dataset } from '#src/dataset/open-dataset.ts';
import { chooseClips } from '#src/train/pack/choose-clips.ts';

type Camera = { readonly name: string; readonly size?: readonly [number, number]; readonly every?: number };

/** A dataset of two episodes that was never written. */
function dataset(
  dir: string,
  plan: object = {},
  splits: readonly string[] = ['train', 'test'],
  cameras: readonly Camera[] = [{ name: 'front' }],
): Dataset {
  const names = cameras.map(({ name }) => name);
  return {
    dir,
    planSha256: dir,
    plan: {
      ...{ width: 64, height: 64, fps: 12, frames: 8, modalities: ['rgb', 'instance_id'], twins: false },
      scenes: [{ name: 'fall', scene: { cameras, bodies: [], lights: [] }, cameras: names }],
      ...plan,
    },
    episodes: splits.map((split, i) => ({ id: `fall-${i}`, scene: 'fall', split, cameras: names })),
  } as unknown as Dataset;
}

it('takes the episodes of the split by the cameras of the size that take every frame', () => {
  const cameras: Camera[] = [
    { name: 'front' },
    { name: 'small', size: [32, 32] },
    { name: 'slow', every: 2 },
    { name: 'top', size: [64, 64] },
  ];
  const data = [dataset('/one', {}, ['train', 'test'], cameras), dataset('/two')];
  const names = (split: string) =>
    chooseClips(data, split, false).map(
      ({ dataset: { dir }, episode, camera }) => `${dir} ${episode.id} ${camera}`,
    );
  expect(names('train')).toEqual(['/one fall-0 front', '/one fall-0 top', '/two fall-0 front']);
  expect(names('test')).toEqual(['/one fall-1 front', '/one fall-1 top', '/two fall-1 front']);
});

it.each<[string, readonly Dataset[], RegExp]>([
  [
    'of other sizes',
    [dataset('/one'), dataset('/two', { width: 128, height: 128 })],
    /\/one has 64×64 pixels at 12 fps and \/two 128×128/,
  ],
  [
    'of other rates',
    [dataset('/one'), dataset('/two', { fps: 24 })],
    /12 fps and \/two 64×64 pixels at 24 fps/,
  ],
  ['that are the same', [dataset('/one'), dataset('/one')], /\/one and \/one have the same plan/],
  [
    'of twins',
    [dataset('/one', { twins: true })],
    /impossible twins must never be learnt from, and \/one is one/,
  ],
  [
    'without pictures',
    [dataset('/one', { modalities: ['instance_id'] })],
    /must have rgb .* has instance_id/,
  ],
  ['without ids', [dataset('/one', { modalities: ['rgb'] })], /must have instance_id .* has rgb/],
  ['without the split', [dataset('/one', {}, ['test', 'ood'])], /split train .* of \/one are of test, ood/],
  ['of which nothing is finished', [dataset('/one', {}, [])], /\/one holds none/],
  [
    'without a camera of the size',
    [dataset('/one', {}, ['train'], [{ name: 'slow', every: 2 }])],
    /camera of 64×64 pixels that takes every frame to be packed, but \/one has none/,
  ],
])('refuses datasets %s', (_what, datasets, words) => {
  expect(() => chooseClips(datasets, 'train', false)).toThrow(words);
});

it('refuses no dataset', () => {
  expect(() => chooseClips([], 'train', false)).toThrow('got none');
});
