import { add, plus } from '../../onnx/autodiff/arithmetic.ts';
import { linear, matmul } from '../../onnx/autodiff/matmul.ts';
import { matmulNode, node, reshapeNode, swapNode, transposeNode } from '../../onnx/autodiff/nodes.ts';
import { reshape, transpose } from '../../onnx/autodiff/shape.ts';
import { takeRows } from '../../onnx/autodiff/take.ts';
import { apply, constant, type Tensor } from '../../onnx/autodiff/tape.ts';
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

/** Rows and columns of a square grid, row by row. */
const cellsOf = (grid: number): (readonly [number, number])[] =>
  Array.from({ length: grid * grid }, (_, i) => [Math.floor(i / grid), i % grid]);

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
  const { tape } = images;
  const [batch = 0, channels = 0, side = 0] = images.shape;
  const [grid, span] = [side / patch, patch + 2 * reach];
  const places = windowPlaces(side, patch, reach);
  const wide = places.length;
  // Columns are taken by a product, which is exact: one factor of each sum is 1, the others 0.
  const picked = Array.from({ length: side }, (_, at) => places.map((place) => Number(place === at)));
  const pick = constant(tape, picked.flat(), [side, wide]);
  // Rows are copied, each window's columns of each as a whole: windows of a patch after another.
  const lines = cellsOf(grid).flatMap(([row, column]) =>
    places
      .slice(row * span, (row + 1) * span)
      .flatMap((at) =>
        Array.from({ length: channels }, (_, channel) => (channel * side + at) * grid + column),
      ),
  );
  const shape = [batch * grid * grid, span, channels * span];
  return apply(
    {
      name: 'windows',
      forward: ([x]) => {
        const columns = reshapeNode(matmulNode(x as Tensor, pick), [batch, channels * side * grid, span]);
        const taken = node('Gather', [columns], [batch, lines.length, span], [lines], { axis: 1 });
        return [reshapeNode(taken, shape)];
      },
      gradient: (_, [dy]) => {
        const apart = reshapeNode(dy as Tensor, [batch, grid, grid, span, channels, span]);
        const planes = reshapeNode(transposeNode(apart, [0, 4, 1, 3, 2, 5]), [batch, channels, wide, wide]);
        return [matmulNode(matmulNode(pick, planes), swapNode(pick))];
      },
    },
    images,
  );
}

/**
 * Means of squares of two by two pixels, and `reach` of them beyond the border, where the last one stays: two
 * products, which learn backwards without more code.
 */
function halved(images: Tensor, reach: number): Tensor {
  const side = images.shape[3] as number;
  const places = windowPlaces(side / 2, side / 2, reach);
  const [length, { tape }] = [places.length, images];
  const half = (place: number, pixel: number): number => (Math.floor(pixel / 2) === place ? 0.5 : 0);
  const down = places.flatMap((place) => Array.from({ length: side }, (_, pixel) => half(place, pixel)));
  const across = Array.from({ length: side }, (_, pixel) => places.map((place) => half(place, pixel))).flat();
  return matmul(constant(tape, down, [length, side]), matmul(images, constant(tape, across, [side, length])));
}

/** The nine cells of a padded grid in and around each inner one, cell by cell. */
const neighbours = (grid: number): number[] =>
  cellsOf(grid).flatMap(([row, column]) => cellsOf(3).map(([i, j]) => (row + i) * (grid + 2) + column + j));

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
  const half = patch / 2;
  const grid = (images.shape[3] as number) / patch;
  const cells = patchify(plus(halved(images, half), -0.5), half);
  const cell = channels * half * half;
  const around = takeRows(reshape(cells, [rows / grid ** 2, (grid + 2) ** 2, cell]), neighbours(grid));
  const size = 9 * cell;
  const nearWeight = weights('embed.near', [channels * pixels, width], fanIn(channels * pixels));
  const farWeight = weights('embed.far', [size, width], fanIn(size));
  // The weight goes by rows of all nine cells; what is taken, cell by cell, for that copies faster.
  const byCell = transpose(reshape(farWeight, [3, half, channels, 3, half, width]), [0, 3, 2, 1, 4, 5]);
  const far = linear(reshape(around, [rows, size]), reshape(byCell, [size, width]));
  return add(linear(near, nearWeight, weights('embed.bias', [width], ZEROS)), far);
}
