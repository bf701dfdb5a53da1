import { BLOCK_SIZE, GREY_WEIGHTS, MOTION_COST, MOTIONS } from '#src/world-model/baselines/motion-search.ts';

/** A frame: sRGB, 8 bit, shape [height, width, 3]. */
type Picture = { readonly width: number; readonly height: number; readonly rgb: Uint8Array };

const clamp = (value: number, size: number): number => Math.min(Math.max(value, 0), size - 1);

/** Grey levels, shape [height, width]. */
const greyLevels = ({ width, height, rgb }: Picture): number[] =>
  Array.from({ length: width * height }, (_, at) =>
    Math.floor(GREY_WEIGHTS.reduce((sum, weight, c) => sum + weight * (rgb[3 * at + c] as number), 0) / 256),
  );

/** The first of the cheapest motions of the block around (x, y), as its place in MOTIONS. */
function motionAt(before: number[], last: number[], [width, height]: [number, number], at: number): number {
  const [x, y] = [at % width, Math.floor(at / width)];
  const reach = (BLOCK_SIZE - 1) / 2;
  const costs = MOTIONS.map(({ dx, dy }, place) => {
    let cost = place === 0 ? 0 : MOTION_COST;
    for (let v = y - reach; v <= y + reach; v++) {
      for (let u = x - reach; u <= x + reach; u++) {
        if (u < 0 || v < 0 || u >= width || v >= height) continue;
        const from = clamp(v - dy, height) * width + clamp(u - dx, width);
        cost += Math.abs((last[v * width + u] as number) - (before[from] as number));
      }
    }
    return cost;
  });
  return costs.indexOf(Math.min(...costs));
}

/** Constant velocity pixel by pixel: slow and, one hopes, obviously right. */
export function slowConstantVelocity(before: Picture, last: Picture): Uint8Array {
  const { width, height } = last;
  const [greyBefore, greyLast] = [greyLevels(before), greyLevels(last)];
  const motions = greyLast.map((_, at) => motionAt(greyBefore, greyLast, [width, height], at));
  const predicted = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const lands = (place: number): boolean => {
        const { dx, dy } = MOTIONS[place] as (typeof MOTIONS)[number];
        const [fromX, fromY] = [x - dx, y - dy];
        const seen = fromX >= 0 && fromY >= 0 && fromX < width && fromY < height;
        return place > 0 && seen && motions[fromY * width + fromX] === place;
      };
      const landed = MOTIONS.findIndex((_, place) => lands(place));
      const shown = landed >= 0 ? landed : (motions[y * width + x] as number);
      const { dx, dy } = MOTIONS[shown] as (typeof MOTIONS)[number];
      const from = 3 * (clamp(y - dy, height) * width + clamp(x - dx, width));
      predicted.set(last.rgb.subarray(from, from + 3), 3 * (y * width + x));
    }
  }
  return predicted;
}
