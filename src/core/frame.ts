import type { BodyBox } from './body-box.ts';

/**
 * What a camera can show as an image, by the name it has on disk. Rows start at the
 * top; what is three values a pixel is interleaved, [height, width, 3].
 */
export type ModalityImages = {
  /** sRGB, 8 bit. [height, width, 3]. */
  readonly rgb: Uint8Array;
  /** Z-depth along the optical axis, metres; 0 where nothing is. [height, width]. */
  readonly depth_z_m: Float32Array;
  /** Distance to the camera's centre, metres; 0 where nothing is. [height, width]. */
  readonly distance_m: Float32Array;
  /** 0 = background. [height, width]. */
  readonly instance_id: Uint16Array;
  /** The class of the body, 0 = background. [height, width]. */
  readonly semantic_id: Uint16Array;
  /** The surface's unit normal in the camera frame (OpenCV axes); zeros where nothing is. [height, width, 3]. */
  readonly normal: Float32Array;
  /**
   * How far the point seen here moves in the image until the camera's next frame, pixels: (u, v, valid).
   * `valid` is 0 where nothing is or no next frame exists. [height, width, 3].
   */
  readonly flow_forward: Float32Array;
  /** As `flow_forward`, to the frame before. [height, width, 3]. */
  readonly flow_backward: Float32Array;
  /** 1 where the point seen here is hidden in the camera's next frame or leaves the image. [height, width]. */
  readonly occlusion: Uint8Array;
  /** Where the point lies in its body's box, 0…1 along each axis of the body; zeros where nothing is. [height, width, 3]. */
  readonly object_coordinates: Float32Array;
  /** Diffuse colour before any light, linear 0…255. [height, width, 3]. */
  readonly albedo: Uint8Array;
  /** Share of the suns' light that is blocked, 0…255. [height, width]. */
  readonly shadow: Uint8Array;
  /** Z-depth as a stereo depth camera would measure it, metres; 0 where it finds nothing. [height, width]. */
  readonly sensor_depth_z_m: Float32Array;
  /** `rgb` before the camera's effects (blur, exposure, noise, vignette). [height, width, 3]. */
  readonly rgb_clean: Uint8Array;
};

/** The modalities that are images. */
export type ImageModality = keyof ModalityImages;

/** All that a camera can give: images, and a row for each body. */
export type Modality = ImageModality | 'boxes';

/** The modalities in their one order. */
export const MODALITIES = [
  'rgb',
  'depth_z_m',
  'instance_id',
  'distance_m',
  'semantic_id',
  'normal',
  'flow_forward',
  'flow_backward',
  'occlusion',
  'object_coordinates',
  'albedo',
  'shadow',
  'sensor_depth_z_m',
  'rgb_clean',
  'boxes',
] as const satisfies readonly Modality[];

/** Whether a modality is an image; what else there is, is a table. */
export const isImage = (modality: Modality): modality is ImageModality => modality !== 'boxes';

/** What a dataset has unless others are asked for. */
export const DEFAULT_MODALITIES: readonly Modality[] = ['rgb', 'depth_z_m', 'instance_id'];

/** What one camera gives of one moment: what was asked for, and no more. */
export type Frame = {
  readonly width: number;
  readonly height: number;
  readonly images: Partial<ModalityImages>;
  /** A body each, in the episode's order; `null` where they were not asked for. */
  readonly boxes: readonly BodyBox[] | null;
};
