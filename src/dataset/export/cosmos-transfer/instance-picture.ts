/** Values of a channel, 63 apart at least: what extracts instances by colour has a tolerance of 30. */
const LEVELS = [0, 64, 128, 191, 255] as const;

/** The levels' combinations that are bright enough not to be taken for the background. */
const BRIGHT = LEVELS.flatMap((r) => LEVELS.flatMap((g) => LEVELS.map((b) => [r, g, b] as const))).filter(
  (color) => Math.max(...color) >= 128,
);

/** How many instances have a colour of their own. */
export const INSTANCE_COLORS = BRIGHT.length;

/** Steps through the colours so that ids that follow on each other look unlike; it has no factor of their number. */
const STRIDE = 37;

/** The colour of an instance, sRGB: black for the background, else flat, bright and far from all others. */
export function instanceColor(id: number): readonly [r: number, g: number, b: number] {
  return id === 0
    ? [0, 0, 0]
    : (BRIGHT[(id * STRIDE) % INSTANCE_COLORS] as readonly [number, number, number]);
}

const TABLE = Uint8Array.from(
  { length: 3 * (INSTANCE_COLORS + 1) },
  (_, i) => instanceColor(Math.floor(i / 3))[i % 3] as number,
);

/** Instance ids as flat colours on black, [height, width, 3]. */
export function instancePicture(ids: Uint8Array | Uint16Array): Uint8Array {
  const rgb = new Uint8Array(3 * ids.length);
  for (let i = 0, at = 0; i < ids.length; i++) {
    const id = ids[i]!;
    const from = id === 0 ? 0 : 3 * (1 + ((id - 1) % INSTANCE_COLORS));
    rgb[at++] = TABLE[from]!;
    rgb[at++] = TABLE[from + 1]!;
    rgb[at++] = TABLE[from + 2]!;
  }
  return rgb;
}
