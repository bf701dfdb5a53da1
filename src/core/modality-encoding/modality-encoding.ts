import type { ImageModality, ModalityImages } from '../frame.ts';
import { decodeDepth, encodeDepth } from './depth.ts';
import { decodeFlow, encodeFlow } from './flow.ts';
import { decodeNormal, encodeNormal } from './normal.ts';
import { decodeObjectCoordinates, encodeObjectCoordinates } from './object-coordinates.ts';

/** What a stored pixel is: one value or three, of 8 bits or 16. */
export type StoredPixel = 'rgb24' | 'rgb48' | 'gray8' | 'gray16';

/** The values of one stored image: [height, width, 3] or [height, width]. */
export type StoredImage = Uint8Array | Uint16Array;

/** How images lie on the disk: what a pixel of the video is, and how it is made of the image's. */
export type ImageEncoding<Image> = {
  readonly pixel: StoredPixel;
  readonly encode: (image: Image) => StoredImage;
  readonly decode: (stored: StoredImage) => Image;
};

/** An encoding for every modality that is an image. */
export type ModalityEncodings = { readonly [M in ImageModality]: ImageEncoding<ModalityImages[M]> };

/** What the encodings of a dataset follow from. */
export type EncodingFacts = {
  /** Metres that one step of stored depth stands for. */
  readonly depthScaleM: number;
  readonly greatestInstanceId: number;
  readonly greatestSemanticId: number;
};

/** Bytes that are stored as they are. */
const bytes = (pixel: 'rgb24' | 'gray8'): ImageEncoding<Uint8Array> => ({
  pixel,
  encode: (image) => image,
  decode: (stored) => stored as Uint8Array,
});

/** Ids take 8 bits where all of the dataset's fit. */
const ids = (greatest: number): ImageEncoding<Uint16Array> => ({
  pixel: greatest <= 255 ? 'gray8' : 'gray16',
  encode: (image) => (greatest <= 255 ? Uint8Array.from(image) : image),
  decode: (stored) => Uint16Array.from(stored),
});

const depth = (scaleM: number): ImageEncoding<Float32Array> => ({
  pixel: 'gray16',
  encode: (image) => encodeDepth(image, scaleM),
  decode: (stored) => decodeDepth(stored, scaleM),
});

const FLOW: ImageEncoding<Float32Array> = { pixel: 'rgb48', encode: encodeFlow, decode: decodeFlow };

/** Hidden is white, so that any player shows it. */
const OCCLUSION: ImageEncoding<Uint8Array> = {
  pixel: 'gray8',
  encode: (image) => image.map((hidden) => (hidden === 0 ? 0 : 255)),
  decode: (stored) => Uint8Array.from(stored, (value) => (value === 0 ? 0 : 1)),
};

/** The encodings of a dataset. */
export const modalityEncodings = (facts: EncodingFacts): ModalityEncodings => ({
  rgb: bytes('rgb24'),
  depth_z_m: depth(facts.depthScaleM),
  instance_id: ids(facts.greatestInstanceId),
  distance_m: depth(facts.depthScaleM),
  semantic_id: ids(facts.greatestSemanticId),
  normal: { pixel: 'rgb48', encode: encodeNormal, decode: decodeNormal },
  flow_forward: FLOW,
  flow_backward: FLOW,
  occlusion: OCCLUSION,
  object_coordinates: {
    pixel: 'rgb48',
    encode: encodeObjectCoordinates,
    decode: decodeObjectCoordinates,
  },
  albedo: bytes('rgb24'),
  shadow: bytes('gray8'),
  sensor_depth_z_m: depth(facts.depthScaleM),
  rgb_clean: bytes('rgb24'),
});
