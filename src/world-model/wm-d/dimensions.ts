import { WM_D_CONTEXT, type WmDConfig, type WmDHead, type WmDSize } from './wm-d-config.ts';

/** Sizes of a mixture of experts: as wide, by what a token wakes, as the layer that it stands for. */
export type ExpertDimensions = {
  readonly count: number;
  /** Experts that a token wakes. */
  readonly active: number;
  /** Hidden numbers of each, and of the one that all tokens share. */
  readonly width: number;
  readonly shared: number;
  /** Tokens that an expert has room for, over what it had if all were chosen alike. */
  readonly room: number;
};

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
  /** Of each block but the first; null = all blocks are dense. */
  readonly experts: ExpertDimensions | null;
  /** What is predicted beside pictures. */
  readonly beside: readonly WmDHead[];
};

const TRUNKS: Readonly<
  Record<WmDSize, Pick<WmDDimensions, 'width' | 'blocks' | 'heads' | 'registers' | 'motions'>>
> = {
  micro: { width: 64, blocks: 2, heads: 2, registers: 4, motions: 2 },
  nano: { width: 128, blocks: 6, heads: 4, registers: 8, motions: 2 },
  small: { width: 256, blocks: 8, heads: 4, registers: 8, motions: 2 },
  base: { width: 512, blocks: 12, heads: 8, registers: 16, motions: 2 },
};

/** Pixels that a body may move in a frame of 64 pixels' side: at 12 frames a second, one that fell from 1.5 m. */
const RADIUS_AT_64 = 11;

const EXPERTS: Readonly<Record<WmDSize, Pick<ExpertDimensions, 'count' | 'active'>>> = {
  micro: { count: 4, active: 2 },
  nano: { count: 8, active: 2 },
  small: { count: 16, active: 4 },
  base: { count: 32, active: 4 },
};

/** A dense layer is four times as wide as a token: half of that is shared, half is what a token wakes. */
function expertsOf(size: WmDSize): ExpertDimensions {
  const { width } = TRUNKS[size];
  const { count, active } = EXPERTS[size];
  return { count, active, width: (2 * width) / active, shared: 2 * width, room: 1.5 };
}

/** The sizes of the network that a configuration names. */
export const dimensionsOf = ({ size, side, actionDim, experts, heads }: WmDConfig): WmDDimensions => ({
  ...TRUNKS[size],
  context: WM_D_CONTEXT,
  side,
  patch: 8,
  actionDim,
  radius: Math.round((RADIUS_AT_64 * side) / 64),
  experts: experts ? expertsOf(size) : null,
  beside: heads,
});

/** Shape of all routers' biases, [routers, experts]; null without experts. */
export const routerShape = ({ blocks, experts }: WmDDimensions): readonly [number, number] | null =>
  experts === null ? null : [blocks - 1, experts.count];
