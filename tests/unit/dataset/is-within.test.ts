import { expect, it } from 'vitest';
import { isWithin } from '#src/dataset/is-within.ts';

it.each([
  ['/data/set', '/data/set', true],
  ['/data/set/deep/er', '/data/set', true],
  ['/data/set/..hidden', '/data/set', true],
  ['/data/set-2', '/data/set', false],
  ['/data', '/data/set', false],
  ['/data/set/../other', '/data/set', false],
  ['set/in', 'set', true],
  ['/anything', '/', true],
])('%s within %s: %s', (path, folder, within) => {
  expect(isWithin(path, folder)).toBe(within);
});
