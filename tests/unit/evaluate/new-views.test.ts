import { expect, it } from 'vitest';
import { newViews } from '#src/evaluate/new-views.ts';

const clips = (...views: readonly string[]) =>
  views.map((view) => {
    const [scene, camera] = view.split('/') as [string, string];
    return { scene, camera };
  });

const SEEN = clips('push/oblique', 'bounce/front', 'bounce/left', 'roll/front', 'roll/left', 'roll/front');

it('says which scenes and cameras a model has not learnt from, each once', () => {
  const learntViews = { bounce: ['front'], fall: ['front'], roll: ['front'] };
  expect(newViews({ name: 'mine', learntViews }, SEEN)).toEqual([
    'mine has learnt from bounce, fall and roll alone: push is new to it.',
    'mine has seen bounce and roll by front alone: left is new to it.',
  ]);
});

it('says nothing of what it has learnt from, nor of a model that does not say', () => {
  const learntViews = { bounce: ['front', 'left'], push: ['oblique'], roll: ['front', 'left'] };
  expect(newViews({ name: 'mine', learntViews }, SEEN)).toEqual([]);
  expect(newViews({ name: 'theirs', learntViews: null }, SEEN)).toEqual([]);
});
