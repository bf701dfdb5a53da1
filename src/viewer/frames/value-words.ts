import type { ImageModality, ModalityImages } from '../../core/frame.ts';
import type { IdName, IdNames } from './id-names.ts';

/** A minus sign as wide as the digits. */
const figure = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−');

const metres = (value: number): string =>
  value > 0 ? `${value.toFixed(value < 1 ? 3 : 2)} m` : 'nothing there';

const named = (id: number, names: ReadonlyMap<number, IdName>): string =>
  id === 0 ? 'id 0, background' : `id ${id} \`${names.get(id)?.name ?? 'unknown'}\``;

const triple = (values: ArrayLike<number>, at: number, digits: number): string =>
  [0, 1, 2].map((c) => figure(values[at + c]!, digits)).join(', ');

const isZero = (values: ArrayLike<number>, at: number): boolean =>
  values[at] === 0 && values[at + 1] === 0 && values[at + 2] === 0;

function flowWords(flow: ArrayLike<number>, at: number): string {
  const [u, v] = [flow[at]!, flow[at + 1]!];
  if (!(flow[at + 2]! > 0)) return 'no flow';
  return `${Math.hypot(u, v).toFixed(1)} px (${figure(u, 1)}, ${figure(v, 1)})`;
}

/**
 * The value of a pixel, in words: '12.34 m', 'id 7 `box-3`', '1.2 px (0.8, −0.9)'.
 *
 * @param image - Decoded, [height, width] or [height, width, 3].
 * @param pixel - Its place in the image: y · width + x.
 */
export function valueWords(
  modality: ImageModality,
  image: ModalityImages[ImageModality],
  pixel: number,
  names: IdNames,
): string {
  const three = 3 * pixel;
  switch (modality) {
    case 'depth_z_m':
    case 'distance_m':
    case 'sensor_depth_z_m':
      return metres(image[pixel]!);
    case 'instance_id':
      return named(image[pixel]!, names.bodies);
    case 'semantic_id':
      return named(image[pixel]!, names.classes);
    case 'flow_forward':
    case 'flow_backward':
      return flowWords(image, three);
    case 'normal':
      return isZero(image, three) ? 'nothing there' : `normal (${triple(image, three, 2)})`;
    case 'object_coordinates':
      return isZero(image, three) ? 'nothing there' : `at (${triple(image, three, 2)}) of its box`;
    case 'occlusion':
      return image[pixel] === 0 ? 'seen in the next frame' : 'hidden in the next frame';
    case 'shadow':
      return `${Math.round((100 * image[pixel]!) / 255)} % of the sun blocked`;
    case 'rgb':
    case 'rgb_clean':
    case 'albedo':
      return `${modality === 'albedo' ? 'linear' : 'sRGB'} ${triple(image, three, 0)}`;
  }
}
