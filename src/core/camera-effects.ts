/** What a real camera adds to the clean picture; `null` leaves a step out. All are seeded by name. */
export type CameraEffects = {
  /** The picture is the mean, in linear light, over a shutter that is open for this share of a frame. */
  readonly shutter: { readonly share: number; readonly samples: number } | null;
  /** Stops by which the picture is brightened. */
  readonly exposure: number;
  /** Darkening towards the corners: 0 none, 1 as cos⁴ of the angle to the axis. */
  readonly vignette: number;
  /** Electrons that fill a pixel (shot noise) and electrons of read noise (standard deviation). */
  readonly noise: { readonly fullWell: number; readonly read: number } | null;
  readonly stereoDepth: StereoDepth | null;
};

/** A depth camera that matches two pictures. */
export type StereoDepth = {
  /** Metres between its two eyes. */
  readonly baseline: number;
  /** Standard deviation of the disparity, pixels. */
  readonly disparityNoise: number;
  /** Smallest step of the disparity, pixels. */
  readonly disparityStep: number;
  /** Pixels by which what is near grows over what is behind it. */
  readonly edgeFattening: number;
  /** Share of pixels that find no match; those that one eye alone sees find none either. */
  readonly dropout: number;
};

/** A picture as it is. */
export const NO_EFFECTS: CameraEffects = {
  shutter: null,
  exposure: 0,
  vignette: 0,
  noise: null,
  stereoDepth: null,
};
