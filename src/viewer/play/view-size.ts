/** Pixels of a view. */
export type ViewSize = readonly [width: number, height: number];

/** Sizes to choose from. */
export const SIZES: readonly ViewSize[] = [
  [128, 128],
  [256, 256],
  [512, 384],
  [640, 480],
  [1280, 720],
];

/** A view's size where the address says nothing: software draws it five times a second and more. */
const DEFAULT_SIZE: ViewSize = [512, 384];

/** Reads `512x384`; even, 16 to 2048 pixels a side. Anything else is the default. */
export function parseSize(text: string | undefined): ViewSize {
  const [width = 0, height = 0] = (text ?? '').split('x').map(Number);
  const fits = [width, height].every((side) => Number.isInteger(side / 2) && side >= 16 && side <= 2048);
  return fits ? (SIZES.find(([w, h]) => w === width && h === height) ?? [width, height]) : DEFAULT_SIZE;
}
