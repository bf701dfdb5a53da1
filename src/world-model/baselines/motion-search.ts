/** How far constant velocity looks for where something came from, px along each axis. */
export const SEARCH_RADIUS = 8;

/** Side of the block of pixels that must match, px. */
export const BLOCK_SIZE = 5;

/**
 * What a motion must explain better than standing still, in grey levels summed over a block (one a
 * pixel), so that a still background with a little noise stands still.
 */
export const MOTION_COST = BLOCK_SIZE * BLOCK_SIZE;

/** Weights of red, green and blue in a grey level, of 256. Source: ITU-R BT.601, rounded. */
export const GREY_WEIGHTS: readonly [number, number, number] = [77, 150, 29];

/** A motion in whole pixels a frame, x right and y down. */
export type Motion = { readonly dx: number; readonly dy: number };

/** Every motion that is tried, the shortest first: where two explain a block equally, the first wins. */
export const MOTIONS: readonly Motion[] = Array.from({ length: (2 * SEARCH_RADIUS + 1) ** 2 }, (_, i) => ({
  dx: (i % (2 * SEARCH_RADIUS + 1)) - SEARCH_RADIUS,
  dy: Math.floor(i / (2 * SEARCH_RADIUS + 1)) - SEARCH_RADIUS,
})).sort((a, b) => a.dx ** 2 + a.dy ** 2 - (b.dx ** 2 + b.dy ** 2) || a.dy - b.dy || a.dx - b.dx);
