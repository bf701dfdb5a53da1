import { expect, it } from 'vitest';
import type { Episode } from '#src/core/episode.ts';
import { poseMatrix } from '#src/core/pose.ts';
import { hasOwnColor } from '#src/evaluate/protocols/policy/policy-start.ts';
import { createPictureReader, type ReadBy } from '#src/evaluate/protocols/policy/read-picture.ts';
import { labelRegions } from '#src/metrics/label-regions.ts';
import { makePrototypes, predictedLabels } from '#src/metrics/prototype-masks.ts';

const SIZE = 64;
/** The camera looks straight down from 4 m with a focal length of 64 pixels. */
const METRES = 4 / 64;
const PUSHER = [57, 66, 78];
const BOX = [209, 73, 91];
const OTHER = [224, 122, 63];
/** The box's colour in shade, which is also what the edge of the other body looks like. */
const SHADE = BOX.map((value) => 0.75 * value);

type Rect = { readonly x: number; readonly width?: number; readonly y: number; readonly color: number[] };

/** A picture of squares of 8 × 8 pixels, or narrower ones, in front of grey. */
function picture(rects: readonly Rect[]): Uint8Array {
  const rgb = new Uint8Array(3 * SIZE * SIZE).fill(200);
  for (const { x, width = 8, y, color } of rects)
    for (let v = y; v < y + 8; v++) for (let u = x; u < x + width; u++) rgb.set(color, 3 * (v * SIZE + u));
  return rgb;
}

const pusher = { x: 4, y: 28, color: PUSHER };
const others = [
  { x: 20, y: 8, color: OTHER },
  { x: 26, width: 2, y: 8, color: SHADE },
];
const first = picture([pusher, { x: 20, y: 28, color: BOX }, ...others]);

function start(): ReadBy {
  const ids = new Uint16Array(SIZE * SIZE);
  [
    [4, 28],
    [20, 28],
    [20, 8],
  ].forEach(([x, y], id) => {
    for (let v = 0; v < 8; v++)
      for (let u = 0; u < 8; u++) ids[((y as number) + v) * SIZE + (x as number) + u] = id + 1;
  });
  const prototypes = makePrototypes([first], [ids], [1, 2, 3], SIZE);
  return {
    episode: { bodies: [{ name: 'pusher' }, { name: 'box' }, { name: 'other' }] },
    camera: {
      ...{ fx: 64, fy: 64, cx: 32, cy: 32, lens: { kind: 'pinhole' } },
      worldFromCamera: poseMatrix([0, 0, 4], [1, 0, 0, 0]),
    },
    clip: { context: [first], width: SIZE },
    positions: Float64Array.of(-24 * METRES, 0, 0, -8 * METRES, 0, 0, 0, 0, 0),
    ...{ prototypes, gap: { of: { body: 'box' }, to: { body: null } } },
    labels: [
      { body: 0, label: prototypes.groupOfId[1] },
      { body: 1, label: prototypes.groupOfId[2] },
    ],
  } as unknown as ReadBy;
}

// A box's place was the middle of all pixels that look like it, those on the edge of another body among them: 4.3 cm
// of 8 cm were missed.
it('a body’s place is that of its own pixels, whatever looks like it on another body', () => {
  const began = start();
  const labels = predictedLabels(first, began.prototypes);
  expect(labelRegions(labels, SIZE, 3)[1]?.area).toBe(8 * 8 + 2 * 8);
  const moved = picture([pusher, { x: 36, y: 28, color: BOX }, ...others]);
  const { state, sight } = createPictureReader(began)(moved);
  expect(state.positions[3]).toBeCloseTo(8 * METRES, 2);
  expect(state.positions[4]).toBeCloseTo(0, 2);
  expect(sight).toBe('whole');
});

it('a reading says that a body is seen in part, or not at all, where it stays', () => {
  const read = createPictureReader(start());
  const hidden = { x: 30, y: 28, color: PUSHER };
  expect(read(picture([{ x: 36, width: 5, y: 28, color: BOX }, hidden])).sight).toBe('part');
  const before = read(picture([{ x: 36, y: 28, color: BOX }])).state.positions.slice(3, 5);
  const gone = read(picture([pusher, ...others.slice(0, 1)]));
  expect(gone.sight).toBe('none');
  expect(gone.state.positions.slice(3, 5)).toEqual(before);
});

// Two boxes of one colour, one of them in the light, were two prototypes, and pixels of the one the other's.
it('a body has no colour of its own where another one is of it, however they are lit', () => {
  const bodies = ['#00798c', '#edae49', '#00798c', '#edae49'].map((color, i) => ({
    motion: i === 3 ? 'fixed' : 'dynamic',
    material: { color },
  }));
  const episode = { bodies } as unknown as Episode;
  expect(bodies.map((_, i) => hasOwnColor(episode, i))).toEqual([false, true, false, false]);
});
