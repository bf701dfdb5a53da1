import type { ImageModality, ModalityImages } from '../frame.ts';
import { colorTable } from './color-table.ts';
import { paintFlow } from './paint-flow.ts';
import { paintIds } from './paint-ids.ts';
import { HIDDEN, NOTHING, rampColor, srgbFromLinear } from './palette.ts';

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

/** A picture without colour and nearly white, for something to be drawn over it. */
export function faded(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length);
  for (let i = 0; i < rgb.length; i += 3) {
    const gray = Math.round(150 + 0.4 * (0.299 * rgb[i]! + 0.587 * rgb[i + 1]! + 0.114 * rgb[i + 2]!));
    out.fill(gray, i, i + 3);
  }
  return out;
}

/** Steps of the ramp: finer than the eye, and than most of 8 bits. */
const RAMP_STEPS = 4095;
const RAMP = colorTable(RAMP_STEPS + 1, (i) => rampColor(i / RAMP_STEPS));

/** Near is light, far is dark, to 1/255. */
function paintDepth(metres: Float32Array, [near, far]: Scales['depth']): Uint8Array {
  const rgb = new Uint8Array(3 * metres.length);
  const perMetre = RAMP_STEPS / (far - near);
  for (let i = 0, at = 0; i < metres.length; i++, at += 3) {
    const value = metres[i]!;
    if (value > 0) {
      const from = 3 * Math.round(Math.max(0, Math.min(RAMP_STEPS, (far - value) * perMetre)));
      rgb[at] = RAMP[from]!;
      rgb[at + 1] = RAMP[from + 1]!;
      rgb[at + 2] = RAMP[from + 2]!;
    } else setNothing(rgb, at);
  }
  return rgb;
}

function setNothing(rgb: Uint8Array, at: number): void {
  rgb[at] = NOTHING[0];
  rgb[at + 1] = NOTHING[1];
  rgb[at + 2] = NOTHING[2];
}

/** Colours of three values a pixel, a · value + b each; three zeros are nothing. */
function paintVectors(
  image: Float32Array,
  scale: readonly [number, number, number],
  offset: number,
): Uint8Array {
  const rgb = new Uint8Array(image.length);
  for (let i = 0; i < image.length; i += 3) {
    const [x, y, z] = [image[i]!, image[i + 1]!, image[i + 2]!];
    if (x === 0 && y === 0 && z === 0) {
      setNothing(rgb, i);
      continue;
    }
    rgb[i] = Math.round(scale[0] * x + offset);
    rgb[i + 1] = Math.round(scale[1] * y + offset);
    rgb[i + 2] = Math.round(scale[2] * z + offset);
  }
  return rgb;
}

const SRGB = Uint8Array.from({ length: 256 }, (_, value) => srgbFromLinear(value));

function paintAlbedo(image: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(image.length);
  for (let i = 0; i < image.length; i += 3) {
    if (image[i] === 0 && image[i + 1] === 0 && image[i + 2] === 0) {
      setNothing(rgb, i);
      continue;
    }
    for (let c = i; c < i + 3; c++) rgb[c] = SRGB[image[c]!]!;
  }
  return rgb;
}

function paintShadow(image: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(3 * image.length);
  for (let i = 0; i < image.length; i++) rgb.fill(255 - 0.85 * image[i]!, 3 * i, 3 * i + 3);
  return rgb;
}

/** What is hidden, over the picture where there is one. */
function paintOcclusion(hidden: Uint8Array, under: Uint8Array | null): Uint8Array {
  const rgb = under === null ? new Uint8Array(3 * hidden.length) : under.slice();
  for (let i = 0, at = 0; i < hidden.length; i++, at += 3) {
    if (hidden[i] !== 0) {
      rgb[at] = HIDDEN[0];
      rgb[at + 1] = HIDDEN[1];
      rgb[at + 2] = HIDDEN[2];
    } else if (under === null) setNothing(rgb, at);
  }
  return rgb;
}

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
  normal: (image) => paintVectors(image, [127.5, -127.5, -127.5], 127.5),
  flow_forward: (image, { flow }) => paintFlow(image, flow),
  flow_backward: (image, { flow }) => paintFlow(image, flow),
  occlusion: (image, _, under) => paintOcclusion(image, under),
  object_coordinates: (image) => paintVectors(image, [255, 255, 255], 0),
  albedo: paintAlbedo,
  shadow: paintShadow,
  sensor_depth_z_m: (image, { depth }) => paintDepth(image, depth),
  rgb_clean: (image) => image,
};
