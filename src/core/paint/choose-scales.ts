import type { ModalityImages } from '../frame.ts';
import type { Scales } from './paint-modality.ts';

/** Most values that a scale is chosen from; of more, every n-th counts. */
const MOST_VALUES = 1 << 17;

/** Pixels of motion that count as none: what stands still says nothing of how far the rest moves. */
const STILL = 0.05;

/** The values below and above which a share of all lie. */
function ends(values: Float32Array, share: number): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  values.sort();
  const at = (p: number): number => values[Math.round(p * (values.length - 1))] as number;
  const [low, high] = [at(share), at(1 - share)];
  return [low, high > low ? high : low + 1e-3];
}

/** Up to `MOST_VALUES` numbers > `least`, evenly taken; `valueAt` gives pixel i of a picture of that many values. */
function pick(
  images: readonly Float32Array[],
  channels: number,
  least: number,
  valueAt: (image: Float32Array, i: number) => number,
): Float32Array {
  const pixels = images.reduce((sum, image) => sum + image.length / channels, 0);
  const stride = Math.max(1, Math.ceil(pixels / MOST_VALUES));
  const values = new Float32Array(Math.ceil(pixels / stride) + images.length);
  let count = 0;
  for (const image of images)
    for (let i = 0; i < image.length; i += stride * channels) {
      const value = valueAt(image, i);
      if (value > least) values[count++] = value;
    }
  return values.subarray(0, count);
}

const flowLength = (flow: Float32Array, i: number): number =>
  flow[i + 2]! > 0 ? Math.hypot(flow[i]!, flow[i + 1]!) : 0;

/** Scales that suit all images of a block; one pixel in a hundred may lie beyond either end. */
export function chooseScales(images: readonly Partial<ModalityImages>[]): Pick<Scales, 'depth' | 'flow'> {
  const given = (found: readonly (Float32Array | undefined)[]): readonly Float32Array[] =>
    found.filter((image) => image !== undefined);
  const depths = given(
    images.flatMap(({ depth_z_m, distance_m, sensor_depth_z_m }) => [
      depth_z_m,
      distance_m,
      sensor_depth_z_m,
    ]),
  );
  const flows = given(images.flatMap(({ flow_forward, flow_backward }) => [flow_forward, flow_backward]));
  const lengths = pick(flows, 3, STILL, flowLength);
  return {
    depth: ends(
      pick(depths, 1, 0, (image, i) => image[i]!),
      0.01,
    ),
    flow: lengths.length === 0 ? 1 : ends(lengths, 0.01)[1],
  };
}
