/** What a camera can write, by the name it has on disk. */
export type Modality = 'rgb' | 'depth_z_m' | 'instance_id';

export const MODALITIES: readonly Modality[] = ['rgb', 'depth_z_m', 'instance_id'];

/** One camera's picture and its exact truth. Rows start at the top. */
export type Frame = {
  readonly width: number;
  readonly height: number;
  /** sRGB, 8 bit. Shape [height, width, 3]. */
  readonly rgb: Uint8Array;
  /** Z-depth along the optical axis, metres; 0 where nothing is. Shape [height, width]. */
  readonly depthZ: Float32Array;
  /** 0 = background. Shape [height, width]. */
  readonly instanceId: Uint16Array;
};
