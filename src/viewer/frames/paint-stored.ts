import type { ImageModality, ModalityImages } from '../../core/frame.ts';
import type { ModalityEncodings } from '../../core/modality-encoding/modality-encoding.ts';
import { faded, PAINTERS, type Scales } from '../../core/paint/paint-modality.ts';
import { opaque } from '../stage/opaque.ts';
import type { StoredFrame } from './frame-store.ts';

/** An image in the units of its modality, from what is stored. */
export const decodeStored = (
  encodings: ModalityEncodings,
  modality: ImageModality,
  { image }: StoredFrame,
): ModalityImages[ImageModality] => encodings[modality].decode(image);

type Paint = (image: unknown, scales: Scales, under: Uint8Array | null) => Uint8Array;

/**
 * The colours of a decoded image, for a canvas.
 *
 * @param rgb - The picture of the same moment where there is one: occlusion is painted over it.
 */
export function paintDecoded(
  modality: ImageModality,
  image: ModalityImages[ImageModality],
  scales: Scales,
  rgb: Uint8Array | null,
): Uint8Array {
  const under = modality === 'occlusion' && rgb !== null ? faded(rgb) : null;
  return opaque((PAINTERS[modality] as Paint)(image, scales, under));
}
