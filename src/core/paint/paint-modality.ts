import type { ImageModality, ModalityImages } from '../frame.ts';
import {
  type Color,
  flowColor,
  HIDDEN,
  idColor,
  NOTHING,
  normalColor,
  rampColor,
  srgbFromLinear,
} from './palette.ts';

/** What the colours of a block of pictures stand for. */
export type Scales = {
  /** Metres at the ends of the ramp: nearest and farthest. */
  readonly depth: readonly [number, number];
  /** Pixels of the most colourful flow. */
  readonly flow: number;
  /** Ids of bodies, and of classes, that cannot move. */
  readonly stillBodies: ReadonlySet<number>;
  readonly stillClasses: ReadonlySet<number>;
};

/** Paints pixel after pixel. */
function paint(pixels: number, color: (i: number) => Color): Uint8Array {
  const rgb = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++) rgb.set(color(i), 3 * i);
  return rgb;
}

const at3 = (image: ArrayLike<number>, i: number): Color =>
  [image[3 * i], image[3 * i + 1], image[3 * i + 2]] as unknown as Color;

/** Colours of three values a pixel; three zeros are nothing. */
const paintColors = (image: ArrayLike<number>, channel: (value: number) => number): Uint8Array =>
  paint(image.length / 3, (i) => {
    const values = at3(image, i);
    return values.every((value) => value === 0) ? NOTHING : (values.map(channel) as unknown as Color);
  });

/** A picture without colour and nearly white, for something to be drawn over it. */
export const faded = (rgb: Uint8Array): Uint8Array =>
  paint(rgb.length / 3, (i) => {
    const [r, g, b] = at3(rgb, i);
    const gray = Math.round(150 + 0.4 * (0.299 * r + 0.587 * g + 0.114 * b));
    return [gray, gray, gray];
  });

const paintDepth = (metres: Float32Array, [near, far]: Scales['depth']): Uint8Array =>
  paint(metres.length, (i) => {
    const value = metres[i] as number;
    return value > 0 ? rampColor((far - value) / (far - near)) : NOTHING;
  });

const paintIds = (ids: Uint16Array, still: ReadonlySet<number>): Uint8Array =>
  paint(ids.length, (i) => idColor(ids[i] as number, still.has(ids[i] as number)));

const paintFlow = (flow: Float32Array, greatest: number): Uint8Array =>
  paint(flow.length / 3, (i) => {
    const [u, v, valid] = at3(flow, i);
    return valid > 0 ? flowColor(u, v, greatest) : NOTHING;
  });

/** How each modality is shown: colours, [height, width, 3]. `under` is the picture, faded, where there is one. */
export const PAINTERS: {
  readonly [M in ImageModality]: (
    image: ModalityImages[M],
    scales: Scales,
    under: Uint8Array | null,
  ) => Uint8Array;
} = {
  rgb: (image) => image,
  depth_z_m: (image, { depth }) => paintDepth(image, depth),
  instance_id: (image, { stillBodies }) => paintIds(image, stillBodies),
  distance_m: (image, { depth }) => paintDepth(image, depth),
  semantic_id: (image, { stillClasses }) => paintIds(image, stillClasses),
  normal: (image) =>
    paint(image.length / 3, (i) => {
      const [x, y, z] = at3(image, i);
      return x === 0 && y === 0 && z === 0 ? NOTHING : normalColor(x, y, z);
    }),
  flow_forward: (image, { flow }) => paintFlow(image, flow),
  flow_backward: (image, { flow }) => paintFlow(image, flow),
  occlusion: (image, _, under) =>
    paint(image.length, (i) => {
      if (image[i] !== 0) return HIDDEN;
      return under === null ? NOTHING : at3(under, i);
    }),
  object_coordinates: (image) => paintColors(image, (value) => Math.round(255 * value)),
  albedo: (image) => paintColors(image, srgbFromLinear),
  shadow: (image) =>
    paint(image.length, (i) => {
      const light = 255 - 0.85 * (image[i] as number);
      return [light, light, light];
    }),
  sensor_depth_z_m: (image, { depth }) => paintDepth(image, depth),
  rgb_clean: (image) => image,
};

/** The values below and above which a share of all lie. */
function ends(values: number[], share: number): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  values.sort((a, b) => a - b);
  const at = (p: number): number => values[Math.round(p * (values.length - 1))] as number;
  const [low, high] = [at(share), at(1 - share)];
  return [low, high > low ? high : low + 1e-3];
}

/** Pixels of motion that count as none. */
const STILL = 0.05;

/** Scales that suit all images of a block; one pixel in a hundred may lie beyond either end. */
export function chooseScales(images: readonly Partial<ModalityImages>[]): Pick<Scales, 'depth' | 'flow'> {
  const depths: number[] = [];
  const lengths: number[] = [];
  for (const { depth_z_m, distance_m, sensor_depth_z_m, flow_forward, flow_backward } of images) {
    for (const image of [depth_z_m, distance_m, sensor_depth_z_m])
      for (const metres of image ?? []) if (metres > 0) depths.push(metres);
    for (const flow of [flow_forward, flow_backward]) {
      if (flow === undefined) continue;
      for (let i = 0; i < flow.length; i += 3) {
        const [u, v, valid] = flow.subarray(i, i + 3) as unknown as Color;
        // What stands still, often most of a picture, says nothing of how far the rest moves.
        if (valid > 0 && Math.hypot(u, v) > STILL) lengths.push(Math.hypot(u, v));
      }
    }
  }
  return { depth: ends(depths, 0.01), flow: lengths.length === 0 ? 1 : ends(lengths, 0.01)[1] };
}
