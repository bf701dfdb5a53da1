import {
  FloatType,
  NearestFilter,
  NoColorSpace,
  RenderTarget,
  RGBAFormat,
  SRGBColorSpace,
  UnsignedByteType,
} from 'three/webgpu';

/** Where the tiles of one size are drawn: a grid of `columns` × `rows`. */
export type TileTargets = {
  readonly columns: number;
  readonly rgb: RenderTarget;
  /** (Z-depth, instance id, normal in two). */
  readonly truth: RenderTarget;
  /** (Albedo, blocked light). */
  readonly surface: RenderTarget;
  readonly dispose: () => void;
};

/**
 * The grid for `tiles` tiles of `width` × `height` pixels: as square as can be.
 *
 * @param samples - That a pixel of the picture is averaged over; its truth has one, at the pixel's centre.
 */
export function createTileTargets(
  tiles: number,
  width: number,
  height: number,
  samples: number,
): TileTargets {
  const columns = Math.ceil(Math.sqrt(tiles));
  const [w, h] = [columns * width, Math.ceil(tiles / columns) * height];
  const exact = { magFilter: NearestFilter, minFilter: NearestFilter, generateMipmaps: false } as const;
  const rgb = new RenderTarget(w, h, {
    type: UnsignedByteType,
    colorSpace: SRGBColorSpace,
    samples,
    generateMipmaps: false,
  });
  const truth = new RenderTarget(w, h, { type: FloatType, format: RGBAFormat, ...exact });
  const surface = new RenderTarget(w, h, { type: UnsignedByteType, colorSpace: NoColorSpace, ...exact });
  return {
    ...{ columns, rgb, truth, surface },
    dispose: () => {
      for (const target of [rgb, truth, surface]) target.dispose();
    },
  };
}
