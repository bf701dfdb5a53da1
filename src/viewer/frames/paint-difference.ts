import type { ImageModality, ModalityImages } from '../../core/frame.ts';
import { colorTable } from '../../core/paint/color-table.ts';
import { type Color, rampColor } from '../../core/paint/palette.ts';

const RAMP = colorTable(256, (i): Color => (i === 0 ? [24, 26, 32] : rampColor(i / 255)));

/** What counts as the greatest difference of a modality, in its own units; ids differ or do not. */
function greatestDifference(modality: ImageModality, depthRange: number, flow: number): number {
  switch (modality) {
    case 'depth_z_m':
    case 'distance_m':
    case 'sensor_depth_z_m':
      return depthRange;
    case 'flow_forward':
    case 'flow_backward':
      return flow;
    case 'normal':
      return 2;
    case 'object_coordinates':
      return 1;
    case 'instance_id':
    case 'semantic_id':
    case 'occlusion':
      return 0;
    default:
      return 255;
  }
}

/** How far two images are apart, in colours: dark where they are the same, light where they are farthest. */
export type Difference = {
  /** [height, width, 3]. */
  readonly rgb: Uint8Array;
  /** Pixels that differ at all. */
  readonly differing: number;
};

/**
 * The difference of two images of one modality and size, the greatest of its channels.
 *
 * @param pixels - How many pixels each has.
 */
export function paintDifference(
  modality: ImageModality,
  a: ModalityImages[ImageModality],
  b: ModalityImages[ImageModality],
  pixels: number,
  scales: { readonly depth: readonly [number, number]; readonly flow: number },
): Difference {
  const channels = a.length / pixels;
  const greatest = greatestDifference(modality, scales.depth[1] - scales.depth[0], scales.flow);
  const perUnit = greatest === 0 ? Number.POSITIVE_INFINITY : 255 / greatest;
  const rgb = new Uint8Array(3 * pixels);
  let differing = 0;
  for (let i = 0, at = 0; i < pixels; i++) {
    let most = 0;
    for (let c = 0; c < channels; c++, at++) most = Math.max(most, Math.abs(a[at]! - b[at]!));
    if (most > 0) differing++;
    // What differs at all is seen.
    const from = 3 * (most === 0 ? 0 : Math.max(40, Math.min(255, Math.round(most * perUnit))));
    rgb[3 * i] = RAMP[from]!;
    rgb[3 * i + 1] = RAMP[from + 1]!;
    rgb[3 * i + 2] = RAMP[from + 2]!;
  }
  return { rgb, differing };
}
