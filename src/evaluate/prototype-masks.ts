import { MIN_VISIBLE_PX } from '../metrics/presence.ts';
import { estimateBackground } from './background.ts';

/** Farthest a pixel may be from a body's prototype, Euclidean distance in 8-bit sRGB. */
export const PROTOTYPE_TAU = 90;

/** Bodies whose prototypes are closer than this count as one, for colour cannot tell them apart. */
export const PROTOTYPE_MERGE = 24;

/** By what a predicted pixel is given to a body, made from a clip's context and its exact ids. */
export type Prototypes = {
  /** Mean colour of each group of bodies in the last context frame, sRGB 0–255. */
  readonly colors: readonly (readonly [number, number, number])[];
  /** The group of an instance id, from 1; 0 = background. Length 65536. */
  readonly groupOfId: Uint8Array;
  /** What stands behind the bodies, shape [height, width, 3]. */
  readonly background: Uint8Array;
};

/** 1 where an image of instance ids shows one of the bodies. */
export function maskOfIds(ids: Uint16Array, bodies: readonly number[]): Uint8Array {
  const wanted = new Set(bodies);
  return Uint8Array.from(ids, (id) => (wanted.has(id) ? 1 : 0));
}

type Prototype = { ids: number[]; area: number; sum: [number, number, number] };

const colorOf = (p: Prototype): [number, number, number] => [
  p.sum[0] / p.area,
  p.sum[1] / p.area,
  p.sum[2] / p.area,
];

function measure(frame: Uint8Array, ids: Uint16Array, id: number): Prototype {
  const found: Prototype = { ids: [id], area: 0, sum: [0, 0, 0] };
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] !== id) continue;
    found.area += 1;
    for (let c = 0; c < 3; c++) found.sum[c]! += frame[3 * i + c]!;
  }
  return found;
}

/** Joins what is too alike, until nothing is. */
function mergeAlike(prototypes: readonly Prototype[]): Prototype[] {
  const groups: Prototype[] = [];
  for (const next of prototypes) {
    const [r, g, b] = colorOf(next);
    const alike = groups.find((group) => {
      const [x, y, z] = colorOf(group);
      return Math.hypot(r - x, g - y, b - z) < PROTOTYPE_MERGE;
    });
    if (alike === undefined) {
      groups.push(next);
      continue;
    }
    alike.ids.push(...next.ids);
    alike.area += next.area;
    for (let c = 0; c < 3; c++) alike.sum[c]! += next.sum[c]!;
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
  const groupOfId = new Uint8Array(65536);
  groups.forEach((group, k) => {
    for (const id of group.ids) groupOfId[id] = k + 1;
  });
  const masks = ids.map((image) => maskOfIds(image, foregroundIds));
  return { colors: groups.map(colorOf), groupOfId, background: estimateBackground(frames, masks, width) };
}

/** The exact label map of a frame: each pixel's group by its instance id. Shape [height, width]. */
export const truthLabels = (ids: Uint16Array, { groupOfId }: Prototypes): Uint8Array =>
  Uint8Array.from(ids, (id) => groupOfId[id]!);

/**
 * The label map of a frame that has no ids: a pixel belongs to the body whose prototype is nearest,
 * if that is nearer than {@link PROTOTYPE_TAU} and nearer than what stands behind. Shape [height, width].
 */
export function predictedLabels(frame: Uint8Array, { colors, background }: Prototypes): Uint8Array {
  const labels = new Uint8Array(frame.length / 3);
  for (let i = 0; i < labels.length; i++) {
    const [r, g, b] = [frame[3 * i]!, frame[3 * i + 1]!, frame[3 * i + 2]!];
    const squared = (x: number, y: number, z: number): number => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
    const behind = squared(background[3 * i]!, background[3 * i + 1]!, background[3 * i + 2]!);
    let nearest = Math.min(behind, PROTOTYPE_TAU ** 2);
    for (let k = 0; k < colors.length; k++) {
      const [x, y, z] = colors[k]!;
      const distance = squared(x, y, z);
      if (distance < nearest) {
        nearest = distance;
        labels[i] = k + 1;
      }
    }
  }
  return labels;
}
