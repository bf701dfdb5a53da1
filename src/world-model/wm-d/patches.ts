import { add, plus } from '../../onnx/autodiff/arithmetic.ts';
import { linear, matmul } from '../../onnx/autodiff/matmul.ts';
import { reshape, transpose } from '../../onnx/autodiff/shape.ts';
import { takeRows } from '../../onnx/autodiff/take.ts';
import { constant, type Tensor } from '../../onnx/autodiff/tape.ts';
import type { WmDDimensions } from './dimensions.ts';
import { fanIn, type WeightSource, ZEROS } from './weights.ts';

/** Images [batch, channels, side, side] cut into patches: [batch · patches, channels, pixels of a patch]. */
export function patchify(images: Tensor, patch: number): Tensor {
  const [batch = 0, channels = 0, side = 0] = images.shape;
  const grid = side / patch;
  const cut = reshape(images, [batch, channels, grid, patch, grid, patch]);
  const rows = transpose(cut, [0, 2, 4, 1, 3, 5]);
  return reshape(rows, [batch * grid * grid, channels, patch * patch]);
}

/** Patches [batch · patches, channels, pixels] put together again: [batch, channels, side, side]. */
export function unpatchify(patches: Tensor, patch: number, side: number): Tensor {
  const [rows = 0, channels = 0] = patches.shape;
  const grid = side / patch;
  const batch = rows / (grid * grid);
  const cut = reshape(patches, [batch, grid, grid, channels, patch, patch]);
  return reshape(transpose(cut, [0, 3, 1, 4, 2, 5]), [batch, channels, side, side]);
}

/** The places, along one axis, of windows that reach beyond each patch; at the border the last one stays. */
function windowPlaces(side: number, patch: number, reach: number): number[] {
  return Array.from({ length: side / patch }, (_, cell) =>
    Array.from({ length: patch + 2 * reach }, (_unused, i) =>
      Math.min(side - 1, Math.max(0, cell * patch - reach + i)),
    ),
  ).flat();
}

/**
 * What lies around each patch of images [batch, channels, side, side], and `reach` pixels beyond.
 *
 * @returns Shape [batch · patches, span, channels · span]: rows, then channels, then columns.
 */
export function windowsOf(images: Tensor, patch: number, reach: number): Tensor {
  const [batch = 0, channels = 0, side = 0] = images.shape;
  const [grid, span] = [side / patch, patch + 2 * reach];
  const places = windowPlaces(side, patch, reach);
  const across = takeRows(transpose(images, [0, 1, 3, 2]), places);
  // [batch, channels, columns of all windows, rows]: the rows come first, to be taken whole.
  const rows = reshape(transpose(across, [0, 3, 1, 2]), [batch, side, channels * grid * span]);
  const both = reshape(takeRows(rows, places), [batch, grid, span, channels, grid, span]);
  return reshape(transpose(both, [0, 1, 4, 2, 3, 5]), [batch * grid * grid, span, channels * span]);
}

/** Means of squares of two by two pixels: two products, which learn backwards without more code. */
function halved(images: Tensor): Tensor {
  const side = images.shape[3] as number;
  const half = side / 2;
  const across = Array.from({ length: side * half }, (_, i) =>
    Math.floor(i / half / 2) === i % half ? 0.5 : 0,
  );
  const down = Array.from({ length: half * side }, (_, i) =>
    Math.floor((i % side) / 2) === Math.floor(i / side) ? 0.5 : 0,
  );
  const { tape } = images;
  return matmul(constant(tape, down, [half, side]), matmul(images, constant(tape, across, [side, half])));
}

/**
 * What each patch shows and, half as fine, what lies a patch's width around it, where most motion of one frame
 * begins or ends.
 *
 * @param patches - Shape [batch · patches, channels, pixels], in [0, 1]; `images` are the same.
 * @returns Tokens, shape [batch · patches, width].
 */
export function embedPatches(
  weights: WeightSource,
  { width, patch }: WmDDimensions,
  images: Tensor,
  patches: Tensor,
): Tensor {
  const [rows = 0, channels = 0, pixels = 0] = patches.shape;
  const near = reshape(plus(patches, -0.5), [rows, channels * pixels]);
  const around = windowsOf(halved(images), patch / 2, patch / 2);
  const size = (around.shape[1] as number) * (around.shape[2] as number);
  const far = plus(reshape(around, [rows, size]), -0.5);
  const nearWeight = weights('embed.near', [channels * pixels, width], fanIn(channels * pixels));
  const farWeight = weights('embed.far', [size, width], fanIn(size));
  return add(linear(near, nearWeight, weights('embed.bias', [width], ZEROS)), linear(far, farWeight));
}
