import type { CameraIntrinsics } from '../../core/camera.ts';

/** How a picture becomes a smaller one: shrunk as a whole, then cut to its middle. Pixels. */
export type PictureFit = {
  /** Of the picture that is there. */
  readonly fromWidth: number;
  readonly fromHeight: number;
  /** What it is shrunk to. */
  readonly scaledWidth: number;
  readonly scaledHeight: number;
  /** Where the cut begins, and its size: the picture that comes out. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

type Size = { readonly width: number; readonly height: number };

/**
 * Fits a picture into a size that it covers; `null` where it would have to be enlarged.
 *
 * @param from - Of the picture that is there, pixels.
 * @param to - Of the picture that is wanted, pixels.
 */
export function fitPicture(from: Size, to: Size): PictureFit | null {
  if (to.width > from.width || to.height > from.height) return null;
  const scale = Math.max(to.width / from.width, to.height / from.height);
  const scaledWidth = Math.max(to.width, Math.round(from.width * scale));
  const scaledHeight = Math.max(to.height, Math.round(from.height * scale));
  return {
    ...{ fromWidth: from.width, fromHeight: from.height, scaledWidth, scaledHeight },
    left: Math.floor((scaledWidth - to.width) / 2),
    top: Math.floor((scaledHeight - to.height) / 2),
    ...{ width: to.width, height: to.height },
  };
}

/** Whether pictures stay as they are. */
export const isWhole = ({ fromWidth, fromHeight, width, height }: PictureFit): boolean =>
  fromWidth === width && fromHeight === height;

/** The intrinsics of the picture that comes out. Pixel centres stay at +0.5, so scales and cuts are all there is. */
export function fitIntrinsics(k: CameraIntrinsics, fit: PictureFit): CameraIntrinsics {
  const [x, y] = [fit.scaledWidth / fit.fromWidth, fit.scaledHeight / fit.fromHeight];
  return {
    ...{ width: fit.width, height: fit.height, fx: k.fx * x, fy: k.fy * y },
    ...{ cx: k.cx * x - fit.left, cy: k.cy * y - fit.top },
  };
}
