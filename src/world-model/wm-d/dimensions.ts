import { WM_D_CONTEXT, type WmDConfig, type WmDSize } from './wm-d-config.ts';

/** All sizes of a WM-D network. */
export type WmDDimensions = {
  /** Context frames. */
  readonly context: number;
  /** Pixels of a frame's side, and of a patch's. */
  readonly side: number;
  readonly patch: number;
  /** Numbers of a token, and how many blocks and attention heads work on it. */
  readonly width: number;
  readonly blocks: number;
  readonly heads: number;
  /** Tokens that stand for no place. */
  readonly registers: number;
  /** Numbers in an action. */
  readonly actionDim: number;
  /** Ways in which each patch's surroundings are moved, by at most `radius` pixels along each axis. */
  readonly motions: number;
  readonly radius: number;
};

const TRUNKS: Readonly<
  Record<WmDSize, Pick<WmDDimensions, 'width' | 'blocks' | 'heads' | 'registers' | 'motions'>>
> = {
  micro: { width: 64, blocks: 2, heads: 2, registers: 4, motions: 2 },
  nano: { width: 128, blocks: 6, heads: 4, registers: 8, motions: 4 },
  small: { width: 256, blocks: 8, heads: 4, registers: 8, motions: 4 },
  base: { width: 512, blocks: 12, heads: 8, registers: 16, motions: 4 },
};

/** Pixels that a body may move in a frame of 64 pixels' side: at 12 frames a second, one that fell from 1.5 m. */
const RADIUS_AT_64 = 11;

/** The sizes of the network that a configuration names. */
export const dimensionsOf = ({ size, side, actionDim }: WmDConfig): WmDDimensions => ({
  ...TRUNKS[size],
  context: WM_D_CONTEXT,
  side,
  patch: 8,
  actionDim,
  radius: Math.round((RADIUS_AT_64 * side) / 64),
});
