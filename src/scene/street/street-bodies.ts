import type { Body, Material } from '../../core/episode.ts';
import { createRng, deriveSeed, type Rng } from '../../core/rng.ts';
import type { Part } from '../../core/shape.ts';
import { plainMaterial } from '../actors/plain-material.ts';
import { PAVEMENT, type StreetMeasures, streetMeasures } from './street-measures.ts';
import { box, house, lamp, part, still, tree } from './street-parts.ts';
import type { Street } from './street-schema.ts';

/** What a street is made of: what stands in the way, and what is only painted on it. */
export type StreetBodies = { readonly bodies: readonly Body[]; readonly decor: readonly Body[] };

/** Between the middles of houses, trees and lamps, m. */
const HOUSES = 13.5;
const TREES = 11;
const LAMPS = 27;

const PAINT = plainMaterial('road_paint', '#e6e6e0', 0.9);
const KERB = plainMaterial('kerb', '#b4b1aa', 0.9);
const PAVING: Material = {
  ...plainMaterial('paving', '#a39e95', 0.95),
  texture: { pattern: 'tiles', color: '#8b867e', size: 1.2, offset: [0, 0] },
};
const ASPHALT: Material = {
  ...plainMaterial('asphalt', '#55585c', 0.95),
  friction: 0.9,
  texture: { pattern: 'speckle', color: '#4a4d51', size: 1.6, offset: [0, 0] },
};

/** Paint stands that much out of the road, m: enough that a far pixel still tells the two apart. */
const THICK = 0.012;

/**
 * A street with its ground, markings, kerbs, pavements, houses, trees and lamps. Names follow from the street alone,
 * heights and colours from the seed.
 */
export function streetBodies(street: Street, seed: number): StreetBodies {
  const rng = createRng(deriveSeed(seed, 'street'));
  const measures = streetMeasures(street);
  return {
    bodies: [
      ground(street, measures),
      ...measures.blocks.flatMap((block, i) => [
        ...blockSide(`${i + 1}_left`, block, 1, measures, rng),
        ...blockSide(`${i + 1}_right`, block, -1, measures, rng),
      ]),
    ],
    decor: [road(street, measures), ...markings(street, measures)],
  };
}

/**
 * The ground. Drivers clip and sort large triangles badly, so that paint would sink into one great plane here and there:
 * what is seen of the road are slabs, and the plane that holds everything up lies below the first house.
 */
function ground({ extent: [from], lanes }: Street, { half }: StreetMeasures): Body {
  const hidden = half + PAVEMENT.walk + 5;
  return still('ground', 'road', { kind: 'plane', size: lanes }, ASPHALT, [from + HOUSES / 2, hidden, 0]);
}

/** The road's surface in slabs, along the street and, where another crosses it, along that one. */
function road({ extent: [from, to], crossing }: Street, { half }: StreetMeasures): Body {
  const slab = (x: number, y: number, length: number, width: number): Part =>
    part(box(length, width, SLAB_HEIGHT), [x, y, -SLAB_HEIGHT / 2], null, 'seen');
  const along = cut(from, to).map(([a, b]) => slab((a + b) / 2, 0, b - a, 2 * half));
  const reach = half + PAVEMENT.block;
  const across =
    crossing === undefined
      ? []
      : [1, -1].flatMap((side) =>
          cut(half, reach).map(([a, b]) => slab(crossing, (side * (a + b)) / 2, 2 * half, b - a)),
        );
  return still('road', 'road', { kind: 'compound', parts: [...along, ...across] }, ASPHALT, [0, 0, 0]);
}

const SLAB_HEIGHT = 0.2;
/** Nothing that lies flat is longer than that, m. */
const LONGEST = 15;

/** A stretch in equal pieces that are not too long. */
function cut(from: number, to: number): readonly (readonly [number, number])[] {
  const count = Math.ceil((to - from) / LONGEST);
  const at = (i: number): number => from + ((to - from) * i) / count;
  return Array.from({ length: count }, (_, i) => [at(i), at(i + 1)]);
}

/** What stands on one side of a block. */
function blockSide(
  name: string,
  [from, to]: readonly [number, number],
  side: 1 | -1,
  { half }: StreetMeasures,
  rng: Rng,
): readonly Body[] {
  const { height, walk, block } = PAVEMENT;
  const length = to - from;
  const own = rng.fork(name);
  const row = (step: number, make: (x: number, i: number) => Body): readonly Body[] =>
    Array.from({ length: Math.floor(length / step) }, (_, i) => make(from + (i + 0.5) * step, i));
  const kerb = half + 0.14;
  return [
    still(`pavement_${name}`, 'pavement', box(length, block, height), PAVING, [
      (from + to) / 2,
      side * (half + block / 2),
      height / 2,
    ]),
    still(`kerb_${name}`, 'kerb', box(length, 0.28, height + 0.01), KERB, [
      (from + to) / 2,
      side * kerb,
      (height + 0.01) / 2,
    ]),
    ...row(HOUSES, (x, i) => {
      const house_ = own.fork(`house ${i}`);
      const width = house_.fork('width').uniform(11, 13.2);
      return house(
        `building_${name}_${i + 1}`,
        [x, side * (half + walk + 5.2), height],
        side < 0,
        width,
        house_,
      );
    }),
    ...row(TREES, (x, i) =>
      tree(`tree_${name}_${i + 1}`, [x, side * (half + 0.9), height], own.fork(`tree ${i}`)),
    ),
    ...row(LAMPS, (x, i) => lamp(`lamp_${name}_${i + 1}`, [x + 5, side * (half + 0.5), height], side * -1.8)),
  ];
}

/** Lines between and beside lanes, and the stripes that people cross on. */
function markings(street: Street, { lane, half, blocks }: StreetMeasures): readonly Body[] {
  const { lanes, crossing, crosswalk } = street;
  const mark = (name: string, parts: readonly Part[]): Body =>
    still(name, 'marking', { kind: 'compound', parts }, PAINT, [0, 0, 0]);
  const stripe = (from: number, to: number, y: number): Part =>
    part(box(to - from, 0.14, 2 * THICK), [(from + to) / 2, y, 0], null);
  const solid = (y: number): readonly Part[] =>
    blocks.flatMap(([from, to]) => cut(from, to).map(([a, b]) => stripe(a, b, y)));
  const dashed = (y: number): readonly Part[] =>
    blocks.flatMap(([from, to]) =>
      Array.from({ length: Math.floor((to - from) / 9) }, (_, i) =>
        stripe(from + 9 * i + 2, from + 9 * i + 5.5, y),
      ),
    );
  const centre = lanes === 1 ? dashed(0) : [...solid(0.12), ...solid(-0.12)];
  const between = Array.from({ length: lanes - 1 }, (_, k) => (k + 1) * lane);
  const edge = lanes * lane;
  const zebra = (x: number): readonly Part[] =>
    Array.from({ length: Math.floor((2 * half - 0.6) / 1) }, (_, i) =>
      part(box(3, 0.5, 2 * THICK), [x, -half + 0.8 + i, 0], null),
    );
  return [
    mark('line_center', centre),
    ...between.flatMap((y, k) => [
      mark(`line_left_${k + 1}`, dashed(y)),
      mark(`line_right_${k + 1}`, dashed(-y)),
    ]),
    mark('line_edge', [...solid(edge), ...solid(-edge)]),
    ...(crosswalk === undefined ? [] : [mark('crosswalk', zebra(crosswalk))]),
    ...(crossing === undefined ? [] : [mark('stop_line', stopLines(crossing, half, edge))]),
  ];
}

/** Where those who come along the street have to wait at a crossing. */
const stopLines = (crossing: number, half: number, edge: number): readonly Part[] => [
  part(box(0.4, edge, 2 * THICK), [crossing - half - 0.8, -edge / 2, 0], null),
  part(box(0.4, edge, 2 * THICK), [crossing + half + 0.8, edge / 2, 0], null),
];
