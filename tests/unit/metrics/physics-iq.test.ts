import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blurredGrey, physicsIqMasks } from '#src/metrics/physics-iq-masks.ts';
import { meanPhysicsIq, physicsIqScore, physicsIqTableScore } from '#src/metrics/physics-iq-score.ts';
import {
  physicsIqScores,
  spatialIou,
  spatioTemporalIou,
  weightedSpatialIou,
} from '#src/metrics/physics-iq-scores.ts';

const [WIDTH, HEIGHT, FRAMES] = [56, 40, 8];

/** A textured ground, a bright and a dark square that move, and a strip that shrinks. */
function frame(t: number): Uint8Array {
  const rgb = new Uint8Array(3 * WIDTH * HEIGHT);
  const fill = (x0: number, y0: number, x1: number, y1: number, color: readonly number[]): void => {
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) rgb.set(color, 3 * (y * WIDTH + x));
  };
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      rgb.set(
        [((x * 3 + y * 5) % 40) + 90, ((x * 2 + y) % 30) + 100, ((x + y * 4) % 50) + 80],
        3 * (y * WIDTH + x),
      );
  fill(4 + 3 * t, 5 + 2 * t, 15 + 3 * t, 14 + 2 * t, [230, 220, 60]);
  fill(40 - t, 30, 52 - t, 39, [20, 30, 60]);
  fill(30 + t, 2, 50, 4, [250, 250, 250]);
  return rgb;
}

/** FNV-1a, 32 bit: bytes told by one number. */
const hash = (bytes: Uint8Array): number =>
  bytes.reduce((h, byte) => Math.imul(h ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

const moving = Array.from({ length: FRAMES }, (_, t) => frame(t));
const stalled = moving.map((one, t) => (t < 3 ? one : moving[3]!));
const masks = physicsIqMasks(moving, WIDTH);

describe('Physics-IQ’s masks', () => {
  // Source: OpenCV 5.0 by the benchmark's steps (cvtColor, GaussianBlur 5 × 5, accumulateWeighted 0.3,
  // convertScaleAbs, absdiff, threshold 10, MORPH_OPEN and MORPH_CLOSE 5 × 5) on these frames.
  it('blur the grey picture as OpenCV does, bit by bit', () => {
    expect(moving.map((one) => hash(blurredGrey(one, WIDTH)))).toEqual([
      2305176877, 2731608391, 2457257846, 1638926695, 3816758925, 2353453114, 2115459722, 3978080557,
    ]);
  });

  it('are OpenCV’s, pixel by pixel', () => {
    expect(masks.map((mask) => mask.reduce((sum, value) => sum + value, 0))).toEqual([
      0, 80, 210, 229, 356, 377, 402, 384,
    ]);
    expect(masks.map(hash)).toEqual([
      2657789125, 3564994189, 4047143071, 641174380, 127864377, 45648956, 247771363, 463344233,
    ]);
  });

  it('are empty while nothing moves, and forget a body that came to rest', () => {
    expect(physicsIqMasks([frame(0), frame(0), frame(0)], WIDTH).every((mask) => !mask.includes(1))).toBe(
      true,
    );
    const rests = physicsIqMasks([...moving, ...new Array(20).fill(moving.at(-1))], WIDTH);
    expect(rests.at(-1)).not.toContain(1);
  });
});

describe('Physics-IQ’s four figures', () => {
  it('are what NumPy makes of OpenCV’s masks for a video that stalls', () => {
    // Source: NumPy 2.4 on the masks above, by the benchmark's definitions.
    const scores = physicsIqScores(moving, stalled, WIDTH);
    expect(scores.spatioTemporalIou).toBeCloseTo(0.6517318798378955, 12);
    expect(scores.spatialIou).toBeCloseTo(0.4329073482428115, 12);
    expect(scores.weightedIou).toBeCloseTo(0.4920096852300242, 12);
    expect(scores.mse).toBeCloseTo(0.0060613809249189885, 12);
  });

  it('are perfect for a video against itself, and for stillness against stillness', () => {
    const perfect = { spatialIou: 1, spatioTemporalIou: 1, weightedIou: 1, mse: 0 };
    expect(physicsIqScores(moving, moving, WIDTH)).toEqual(perfect);
    const still = [frame(0), frame(0), frame(0)];
    expect(physicsIqScores(still, still, WIDTH)).toEqual(perfect);
  });

  it('count a frozen prediction 0 wherever something moves', () => {
    const scores = physicsIqScores(
      moving,
      moving.map(() => frame(0)),
      WIDTH,
    );
    // The first mask is empty in both: one of eight frames agrees.
    expect(scores).toMatchObject({ spatialIou: 0, weightedIou: 0, spatioTemporalIou: 1 / FRAMES });
  });

  it('tell where from when: the same path the other way is the same place', () => {
    const cell = (i: number): Uint8Array => Uint8Array.from({ length: 4 }, (_, k) => (k === i ? 1 : 0));
    const [there, back] = [[0, 1, 2, 3].map(cell), [3, 2, 1, 0].map(cell)];
    expect(spatialIou(there, back)).toBe(1);
    expect(weightedSpatialIou(there, back)).toBe(1);
    expect(spatioTemporalIou(there, back)).toBe(0);
    // Two frames and one against one and two: one and one of two and two.
    expect(weightedSpatialIou([0, 0, 1].map(cell), [0, 1, 1].map(cell))).toBe(2 / 4);
  });

  it('lie in [0, 1] and are symmetric', () => {
    const video = fc.array(fc.uint8Array({ minLength: 12, maxLength: 12, max: 1 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(video, video, (a, b) => {
        for (const iou of [spatialIou, spatioTemporalIou, weightedSpatialIou]) {
          expect(iou(a, b)).toBeCloseTo(iou(b, a), 12);
          expect(iou(a, b)).toBeGreaterThanOrEqual(0);
          expect(iou(a, b)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('the Physics-IQ score', () => {
  const takes = { spatialIou: 0.8, spatioTemporalIou: 0.5, weightedIou: 0.7, mse: 0.01 };
  const half = { spatialIou: 0.4, spatioTemporalIou: 0.25, weightedIou: 0.35, mse: 0.02 };

  it('is 100 % for what is as alike as two takes, and never more', () => {
    const perfect = { spatialIou: 1, spatioTemporalIou: 1, weightedIou: 1, mse: 0 };
    for (const score of [physicsIqScore, physicsIqTableScore]) {
      expect(score(takes, takes)).toBeCloseTo(100, 12);
      expect(score(perfect, takes)).toBe(100);
      expect(score({ spatialIou: 0, spatioTemporalIou: 0, weightedIou: 0, mse: 0.5 }, takes)).toBe(0);
    }
  });

  it('is the sum over the sum in the paper, and the mean of ratios in the table', () => {
    expect(physicsIqScore(half, takes)).toBeCloseTo((100 * 0.98) / 1.99, 12);
    expect(physicsIqTableScore(half, takes)).toBeCloseTo(49, 12);
  });

  it('takes the mean over views', () => {
    expect(meanPhysicsIq([takes, half])).toEqual({
      spatialIou: expect.closeTo(0.6, 12),
      spatioTemporalIou: expect.closeTo(0.375, 12),
      weightedIou: expect.closeTo(0.525, 12),
      mse: expect.closeTo(0.015, 12),
    });
  });
});
