import type { Thing } from '../things.ts';

/** Counts in words, from nought on. */
export const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** What patterns are told by which word. */
export const PATTERNS: Readonly<Record<string, string>> = {
  ...{
    checkered: 'checker',
    striped: 'stripes',
    'wood-grained': 'wood',
    marbled: 'marble',
    speckled: 'speckle',
  },
  ...{ 'brick-patterned': 'bricks', tiled: 'tiles', woven: 'weave' },
};

/** What materials of scenes are told by which word. */
export const MATERIALS: Readonly<Record<string, readonly string[]>> = {
  ...{ wooden: ['wood', 'oak', 'plank', 'planks', 'boards', 'crate'], painted: ['paint'] },
  ...Object.fromEntries(
    'rubber steel brass brick stone clay concrete chrome foam ceramic china'
      .split(' ')
      .map((one) => [one, [one]]),
  ),
};

/** Nouns that are no class, and what they name. */
const NAMES: Readonly<Record<string, (thing: Thing) => boolean>> = {
  'robot arm': ({ kind }) => kind === 'arm',
  'humanoid robot': ({ kind }) => kind === 'humanoid',
  'wheeled robot': ({ kind }) => kind === 'wheeled',
  robot: ({ kind }) => kind === 'machine',
  car: ({ kind }) => kind === 'car',
  pedestrian: ({ kind }) => kind === 'pedestrian',
  ball: ({ body }) => body.shape.kind === 'sphere',
  box: ({ body }) => body.shape.kind === 'box',
  bar: ({ body }) => body.shape.kind === 'box',
  board: ({ body }) => body.shape.kind === 'box',
  cylinder: ({ body }) => body.shape.kind === 'cylinder',
  capsule: ({ body }) => body.shape.kind === 'capsule',
  ground: ({ body }) => body.shape.kind === 'plane' || ['ice', 'lawn', 'sand'].includes(body.class),
  'sheet of ice': ({ body }) => body.class === 'ice',
  'bed of sand': ({ body }) => body.class === 'sand',
  object: ({ body }) => body.shape.kind === 'compound' || body.shape.kind === 'mesh',
  pendulum: ({ body }) => body.class === 'bob',
  'goal marker': ({ body }) => body.class === 'goal',
  'felt mat': ({ body }) => body.class === 'felt',
  'piece of furniture': ({ body }) => body.class === 'furniture',
  'road marking': ({ body }) => body.class === 'marking',
};

export const pluralOf = (noun: string): string =>
  noun
    .replace(/^(piece|sheet|bed) of/, '$1s of')
    .replace(/shelf$/, 'shelve')
    .replace(/(s|x|ch|sh|[^aeiou]o)$/, '$1e')
    .replace(/(?<!furniture|ice|sand)$/, 's');

/** Whether a noun names a thing: by its class or a word of it, by its shape or kind, or as bodies of its size are called. */
export function isNamed(noun: string, thing: Thing, all: readonly Thing[]): boolean {
  const words = thing.body.class.replace(/_\d+$/, '').replaceAll('_', ' ');
  if (thing.kind === 'body' && (words === noun || words.split(' ')[0] === noun)) return true;
  if (NAMES[noun]?.(thing) === true) return true;
  const { shape } = thing.body;
  if (shape.kind !== 'box') return false;
  return all.some(
    ({ body }) =>
      body.class === noun &&
      body.shape.kind === 'box' &&
      body.shape.size.every((edge, i) => Math.abs(edge / (shape.size[i] as number) - 1) < 0.2),
  );
}

/** All nouns that may name things of those classes. */
export function nounsOf(classes: readonly string[]): readonly string[] {
  const words = classes.map((name) => name.replace(/_\d+$/, '').replaceAll('_', ' '));
  const firsts = words.map((name) => name.split(' ')[0] as string);
  return [...new Set([...Object.keys(NAMES), ...words, ...firsts])];
}
