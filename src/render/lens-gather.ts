import { cornersOf } from './lens-directions.ts';
import { type LensFace, type LensFaces, NO_FACE } from './lens-faces.ts';

/** Where each pixel of a lens's image comes from in its faces; worked out once a camera. */
export type LensGather = {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly LensFace[];
  /** Index of the face, or `NO_FACE`. [height, width]. */
  readonly faceOf: Uint16Array;
  /** Index of the pixel of the face that is nearest to the lens's pixel. [height, width]. */
  readonly nearest: Int32Array;
  /** The pixel's ray in the face's frame, of length 1 along the camera's axis. [height, width, 3]. */
  readonly rays: Float32Array;
  /**
   * Column and row in the face, less a half, of `SUBSAMPLES` points spread over the lens's pixel.
   * [height, width, SUBSAMPLES, 2].
   */
  readonly samples: Float32Array;
};

/** Points of a lens's pixel whose light is averaged, two by two. */
export const SUBSAMPLES = 4;

/** Where they lie within the pixel, as shares of the way to the next corner. */
const PLACES = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

/** Finds for every pixel of a lens its place in its face. */
export function lensGather({ directions, faces, faceOf }: LensFaces): LensGather {
  const { width, height } = directions;
  const pixels = width * height;
  const nearest = new Int32Array(pixels);
  const rays = new Float32Array(pixels * 3);
  const samples = new Float32Array(pixels * SUBSAMPLES * 2);
  const at = new Float64Array(10);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const index = faceOf[pixel]!;
    if (index === NO_FACE) continue;
    const { cameraFromFace: r, intrinsics: k } = faces[index]!;
    const x = pixel % width;
    const corners = cornersOf(width, x, (pixel - x) / width);
    // The four corners, then the centre, whose ray is left in `rays`.
    for (let c = 0; c < 5; c++) {
      const from = c < 4 ? directions.corners : directions.centres;
      const place = c < 4 ? corners[c]! : 2 * pixel;
      const [a, b] = [from[place]!, from[place + 1]!];
      const rayX = r[0]! * a + r[4]! * b + r[8]!;
      const rayY = r[1]! * a + r[5]! * b + r[9]!;
      const rayZ = r[2]! * a + r[6]! * b + r[10]!;
      at[2 * c] = k.cx + (k.fx * rayX) / rayZ;
      at[2 * c + 1] = k.cy + (k.fy * rayY) / rayZ;
      if (c < 4) continue;
      rays[3 * pixel] = rayX;
      rays[3 * pixel + 1] = rayY;
      rays[3 * pixel + 2] = rayZ;
    }
    nearest[pixel] = Math.floor(at[9]!) * k.width + Math.floor(at[8]!);
    spread(at, samples, pixel * SUBSAMPLES * 2);
  }
  return { width, height, faces, faceOf, nearest, rays, samples };
}

/** Writes the sub-samples between a pixel's corners, or its centre where the lens does not show all four. */
function spread(at: Float64Array, samples: Float32Array, first: number): void {
  for (let i = 0; i < SUBSAMPLES; i++) {
    const [a, b] = PLACES[i]!;
    for (let axis = 0; axis < 2; axis++) {
      const top = at[axis]! * (1 - a) + at[2 + axis]! * a;
      const bottom = at[4 + axis]! * (1 - a) + at[6 + axis]! * a;
      const between = top * (1 - b) + bottom * b;
      samples[first + 2 * i + axis] = (Number.isNaN(between) ? at[8 + axis]! : between) - 0.5;
    }
  }
}
