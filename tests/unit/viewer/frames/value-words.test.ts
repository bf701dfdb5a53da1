import { expect, it } from 'vitest';
import { idNames } from '#src/viewer/frames/id-names.ts';
import { valueWords } from '#src/viewer/frames/value-words.ts';

const NAMES = idNames([
  { name: 'floor', id: 1, class: 'ground', semanticId: 1, motion: 'fixed' },
  { name: 'box-3', id: 7, class: 'box', semanticId: 2, motion: 'dynamic' },
  { name: 'wall', id: 8, class: 'box', semanticId: 2, motion: 'fixed' },
]);

it('says what a pixel is, with its unit', () => {
  const say = (modality: Parameters<typeof valueWords>[0], values: ArrayLike<number>, pixel = 0): string =>
    valueWords(modality, values as never, pixel, NAMES);
  expect(say('depth_z_m', Float32Array.of(0, 12.34), 1)).toBe('12.34 m');
  expect(say('depth_z_m', [0.4567])).toBe('0.457 m');
  expect(say('distance_m', [0])).toBe('nothing there');
  expect(say('instance_id', [7])).toBe('id 7 `box-3`');
  expect(say('instance_id', [0])).toBe('id 0, background');
  expect(say('instance_id', [99])).toBe('id 99 `unknown`');
  expect(say('semantic_id', [1])).toBe('id 1 `ground`');
  expect(say('flow_forward', [0, 0, 0, 0.8, -0.9, 1], 1)).toBe('1.2 px (0.8, −0.9)');
  expect(say('flow_backward', [0, 0, 0])).toBe('no flow');
  expect(say('normal', [0, -1, 0])).toBe('normal (0.00, −1.00, 0.00)');
  expect(say('normal', [0, 0, 0])).toBe('nothing there');
  expect(say('object_coordinates', [0.5, 1, 0])).toBe('at (0.50, 1.00, 0.00) of its box');
  expect(say('occlusion', [1])).toBe('hidden in the next frame');
  expect(say('shadow', [255])).toBe('100 % of the sun blocked');
  expect(say('rgb', [1, 2, 3, 4, 5, 6], 1)).toBe('sRGB 4, 5, 6');
});

it('counts a class as still where none of its bodies can move', () => {
  expect([...NAMES.classes]).toEqual([
    [1, { name: 'ground', still: true }],
    [2, { name: 'box', still: false }],
  ]);
});
