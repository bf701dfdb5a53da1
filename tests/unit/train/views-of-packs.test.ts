import { expect, it } from 'vitest';
import type { PackIndex } from '#src/train/pack/pack-index.ts';
import { viewsOfPacks } from '#src/train/views-of-packs.ts';

const pack = (
  scenes: readonly string[],
  ...clips: readonly (readonly [scene: number, camera: string])[]
) => ({
  index: { scenes, clips: clips.map(([scene, camera]) => ({ scene, camera })) } as unknown as PackIndex,
});

it('joins the cameras of a scene over packs, by name', () => {
  const packs = [
    pack(['push', 'bounce'], [0, 'oblique'], [1, 'left'], [1, 'left']),
    pack(['bounce'], [0, 'front']),
  ];
  expect(JSON.stringify(viewsOfPacks(packs, {}))).toBe('{"bounce":["front","left"],"push":["oblique"]}');
});

it('adds them to what was learnt from before', () => {
  const before = { bounce: ['front'], fall: ['high'] };
  expect(viewsOfPacks([pack(['bounce'], [0, 'left'])], before)).toEqual({
    bounce: ['front', 'left'],
    fall: ['high'],
  });
  expect(before).toEqual({ bounce: ['front'], fall: ['high'] });
});
