import type { CameraIntrinsics } from '../core/camera.ts';
import type { CameraModel } from '../core/camera-model.ts';
import type { Mat4 } from '../core/pose.ts';
import { type LensDirections, lensDirections } from './lens-directions.ts';
import { type FaceFit, fitFace, turnTo, turnToMiddle } from './lens-face-fit.ts';

/**
 * A picture through a lens is made in two steps: pinhole views ("faces") are drawn as any others, then
 * gathered into the lens's image.
 *
 * ```ts
 * const lens = lensFaces(model, maxTileSide);          // once a camera
 * const gather = lensGather(lens);                     // once a camera
 * // For each frame draw every face: pose worldFromCamera · cameraFromFace, its intrinsics, and near and
 * // far planes of camera.near · depthScale and camera.far · depthScale. Then:
 * const rgb = gatherRgb(gather, faces.map((face) => face.rgb));
 * const labels = gatherLabels(gather, faces);          // depth_z_m, instance_id, normal, albedo, shadow
 * ```
 */
export type LensFace = {
  /** A rotation (both frames have OpenCV axes); camera and face look from the same point. */
  readonly cameraFromFace: Mat4;
  /** fx = fy, the principal point in the middle, width and height even. */
  readonly intrinsics: CameraIntrinsics;
  /**
   * What the camera's near and far planes are multiplied by to give the face's: what is drawn then has a
   * Z-depth of at most `far` in the camera's frame too.
   */
  readonly depthScale: number;
};

/** The faces of a lens, and which of them each of its pixels is taken from. */
export type LensFaces = {
  readonly directions: LensDirections;
  readonly faces: readonly LensFace[];
  /** Index of the face, or `NO_FACE` where the lens shows nothing. [height, width]. */
  readonly faceOf: Uint16Array;
};

/** Stands for no face. */
export const NO_FACE = 0xffff;

/** What a face costs beside its pixels, in pixels: each draws every body once more. */
const FACE_COST = 40_000;

/** Room around what a face must show, pixels: blending takes in the next one. */
const MARGIN = 1.5;

/** Pixels of a lens that share a face, and the face's rotation. */
type Group = { readonly pixels: Int32Array; readonly cameraFromFace: Mat4; readonly fit: FaceFit };

/**
 * The pinhole views that together show all that a lens shows, each so fine that a pixel of it spans at
 * most half a pixel of the lens: one view, or, where that is cheaper, a front and up to four sides, like
 * a cube of which only the part is drawn that is needed.
 *
 * @param maxTileSide - Longest side of a face, pixels, at least 16; what needs more is split.
 */
export function lensFaces(model: CameraModel, maxTileSide: number): LensFaces {
  const directions = lensDirections(model);
  const front = turnTo([0, 0, 1]);
  const all = shownPixels(directions);
  const sides = cubeSides(directions, all);
  const groupOf = (pixels: Int32Array, cameraFromFace: Mat4): Group => ({
    ...{ pixels, cameraFromFace },
    fit: fitFace(directions, pixels, cameraFromFace),
  });
  const one = groupOf(all, front);
  const cube = sides
    .filter((pixels) => pixels.length > 0)
    .map((pixels) =>
      groupOf(pixels, pixels === sides[0] ? front : turnToMiddle(fitFace(directions, pixels, front), front)),
    );
  const cheapest = all.length === 0 ? [] : cost([one]) <= cost(cube) ? [one] : cube;
  const groups = cheapest.flatMap((group) => splitToFit(directions, group, maxTileSide));
  const faceOf = new Uint16Array(directions.width * directions.height).fill(NO_FACE);
  groups.forEach(({ pixels }, i) => {
    for (const pixel of pixels) faceOf[pixel] = i;
  });
  return { directions, faceOf, faces: groups.map(toFace) };
}

/** The pixels at which the lens shows anything. */
const shownPixels = ({ centres }: LensDirections): Int32Array =>
  Int32Array.from({ length: centres.length / 2 }, (_, pixel) => pixel).filter(
    (pixel) => !Number.isNaN(centres[2 * pixel]!),
  );

/** The pixels by the side of a cube they look at: front, right, left, down, up. */
function cubeSides({ centres }: LensDirections, pixels: Int32Array): readonly Int32Array[] {
  const sideOf = (pixel: number): number => {
    const x = centres[2 * pixel]!;
    const y = centres[2 * pixel + 1]!;
    if (Math.abs(x) <= 1 && Math.abs(y) <= 1) return 0;
    if (Math.abs(x) >= Math.abs(y)) return x > 0 ? 1 : 2;
    return y > 0 ? 3 : 4;
  };
  return [0, 1, 2, 3, 4].map((side) => pixels.filter((pixel) => sideOf(pixel) === side));
}

/** Width and height that hold what was measured, pixels: even, the axis in the middle. */
function sizeOf({ x, y, focal }: FaceFit): readonly [width: number, height: number] {
  const side = ([low, high]: readonly [number, number]): number =>
    2 * Math.ceil(focal * Math.max(-low, high) + MARGIN);
  return [side(x), side(y)];
}

const cost = (groups: readonly Group[]): number =>
  groups.reduce((sum, { fit }) => {
    const [width, height] = sizeOf(fit);
    return sum + width * height + FACE_COST;
  }, 0);

/** The group, or parts of it whose faces are not longer than allowed. */
function splitToFit(directions: LensDirections, group: Group, maxTileSide: number): readonly Group[] {
  const { pixels, cameraFromFace: r, fit } = group;
  const [width, height] = sizeOf(fit);
  if (Math.max(width, height) <= maxTileSide || pixels.length < 2) return [group];
  const [a, b, c] = width >= height ? [r[0]!, r[4]!, r[8]!] : [r[1]!, r[5]!, r[9]!];
  const middle = width >= height ? (fit.x[0] + fit.x[1]) / 2 : (fit.y[0] + fit.y[1]) / 2;
  const { centres } = directions;
  const isBefore = (pixel: number): boolean => {
    const [x, y] = [centres[2 * pixel]!, centres[2 * pixel + 1]!];
    return a * x + b * y + c < middle * (r[2]! * x + r[6]! * y + r[10]!);
  };
  const halves = [pixels.filter(isBefore), pixels.filter((pixel) => !isBefore(pixel))];
  return halves
    .filter((half) => half.length > 0)
    .flatMap((half) => {
      const cameraFromFace = turnToMiddle(fitFace(directions, half, r), r);
      const fitted = fitFace(directions, half, cameraFromFace);
      return splitToFit(directions, { pixels: half, cameraFromFace, fit: fitted }, maxTileSide);
    });
}

function toFace({ cameraFromFace, fit }: Group): LensFace {
  const [width, height] = sizeOf(fit);
  const { focal, depthScale } = fit;
  const intrinsics = { width, height, fx: focal, fy: focal, cx: width / 2, cy: height / 2 };
  return { cameraFromFace, intrinsics, depthScale };
}
