import { createGraphBuilder, type GraphBuilder } from '../../onnx/graph-builder.ts';
import { baselineMetadata } from './baseline-metadata.ts';
import {
  BLOCK_SIZE,
  GREY_WEIGHTS,
  MOTION_COST,
  MOTIONS,
  type Motion,
  SEARCH_RADIUS,
} from './motion-search.ts';

/** Larger than the number of motions: a cost and a motion's place fit in one exact float32 as cost × 512 + place. */
const PLACES = 512;
/** The shifts along an axis that are not zero. */
const AWAY = Array.from({ length: 2 * SEARCH_RADIUS + 1 }, (_, i) => i - SEARCH_RADIUS).filter(
  (shift) => shift !== 0,
);
/** To the end of an axis. */
const END = Number.MAX_SAFE_INTEGER;

/** Small sentences over the builder's one verb. */
function vocabulary(graph: GraphBuilder) {
  const int = (...values: number[]): string => graph.constant('int64', values);
  const float = (value: number): string => graph.constant('float32', [value], []);
  return {
    ...graph,
    int,
    float,
    /** One whole number without axes. */
    whole: (value: number): string => graph.constant('int64', [value], []),
    slice: (value: string, axis: number, start: number, end: number): string =>
      graph.op('Slice', [value, int(start), int(end), int(axis)]),
    add: (a: string, b: string): string => graph.op('Add', [a, b]),
    subtract: (a: string, b: string): string => graph.op('Sub', [a, b]),
    multiply: (a: string, b: string): string => graph.op('Mul', [a, b]),
    reshape: (value: string, shape: string): string => graph.op('Reshape', [value, shape]),
    where: (condition: string, a: string, b: string): string => graph.op('Where', [condition, a, b]),
  };
}

type Vocabulary = ReturnType<typeof vocabulary>;

/** Whole grey levels [batch, 2, height, width] of frames in [0, 1], exact on every provider. */
function greyLevels(g: Vocabulary, frames: string): string {
  const levels = g.op('Floor', [g.add(g.multiply(frames, g.float(255)), g.float(0.5))]);
  const weighted = g.multiply(levels, g.constant('float32', GREY_WEIGHTS, [3, 1, 1]));
  const sum = g.op('ReduceSum', [weighted, g.int(2)], { keepdims: 0 });
  return g.op('Floor', [g.multiply(sum, g.float(1 / 256))]);
}

/**
 * Of a few motions, the cheapest's cost × 512 + place, for each pixel. [batch, height, width].
 *
 * @param moved - The frame before by each of the motions, [batch, motions, height, width].
 */
function cheapest(g: Vocabulary, moved: string, last: string, motions: readonly Motion[]): string {
  const places = motions.map(({ dx, dy }) => {
    const place = MOTIONS.findIndex((motion) => motion.dx === dx && motion.dy === dy);
    return place === 0 ? 0 : place + PLACES * MOTION_COST;
  });
  const reach = (BLOCK_SIZE - 1) / 2;
  const count = motions.length;
  const shape = [count, 1, BLOCK_SIZE, BLOCK_SIZE];
  const ones = g.constant('float32', Array(count * BLOCK_SIZE ** 2).fill(PLACES), shape);
  // One convolution sums a block's differences, scales them, and adds each motion's place.
  const apart = g.op('Abs', [g.subtract(moved, last)]);
  const cost = g.op('Conv', [apart, ones, g.constant('float32', places)], {
    group: count,
    kernel_shape: [BLOCK_SIZE, BLOCK_SIZE],
    pads: [reach, reach, reach, reach],
  });
  return g.op('ReduceMin', [cost, g.int(1)], { keepdims: 0 });
}

/** The place in MOTIONS of each pixel's motion from the frame before to the last. [batch, height, width]. */
function matchBlocks(g: Vocabulary, grey: string): string {
  const last = g.slice(grey, 1, 1, 2);
  const before = g.op(
    'Pad',
    [g.slice(grey, 1, 0, 1), g.int(0, 0, SEARCH_RADIUS, SEARCH_RADIUS, 0, 0, SEARCH_RADIUS, SEARCH_RADIUS)],
    { mode: 'edge' },
  );
  /** The padded frame before, moved by `shift` along an axis. */
  const moved = (value: string, axis: number, shift: number): string =>
    g.slice(value, axis, SEARCH_RADIUS - shift, shift === -SEARCH_RADIUS ? END : -SEARCH_RADIUS - shift);
  // Sixteen motions at once: onnxruntime's fast convolution wants channels in eights.
  const columns = g.op(
    'Concat',
    AWAY.map((dx) => moved(before, 3, dx)),
    { axis: 1 },
  );
  const middle = moved(before, 3, 0);
  const rows = g.op(
    'Concat',
    AWAY.map((dy) => moved(middle, 2, dy)),
    { axis: 1 },
  );
  const keys = [
    cheapest(g, moved(middle, 2, 0), last, [{ dx: 0, dy: 0 }]),
    cheapest(
      g,
      rows,
      last,
      AWAY.map((dy) => ({ dx: 0, dy })),
    ),
    ...[0, ...AWAY].map((dy) =>
      cheapest(
        g,
        moved(columns, 2, dy),
        last,
        AWAY.map((dx) => ({ dx, dy })),
      ),
    ),
  ];
  const best = g.op('Min', keys);
  const costs = g.multiply(g.op('Floor', [g.multiply(best, g.float(1 / PLACES))]), g.float(PLACES));
  return g.op('Cast', [g.subtract(best, costs)], { to: 7 });
}

/**
 * `models/constant-velocity.onnx`: everything moves on as it moved between the last two frames.
 *
 * Each pixel of the last frame gets the motion (whole px, ±8) whose 5×5 block of grey levels in the
 * frame before differs least; ties go to the shortest, and standing still is preferred by one grey
 * level a pixel. In the new frame a pixel shows what lands on it (of several, the shortest motion);
 * where nothing lands and something left, what was behind that follows; elsewhere nothing changes.
 *
 * Any size, context 2, chunk 1.
 */
export function buildConstantVelocity(): Uint8Array {
  const g = vocabulary(createGraphBuilder());
  const frames = g.input('context_frames', 'float32', ['batch', 2, 3, 'height', 'width']);
  const shape = g.op('Shape', [frames]);
  const [batch, height, width] = [0, 3, 4].map((axis) => g.slice(shape, 0, axis, axis + 1)) as [
    string,
    string,
    string,
  ];
  const pixels = g.multiply(height, width);
  const flat = g.op('Concat', [batch, pixels], { axis: 0 });

  const motion = g.reshape(matchBlocks(g, greyLevels(g, frames)), flat);
  const tableX = g.constant(
    'int64',
    MOTIONS.map(({ dx }) => dx),
  );
  const tableY = g.constant(
    'int64',
    MOTIONS.map(({ dy }) => dy),
  );
  const place = g.op('Range', [g.whole(0), g.op('Squeeze', [pixels]), g.whole(1)]);
  const y = g.op('Div', [place, width]);
  const x = g.subtract(place, g.multiply(y, width));

  // Where each moving pixel lands; one that stands still or leaves the frame lands past its end.
  const toX = g.add(x, g.op('Gather', [tableX, motion]));
  const toY = g.add(y, g.op('Gather', [tableY, motion]));
  const outside = [
    g.op('Less', [toX, g.int(0)]),
    g.op('Less', [toY, g.int(0)]),
    g.op('GreaterOrEqual', [toX, width]),
    g.op('GreaterOrEqual', [toY, height]),
    g.op('Equal', [motion, g.int(0)]),
  ].reduce((a, b) => g.op('Or', [a, b]));
  const target = g.where(outside, pixels, g.add(g.multiply(toY, width), toX));
  const nothing = g.op('Expand', [
    g.int(PLACES),
    g.op('Concat', [batch, g.add(pixels, g.int(1))], { axis: 0 }),
  ]);
  const landings = g.op('ScatterElements', [nothing, target, motion], { axis: 1, reduction: 'min' });
  const landed = g.op('Slice', [landings, g.int(0), pixels, g.int(1)]);
  const shown = g.where(g.op('Less', [landed, g.int(PLACES)]), landed, motion);

  const inside = (value: string, size: string): string =>
    g.op('Min', [g.op('Max', [value, g.int(0)]), g.subtract(size, g.int(1))]);
  const fromX = inside(g.subtract(x, g.op('Gather', [tableX, shown])), width);
  const fromY = inside(g.subtract(y, g.op('Gather', [tableY, shown])), height);
  const from = g.op('Unsqueeze', [g.add(g.multiply(fromY, width), fromX), g.int(1)]);
  const three = g.op('Concat', [batch, g.int(3), pixels], { axis: 0 });
  const last = g.reshape(g.slice(frames, 1, 1, 2), three);
  const moved = g.op('GatherElements', [last, g.op('Expand', [from, three])], { axis: 2 });
  const outShape = g.op('Concat', [batch, g.int(1, 3), height, width], { axis: 0 });
  g.output('frames', g.reshape(moved, outShape), 'float32', ['batch', 1, 3, 'height', 'width']);
  return g.build({
    name: 'constant-velocity',
    doc: 'Baseline: everything moves on as it moved between the last two frames (5x5 block matching, +-8 px).',
    metadata: baselineMetadata({ name: 'constant-velocity', context: 2 }),
  });
}
