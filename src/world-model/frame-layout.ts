/**
 * How a model lays out a stack of frames; letters from the slowest to the fastest axis: B batch, T
 * time, C colour, H rows, W columns. `B(TC)HW` stacks time and colour on one axis.
 */
export type FrameLayout = 'BTCHW' | 'BTHWC' | 'BCTHW' | 'B(TC)HW';

export const FRAME_LAYOUTS: readonly FrameLayout[] = ['BTCHW', 'BTHWC', 'BCTHW', 'B(TC)HW'];

/** How many elements lie between neighbours along each axis of one batch row. */
export type FrameStrides = {
  readonly time: number;
  readonly channel: number;
  /** Between pixels of a row, and from a row's end to the next row's start. */
  readonly pixel: number;
};

/** The strides of `frames` frames of `pixels` pixels. */
export function frameStrides(layout: FrameLayout, frames: number, pixels: number): FrameStrides {
  switch (layout) {
    case 'BTHWC':
      return { time: 3 * pixels, channel: 1, pixel: 3 };
    case 'BCTHW':
      return { time: pixels, channel: frames * pixels, pixel: 1 };
    default:
      return { time: 3 * pixels, channel: pixels, pixel: 1 };
  }
}

/** The tensor's shape for `frames` frames. `rank` 4 leaves out the time axis of a single frame. */
export function frameShape(
  layout: FrameLayout,
  rank: number,
  [batch, frames, height, width]: readonly [number, number, number, number],
): number[] {
  if (layout === 'B(TC)HW') return [batch, 3 * frames, height, width];
  const time = rank === 4 && frames === 1 ? [] : [frames];
  if (layout === 'BTHWC') return [batch, ...time, height, width, 3];
  if (layout === 'BCTHW') return [batch, 3, ...time, height, width];
  return [batch, ...time, 3, height, width];
}

/** Where a tensor of that layout and rank says how many frames, rows and columns it has. */
export function frameAxes(
  layout: FrameLayout,
  rank: number,
): {
  readonly time: number | null;
  readonly height: number;
  readonly width: number;
  readonly channel: number;
} {
  const single = rank === 4 && layout !== 'B(TC)HW';
  switch (layout) {
    case 'BTHWC':
      return { time: single ? null : 1, height: rank - 3, width: rank - 2, channel: rank - 1 };
    case 'BCTHW':
      return { time: single ? null : 2, height: rank - 2, width: rank - 1, channel: 1 };
    case 'B(TC)HW':
      return { time: null, height: 2, width: 3, channel: 1 };
    default:
      return { time: single ? null : 1, height: rank - 2, width: rank - 1, channel: rank - 3 };
  }
}
