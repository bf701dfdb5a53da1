import type { BodyFacts, ShapeFacts } from '../../core/recorded-episode.ts';
import { shapeExtent } from '../../core/shape-extent.ts';
import { colorName } from './color-name.ts';
import type { Thing } from './things.ts';

/** What a thing is called. */
export type ThingWords = {
  readonly noun: string;
  /** As `red` or `red and white striped`; '' where no one colour is most of it. */
  readonly color: string;
  /** As `wooden`, or ''. */
  readonly material: string;
};

/** Classes that are words for things, and what the others stand for. */
const NOUNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (
      'ball barrel bin block board bollard book bookcase bottle box brick building cabinet car carton cart chair cloth ' +
      'cone crate crosswalk cup desk domino door drawer drum fence floor gallows ground gyroscope hammer jar lawn ' +
      'ledge mailbox mat mug pallet pendulum plank plant plate post puck pusher rail ramp road rug seesaw shelf ' +
      'slab slope sofa spool stand stool table target tray tree wall wheel window worktop'
    )
      .split(' ')
      .map((word) => [word, word]),
  ),
  ...{ obstacle: '', furniture: 'piece of furniture', marking: 'road marking', street_lamp: 'street lamp' },
  ...{
    bob: 'pendulum',
    goal: 'goal marker',
    felt: 'felt mat',
    ice: 'sheet of ice',
    sand: 'bed of sand',
    kerb: 'kerb',
    channel: 'channel',
    stack: 'stack',
  },
};

/** Classes that only the look of the material shows. */
const GROUNDS = new Set(['ice', 'lawn', 'sand']);

/** Materials that a body looks like, and the words that say so. */
export const MATERIAL_WORDS: Readonly<Record<string, string>> = {
  ...{ wood: 'wooden', oak: 'wooden', plank: 'wooden', planks: 'wooden', boards: 'wooden', crate: 'wooden' },
  ...{ rubber: 'rubber', steel: 'steel', brass: 'brass', brick: 'brick', stone: 'stone', clay: 'clay' },
  ...{
    paint: 'painted',
    concrete: 'concrete',
    chrome: 'chrome',
    foam: 'foam',
    ceramic: 'ceramic',
    china: 'china',
  },
};

const PATTERN_WORDS: Readonly<Record<string, string>> = {
  ...{ checker: 'checkered', stripes: 'striped', wood: 'wood-grained', marble: 'marbled' },
  ...{ speckle: 'speckled', bricks: 'brick-patterned', tiles: 'tiled', weave: 'woven', facade: '' },
};

/** The extent of a shape along its axes, metres, where a formula describes it. */
export function shapeSize(shape: ShapeFacts): readonly [number, number, number] | null {
  switch (shape.kind) {
    case 'box':
    case 'sphere':
    case 'cylinder':
    case 'capsule':
      return shapeExtent(shape).size;
    default:
      return null;
  }
}

/** What a box is called by its proportions. */
function boxNoun(size: readonly number[]): string {
  const [thin, middle, long] = [...size].sort((a, b) => a - b) as [number, number, number];
  if (long > 5 * middle) return 'bar';
  return middle > 5 * thin ? 'board' : 'box';
}

function shapeNoun(shape: ShapeFacts): string {
  if (shape.kind === 'box') return boxNoun(shape.size);
  if (shape.kind === 'sphere') return 'ball';
  if (shape.kind === 'plane') return 'ground';
  return shape.kind === 'cylinder' || shape.kind === 'capsule' ? shape.kind : 'object';
}

/** A body's noun by its class, by the first word of its class, or by its shape. */
function bodyNoun({ class: name, shape }: BodyFacts): string {
  const [first = ''] = name.split('_');
  const known = NOUNS[name] ?? NOUNS[first] ?? '';
  if (known !== '') return known;
  const words = name.replace(/_\d+$/, '').replaceAll('_', ' ');
  const made = shape.kind === 'compound' || shape.kind === 'mesh';
  return made && /^[a-z]+( [a-z]+)*$/.test(words) ? words : shapeNoun(shape);
}

const KIND_NOUNS = {
  ...{ arm: 'robot arm', humanoid: 'humanoid robot', wheeled: 'wheeled robot', machine: 'robot' },
  ...{ car: 'car', pedestrian: 'pedestrian' },
} as const;

/** Share of a compound's surface that must be of one colour for the whole to be called so. */
const ONE_COLOR = 0.85;

/** Of a compound: the colour of nearly all of its seen parts, where one is; bulk is told from extents. */
function mainMaterial({ shape, material }: BodyFacts): BodyFacts['material'] | null {
  if (shape.kind !== 'compound') return material;
  const bulk = new Map<string, number>();
  let all = 0;
  for (const part of shape.parts) {
    const size = shapeSize(part.shape);
    if (part.role === 'solid') continue;
    if (size === null) return null;
    const [x, y, z] = size;
    const area = x * y + y * z + z * x;
    const { color } = part.material ?? material;
    bulk.set(color, (bulk.get(color) ?? 0) + area);
    all += area;
  }
  const [color, most] = [...bulk].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0]);
  if (most < ONE_COLOR * all) return null;
  return shape.parts.find((part) => part.material?.color === color)?.material ?? material;
}

/** What a thing is called; materials only where bodies look as they are made. */
export function thingWords({ kind, body }: Thing, looksAsMade: boolean): ThingWords {
  const bare = !looksAsMade && GROUNDS.has(body.class);
  const noun = kind !== 'body' ? KIND_NOUNS[kind] : bare ? 'ground' : bodyNoun(body);
  if (kind !== 'body' && kind !== 'car') return { noun, color: '', material: '' };
  const main = kind === 'car' ? body.material : mainMaterial(body);
  if (main === null) return { noun, color: '', material: '' };
  const made = looksAsMade && kind === 'body' && main.name === body.material.name;
  const material = (made && MATERIAL_WORDS[main.name]) || '';
  return { noun, color: colorWords(main, material), material };
}

/** As `red`, `red and pink speckled` or `red and white striped`: from afar the two colours of a pattern mix. */
function colorWords({ color, texture }: BodyFacts['material'], material: string): string {
  const name = colorName(color);
  const pattern = texture === null ? '' : (PATTERN_WORDS[texture.pattern] ?? '');
  if (texture === null || pattern === '') return name;
  const told = (material === 'wooden' && texture.pattern === 'wood') || texture.pattern === 'bricks';
  if (told) return name;
  const other = colorName(texture.color);
  return other === name ? `${name} ${pattern}` : `${name} and ${other} ${pattern}`;
}
