import { LIGHT_OF_SRGB } from '../../core/srgb-light.ts';

/**
 * Names that everybody knows, with colours that people gave such names, sRGB. Source: the xkcd colour survey (Munroe
 * 2010, 222,500 people; in the public domain, CC0), several of whose entries stand here under one plain name; it has
 * few pale and muted colours, so `PALE` adds some that were named by looking.
 */
const COLOR_NAMES: readonly (readonly [name: string, ...samples: string[]])[] = [
  ['black', '#000000'],
  ['dark grey', '#363737', '#59656d', '#343837'],
  ['grey', '#929591', '#738595', '#86775f'],
  ['light grey', '#d8dcd6', '#c5c9c7'],
  ['white', '#ffffff'],
  ['dark red', '#840000', '#980002', '#650021', '#7b0323'],
  ['red', '#e50000', '#bb3f3f', '#d3494e', '#be0119', '#c44240', '#d9544d'],
  ['orange', '#f97306', '#c65102', '#ff9408', '#d8863b', '#cb7723', '#fdaa48', '#e17701'],
  ['dark brown', '#341c02', '#3d1c02', '#411900'],
  ['brown', '#653700', '#7f2b0a', '#8a6e45', '#9c6d57', '#985e2b', '#a9561e', '#8b2e16'],
  ['light brown', '#ad8150', '#b1916e', '#a6814c', '#c69f59'],
  ['beige', '#e6daa6', '#d1b26f', '#c9ae74', '#fbeeac'],
  ['yellow', '#ffff14', '#fffd01', '#fac205', '#dbb40c', '#f4d054', '#eedc5b', '#feb308', '#fcc006'],
  ['olive', '#6e750e', '#6f7632', '#677a04', '#acbf69'],
  ['dark green', '#033500', '#06470c', '#2b5d34', '#3c4d03', '#154406'],
  ['green', '#15b01a', '#3f9b0b', '#287c37', '#4f9153', '#658b38', '#74a662', '#7bb274', '#39ad48'],
  ['light green', '#96f97b', '#c7fdb5', '#b0ff9d', '#9be5aa', '#89fe05'],
  ['teal', '#029386', '#017a79', '#01889f', '#0a888a', '#137e6d'],
  ['dark teal', '#014d4e', '#045c5a'],
  ['turquoise', '#06c2ac', '#04d8b2', '#0ffef9', '#82cbb2', '#7ef4cc'],
  ['light blue', '#95d0fc', '#75bbfd', '#a2cffe', '#b1d1fc', '#d0fefe'],
  [
    'blue',
    '#0343df',
    '#5a7d9a',
    '#49759c',
    '#4e7496',
    '#3b5b92',
    '#2c6fbb',
    '#276ab3',
    '#5a86ad',
    '#3b638c',
    '#658cbb',
    '#0165fc',
    '#5170d7',
  ],
  ['dark blue', '#2c3e5c', '#33536f', '#00035b', '#01153e', '#042e60', '#014182', '#004577'],
  [
    'purple',
    '#7e1e9c',
    '#9e43a2',
    '#94568c',
    '#825f87',
    '#661aee',
    '#9a0eea',
    '#6c3461',
    '#5539cc',
    '#856798',
  ],
  ['dark purple', '#35063e', '#36013f', '#380835'],
  ['lavender', '#c79fef', '#bf77f6', '#b790d4', '#8e82fe'],
  ['pink', '#ff81c0', '#cb416b', '#ffd1df', '#d58a94', '#cf6275', '#f7879a', '#fe01b1', '#c88d94'],
  ['magenta', '#c20078', '#960056', '#ed0dd9', '#c94cbe', '#ce5dae'],
];

const PALE: readonly (readonly [name: string, ...samples: string[]])[] = [
  ['black', '#1d1d1d'],
  ['dark grey', '#4b5054', '#56524c', '#3a3f4c'],
  ['grey', '#a9a9a4', '#a8a395', '#8b98a5', '#7c766c'],
  ['light grey', '#b8bcc2', '#c3beb3', '#cdd2d6', '#d9d6cf'],
  ['white', '#f5f3ee', '#e9edf0'],
  ['beige', '#e3d7c0', '#d6c6a8', '#f0e4cc', '#d2ab80'],
  ['light green', '#c8d8c0', '#a9c79a'],
  ['green', '#6e8559', '#8ca07c'],
  ['light blue', '#bcd7e8', '#a9c0d6', '#cfe6f2'],
  ['pink', '#e4b4d8', '#eec2b4', '#d8a49a'],
  ['brown', '#5a463c', '#6b5647'],
];

/** Lightness 0…1 and two opponent axes. */
type Oklab = readonly [lightness: number, a: number, b: number];

/** Source: Ottosson, "A perceptual color space for image processing", 2020. */
function oklab(hex: string): Oklab {
  const part = (at: number): number => LIGHT_OF_SRGB[Number.parseInt(hex.slice(at, at + 2), 16)] as number;
  const [r, g, b] = [part(1), part(3), part(5)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Every name with every colour that goes by it, sRGB. */
export const COLOR_SAMPLES: readonly { readonly name: string; readonly hex: string }[] = [
  ...COLOR_NAMES,
  ...PALE,
].flatMap(([name, ...samples]) => samples.map((hex) => ({ name, hex })));

const SAMPLES = COLOR_SAMPLES.map(({ name, hex }) => ({ name, lab: oklab(hex) }));

const known = new Map<string, string>();

/** The name whose nearest sample is nearest to the colour (sRGB, `#rrggbb`) in OKLab. */
export function colorName(hex: string): string {
  const found = known.get(hex);
  if (found !== undefined) return found;
  const [l, a, b] = oklab(hex);
  let best = Number.POSITIVE_INFINITY;
  let name = '';
  for (const sample of SAMPLES) {
    const [dl, da, db] = [sample.lab[0] - l, sample.lab[1] - a, sample.lab[2] - b];
    const apart = dl * dl + da * da + db * db;
    if (apart >= best) continue;
    best = apart;
    name = sample.name;
  }
  if (known.size < 4096) known.set(hex, name);
  return name;
}
