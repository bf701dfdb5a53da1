import { MIN_VISIBLE_PX } from '../metrics/presence.ts';
import { estimateBackground } from './background.ts';

/** Farthest a pixel may be from a body's prototype, Euclidean distance in 8-bit sRGB. */
export const PROTOTYPE_TAU = 90;

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
 * The prototypes of a clip. Bodies that show fewer than {@link MIN_VISIBLE_PX} pixels in the last
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
  return { colors: groups.map(({ color }) => color), groupOfId, background: estimateBackground(frames, masks, width) };
}

/**
 * The label map of a frame that has no ids: a pixel belongs to the body whose prototype is nearest,
 * if that is nearer than {@link PROTOTYPE_TAU} and nearer than what stands behind. Shape [height, width].
 */
export function predictedLabels(frame: Uint8Array, { colors, background }: Prototypes): Uint8Array {
  const labels = new Uint8Array(frame.length / 3);
  const flat = Float64Array.from(colors.flat());
  for (let i = 0; i < labels.length; i++) {
    const r = frame[3 * i] as number;
    const g = frame[3 * i + 1] as number;
    const b = frame[3 * i + 2] as number;
    const behindR = r - (background[3 * i] as number);
    const behindG = g - (background[3 * i + 1] as number);
    const behindB = b - (background[3 * i + 2] as number);
    const behind = behindR * behindR + behindG * behindG + behindB * behindB;
    let nearest = Math.min(behind, PROTOTYPE_TAU * PROTOTYPE_TAU);
    for (let k = 0; k < flat.length; k += 3) {
      const x = r - (flat[k] as number);
      const y = g - (flat[k + 1] as number);
      const z = b - (flat[k + 2] as number);
      const distance = x * x + y * y + z * z;
      if (distance >= nearest) continue;
      nearest = distance;
      labels[i] = k / 3 + 1;
    }
  }
  return labels;
}
