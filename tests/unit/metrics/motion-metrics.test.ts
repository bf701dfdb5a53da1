import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flicker } from '#src/metrics/flicker.ts';
import { growMask } from '#src/metrics/grow-mask.ts';
import { hallucinatedMotion } from '#src/metrics/hallucinated-motion.ts';
import { MOTION_LEVEL, MOTION_REACH, movedPixels } from '#src/metrics/moved-pixels.ts';
import { vanishedMotion } from '#src/metrics/vanished-motion.ts';

const WIDTH = 32;
const PIXELS = WIDTH * 24;

/** A grey frame of 32 × 24 with squares of 6 pixels at the places. */
function frame(...places: readonly (readonly [x: number, y: number])[]): Uint8Array {
  const rgb = new Uint8Array(3 * PIXELS).fill(120);
  for (const [x, y] of places)
    for (let v = y; v < y + 6; v++) rgb.fill(220, 3 * (v * WIDTH + x), 3 * (v * WIDTH + x + 6));
  return rgb;
}

/** The measures of one step, of the truth and of the prediction. */
function measure(truth: readonly [Uint8Array, Uint8Array], predicted: readonly [Uint8Array, Uint8Array]) {
  const [exact, guess] = [movedPixels(...truth), movedPixels(...predicted)];
  const around = growMask(exact, WIDTH, MOTION_REACH);
  return {
    hallucinated: hallucinatedMotion(around, guess),
    vanished: vanishedMotion(exact, growMask(guess, WIDTH, MOTION_REACH)),
    flicker: flicker(...predicted, around),
  };
}

const TRUTH = [frame([4, 8]), frame([6, 8])] as const;

describe('pixels that moved', () => {
  it('changed by more than the level in one channel', () => {
    const before = new Uint8Array(9).fill(100);
    const after = before.slice();
    after[1] = 100 + MOTION_LEVEL;
    after[5] = 100 - MOTION_LEVEL - 1;
    expect([...movedPixels(before, after)]).toEqual([0, 1, 0]);
  });
});

describe('a grown mask', () => {
  it('equals its slow twin', () => {
    const mask = fc
      .uint8Array({ minLength: 54, maxLength: 54, max: 8 })
      .map((m) => m.map((v) => (v > 7 ? 5 : 0)));
    fc.assert(
      fc.property(mask, fc.integer({ min: 0, max: 3 }), (m, reach) => {
        const slow = m.map((_, i) => {
          const near = [...m.keys()].some(
            (j) =>
              m[j] !== 0 &&
              Math.abs((j % 9) - (i % 9)) <= reach &&
              Math.abs(Math.floor(j / 9) - Math.floor(i / 9)) <= reach,
          );
          return near ? 1 : 0;
        });
        expect(growMask(m, 9, reach)).toEqual(slow);
      }),
    );
  });
});

describe('motion that was hallucinated, and motion that vanished', () => {
  it('are 0 for the truth, and for a body that is 2 px off but moves', () => {
    expect(measure(TRUTH, TRUTH)).toEqual({ hallucinated: 0, vanished: 0, flicker: 0 });
    expect(measure(TRUTH, [frame([4, 10]), frame([6, 10])])).toEqual({
      hallucinated: 0,
      vanished: 0,
      flicker: 0,
    });
  });

  it('are 0 and 1 for a frozen picture', () => {
    expect(measure(TRUTH, [TRUTH[0], TRUTH[0]])).toEqual({ hallucinated: 0, vanished: 1, flicker: 0 });
  });

  it('tell of a second body that moves where nothing does, by its share of the still picture', () => {
    const guess = [frame([4, 8], [20, 8]), frame([6, 8], [22, 8])] as const;
    // Truth: two strips of 2 × 6 pixels, 4 apart; with 2 pixels around them 12 × 10 are not still.
    const still = PIXELS - 12 * 10;
    const found = measure(TRUTH, guess);
    expect(found.hallucinated).toBeCloseTo(24 / still, 12);
    expect(found.vanished).toBe(0);
    expect(found.flicker).toBeCloseTo((24 * 100) / still, 12);
  });

  it('tell of a body that stands while the other moves', () => {
    const truth = [frame([4, 8], [20, 8]), frame([6, 8], [22, 8])] as const;
    expect(measure(truth, [truth[0], frame([6, 8], [20, 8])]).vanished).toBe(0.5);
  });

  it('are not defined where everything moves, or nothing', () => {
    const dark = new Uint8Array(3 * PIXELS);
    expect(measure([dark, frame()], TRUTH)).toMatchObject({ hallucinated: Number.NaN, flicker: Number.NaN });
    expect(measure([dark, dark], TRUTH).vanished).toBeNaN();
  });
});

describe('flicker', () => {
  it('is the mean change where the truth is still, below the level of motion too', () => {
    const brighter = frame([4, 8]).map((value, i) => value + (i % 3 === 0 ? 6 : 0));
    const found = measure([frame([4, 8]), frame([4, 8])], [frame([4, 8]), brighter]);
    expect(found).toEqual({ hallucinated: 0, vanished: Number.NaN, flicker: 2 });
  });
});
