import {
  FloatType,
  NearestFilter,
  NoColorSpace,
  RenderTarget,
  RGBAFormat,
  RGFormat,
  SRGBColorSpace,
  UnsignedByteType,
} from 'three/webgpu';

/** Longest side of a texture, pixels: every WebGPU device takes as much. */
export const MAX_TEXTURE_SIDE = 8192;

/** Tiles of one size that fit side by side into one target. */
export const tilesThatFit = (width: number, height: number): number =>
  Math.floor(MAX_TEXTURE_SIDE / width) * Math.floor(MAX_TEXTURE_SIDE / height);

/** Columns of a grid of tiles: as square as can be, and no side too long. */
const gridColumns = (tiles: number, width: number, height: number): number =>
  Math.max(
    Math.ceil(tiles / Math.floor(MAX_TEXTURE_SIDE / height)),
    Math.min(Math.ceil(Math.sqrt(tiles)), Math.floor(MAX_TEXTURE_SIDE / width)),
  );

/** Where the tiles of one size are drawn: a grid of `columns` × `rows`. */
export type TileTargets = {
  readonly columns: number;
  readonly rgb: RenderTarget;
  /** (Z-depth, instance id), and the same with the normal in two more. */
  readonly truth: RenderTarget;
  readonly truthAndNormal: RenderTarget;
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
  const columns = gridColumns(tiles, width, height);
  const [w, h] = [columns * width, Math.ceil(tiles / columns) * height];
  const exact = { magFilter: NearestFilter, minFilter: NearestFilter, generateMipmaps: false } as const;
  const rgb = new RenderTarget(w, h, {
    type: UnsignedByteType,
    colorSpace: SRGBColorSpace,
    samples,
    generateMipmaps: false,
  });
  const truth = new RenderTarget(w, h, { type: FloatType, format: RGFormat, ...exact });
  const truthAndNormal = new RenderTarget(w, h, { type: FloatType, format: RGBAFormat, ...exact });
  const surface = new RenderTarget(w, h, { type: UnsignedByteType, colorSpace: NoColorSpace, ...exact });
  return {
    ...{ columns, rgb, truth, truthAndNormal, surface },
    dispose: () => {
      for (const target of [rgb, truth, truthAndNormal, surface]) target.dispose();
    },
  };
}
