import { estimateBackground } from './background.ts';
import { MIN_VISIBLE_PX } from './presence.ts';

/** Farthest a pixel may be from a body's prototype, Euclidean distance in 8-bit sRGB. */
export const PROTOTYPE_TAU = 120;

/** Darkest shadow, as a factor on what stands behind. */
export const SHADOW_FLOOR = 0.6;

/** Faces of a body turned from and to the light, as factors on its prototype. */
export const SHADING: readonly [dark: number, light: number] = [0.7, 1.2];

/** Bodies whose prototypes are closer than this count as one, for colour cannot tell them apart. */
export const PROTOTYPE_MERGE = 24;

/** By what a predicted pixel is given to a body, made from a clip's context and its exact ids. */
export type Prototypes = {
  /** Mean colour of each group of bodies in the last context frame, sRGB 0–255. */
  readonly colors: readonly (readonly [r: number, g: number, b: number])[];
  /** The group of an instance id, from 1; 0 = background. */
  readonly groupOfId: IdTable;
  /** What stands behind the bodies, shape [height, width, 3]. */
  readonly background: Uint8Array;
};

/** Label of every instance id; 0 = not asked for. Length 65536. */
export type IdTable = Uint8Array;

/** A table that gives 1 to each of the ids. */
export function idTable(ids: readonly number[]): IdTable {
  const table = new Uint8Array(65536);
  for (const id of ids) table[id] = 1;
  return table;
}

/** The label map of an image of instance ids, by a table. Shape [height, width]. */
export function labelsOfIds(ids: Uint16Array, table: IdTable): Uint8Array {
  const labels = new Uint8Array(ids.length);
  for (let i = 0; i < labels.length; i++) labels[i] = table[ids[i] as number] as number;
  return labels;
}

type Color = readonly [r: number, g: number, b: number];

type Prototype = { readonly ids: readonly number[]; readonly area: number; readonly color: Color };

/** A body's mean colour in a frame. */
function measure(frame: Uint8Array, ids: Uint16Array, id: number): Prototype {
  let [area, r, g, b] = [0, 0, 0, 0];
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] !== id) continue;
    area += 1;
    r += frame[3 * i] as number;
    g += frame[3 * i + 1] as number;
    b += frame[3 * i + 2] as number;
  }
  return { ids: [id], area, color: [r / area, g / area, b / area] };
}

const distance = (a: Color, b: Color): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** Two groups as one, its colour weighted by area. */
function joined(a: Prototype, b: Prototype): Prototype {
  const area = a.area + b.area;
  const mix = (c: 0 | 1 | 2): number => (a.color[c] * a.area + b.color[c] * b.area) / area;
  return { ids: [...a.ids, ...b.ids], area, color: [mix(0), mix(1), mix(2)] };
}

/** Joins what is too alike, until nothing is. */
function mergeAlike(prototypes: readonly Prototype[]): Prototype[] {
  const groups: Prototype[] = [];
  for (const next of prototypes) {
    const alike = groups.findIndex((group) => distance(group.color, next.color) < PROTOTYPE_MERGE);
    if (alike < 0) groups.push(next);
    else groups[alike] = joined(groups[alike] as Prototype, next);
  }
  return groups.length === prototypes.length ? groups : mergeAlike(groups);
}

/**
 * The prototypes of a clip. Bodies that show fewer than `MIN_VISIBLE_PX` pixels in the last
 * context frame have none and are not judged.
 *
 * @param frames Context frames, oldest first, shape [height, width, 3] each; `ids` are theirs.
 */
export function makePrototypes(
  frames: readonly Uint8Array[],
  ids: readonly Uint16Array[],
  foregroundIds: readonly number[],
  width: number,
): Prototypes {
  const frame = frames.at(-1) as Uint8Array;
  const measured = foregroundIds.map((id) => measure(frame, ids.at(-1) as Uint16Array, id));
  const groups = mergeAlike(measured.filter((p) => p.area >= MIN_VISIBLE_PX));
  const groupOfId = idTable([]);
  groups.forEach((group, k) => {
    for (const id of group.ids) groupOfId[id] = k + 1;
  });
  const foreground = idTable(foregroundIds);
  const masks = ids.map((image) => labelsOfIds(image, foreground));
  return {
    colors: groups.map(({ color }) => color),
    groupOfId,
    background: estimateBackground(frames, masks, width),
  };
}

/** Squared distance of the colour (r, g, b) from the part of a line between two colours. */
function fromLine(
  r: number,
  g: number,
  b: number,
  r0: number,
  g0: number,
  b0: number,
  r1: number,
  g1: number,
  b1: number,
): number {
  const dr = r1 - r0;
  const dg = g1 - g0;
  const db = b1 - b0;
  const squared = dr * dr + dg * dg + db * db;
  const along = squared === 0 ? 0 : ((r - r0) * dr + (g - g0) * dg + (b - b0) * db) / squared;
  const t = Math.min(1, Math.max(0, along));
  return (r - r0 - t * dr) ** 2 + (g - g0 - t * dg) ** 2 + (b - b0 - t * db) ** 2;
}

/**
 * The label map of a frame that has no ids. A body may claim a pixel whose colour is nearer to its
 * prototype than `PROTOTYPE_TAU` and than what stands behind. Of several, that one gets it whose
 * colour explains it best: lit more or less (`SHADING`), or mixed with what stands behind, as at
 * an edge. A shadow on what stands behind may explain it better than any body.
 *
 * @returns Shape [height, width]; 0 = background.
 */
export function predictedLabels(frame: Uint8Array, { colors, background }: Prototypes): Uint8Array {
  const labels = new Uint8Array(frame.length / 3);
  const [dark, light] = SHADING;
  for (let i = 0; i < labels.length; i++) {
    const r = frame[3 * i] as number;
    const g = frame[3 * i + 1] as number;
    const b = frame[3 * i + 2] as number;
    const br = background[3 * i] as number;
    const bg = background[3 * i + 1] as number;
    const bb = background[3 * i + 2] as number;
    const nearer = Math.min(PROTOTYPE_TAU ** 2, (r - br) ** 2 + (g - bg) ** 2 + (b - bb) ** 2);
    // Most pixels are just what stands behind.
    if (nearer === 0) continue;
    let least = fromLine(r, g, b, SHADOW_FLOOR * br, SHADOW_FLOOR * bg, SHADOW_FLOOR * bb, br, bg, bb);
    for (let k = 0; k < colors.length; k++) {
      const [x, y, z] = colors[k] as Color;
      if ((r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2 >= nearer) continue;
      const lit = fromLine(r, g, b, dark * x, dark * y, dark * z, light * x, light * y, light * z);
      const explained = Math.min(lit, fromLine(r, g, b, br, bg, bb, x, y, z));
      if (explained >= least) continue;
      least = explained;
      labels[i] = k + 1;
    }
  }
  return labels;
}
