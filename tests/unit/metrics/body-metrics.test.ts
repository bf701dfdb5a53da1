import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelOverlaps } from '#src/metrics/label-overlaps.ts';
import { labelRegions } from '#src/metrics/label-regions.ts';
import { objectCorrespondence } from '#src/metrics/object-correspondence.ts';
import { objectIou } from '#src/metrics/object-iou.ts';
import { presence } from '#src/metrics/presence.ts';
import { presencePrecision } from '#src/metrics/presence-precision.ts';

const WIDTH = 32;

type Box = readonly [x: number, y: number, w: number, h: number, label: number];

/** A label map of 32 × 24 with filled rectangles. */
function paint(...boxes: readonly Box[]): Uint8Array {
  const map = new Uint8Array(WIDTH * 24);
  for (const [x, y, w, h, label] of boxes)
    for (let v = y; v < y + h; v++) map.fill(label, v * WIDTH + x, v * WIDTH + x + w);
  return map;
}

const measure = (truth: Uint8Array, predicted: Uint8Array, count = 2) => {
  const [exact, guess] = [labelRegions(truth, WIDTH, count), labelRegions(predicted, WIDTH, count)];
  const overlaps = labelOverlaps(truth, predicted, count);
  return {
    iou: objectIou(exact, guess, overlaps),
    correspondence: objectCorrespondence(exact, overlaps),
    recall: presence(exact, guess),
    precision: presencePrecision(exact, guess),
  };
};

const LEFT: Box = [2, 4, 8, 8, 1];
const RIGHT: Box = [18, 4, 8, 8, 2];
const TRUTH = paint(LEFT, RIGHT);

describe('overlaps of labels', () => {
  it('are the confusion matrix: every pixel once', () => {
    const map = fc.uint8Array({ minLength: 40, maxLength: 40, max: 3 });
    fc.assert(
      fc.property(map, map, (truth, predicted) => {
        const overlaps = labelOverlaps(truth, predicted, 3);
        for (let p = 0; p < 4; p++) {
          for (let t = 0; t < 4; t++) {
            const slow = [...truth.keys()].filter((i) => truth[i] === t && predicted[i] === p).length;
            expect(overlaps[4 * p + t]).toBe(slow);
          }
        }
      }),
    );
  });
});

describe('bodies against their truth', () => {
  it.each([
    ['the truth itself', TRUTH, { iou: 1, correspondence: 1, recall: 1, precision: 1 }],
    // 6 × 8 of 8 × 8 pixels overlap: 48 of 80.
    [
      'a shift by 2 px',
      paint([4, 4, 8, 8, 1], [20, 4, 8, 8, 2]),
      { iou: 0.6, correspondence: 1, recall: 1, precision: 1 },
    ],
    [
      'bodies that changed places',
      paint([2, 4, 8, 8, 2], [18, 4, 8, 8, 1]),
      { iou: 0, correspondence: 0, recall: 1, precision: 1 },
    ],
    ['one body missing', paint(LEFT), { iou: 0.5, correspondence: 0.5, recall: 0.5, precision: 1 }],
    ['all faded', paint(), { iou: 0, correspondence: 0, recall: 0, precision: Number.NaN }],
    [
      'bodies too far off to cover their place',
      paint([2, 14, 8, 8, 1], [18, 14, 8, 8, 2]),
      { iou: 0, correspondence: 0, recall: 1, precision: 1 },
    ],
    [
      'a body smeared over more than four times its area',
      paint(RIGHT, [0, 0, 16, 24, 1]),
      { iou: (64 / 384 + 1) / 2, correspondence: 1, recall: 1, precision: 0.5 },
    ],
  ])('score %s', (_, predicted, expected) => {
    expect(measure(TRUTH, predicted)).toEqual(expected);
  });

  it('count a body that was conjured up against precision alone', () => {
    expect(measure(paint(LEFT), TRUTH)).toEqual({ iou: 1, correspondence: 1, recall: 1, precision: 0.5 });
  });

  it('do not judge what is too small, nor a truth without bodies', () => {
    expect(measure(paint([0, 0, 3, 3, 1]), TRUTH)).toEqual({
      iou: Number.NaN,
      correspondence: Number.NaN,
      recall: Number.NaN,
      precision: 0,
    });
  });

  it('let a small body count as much as a large one', () => {
    const truth = paint([0, 0, 20, 20, 1], [26, 4, 4, 4, 2]);
    expect(measure(truth, paint([0, 0, 20, 20, 1])).iou).toBe(0.5);
  });
});
