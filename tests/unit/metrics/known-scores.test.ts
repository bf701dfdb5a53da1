import { describe, expect, it } from 'vitest';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import { METRIC_IDS, type MetricId } from '#src/metrics/metric-ids.ts';
import { prepareClip, scorePrediction } from '#src/metrics/score-clip.ts';

/** Clips of which every measure is known beforehand: two squares on a grey ground, one of them moves. */
const [WIDTH, HEIGHT, SIDE] = [64, 48, 10];
const GROUND = [200, 200, 196] as const;
const RED = [200, 60, 50] as const;
const BLUE = [40, 90, 200] as const;
const HORIZON = 4;

type Rgb = readonly [number, number, number];
type Square = readonly [x: number, y: number, color: Rgb, id: number];

function paint(squares: readonly Square[]): { readonly rgb: Uint8Array; readonly ids: Uint16Array } {
  const rgb = new Uint8Array(3 * WIDTH * HEIGHT);
  const ids = new Uint16Array(WIDTH * HEIGHT).fill(1);
  for (let i = 0; i < ids.length; i++) rgb.set(GROUND, 3 * i);
  for (const [x, y, color, id] of squares) {
    for (let v = y; v < y + SIDE; v++) {
      for (let u = x; u < x + SIDE; u++) {
        rgb.set(color, 3 * (v * WIDTH + u));
        ids[v * WIDTH + u] = id;
      }
    }
  }
  return { rgb, ids };
}

/** Frame `f`, from −1 (the context) on: red slides 2 px a frame to the right, blue stands. */
const red = (f: number, dx = 0): Square => [6 + 2 * (f + 1) + dx, 8, RED, 2];
const blue = (dx = 0): Square => [44 + dx, 30, BLUE, 3];

const context = paint([red(-1), blue()]);
const horizons = Array.from({ length: HORIZON }, (_, f) => f);
const truth = horizons.map((f) => paint([red(f), blue()]));

const clip: EvaluatedClip = {
  ...{ id: 'a.main.0', episode: 'a', scene: 'a', cluster: 'a', width: WIDTH, height: HEIGHT, fps: 12 },
  context: [context.rgb],
  contextIds: [context.ids],
  truth: truth.map(({ rgb }) => rgb),
  truthIds: truth.map(({ ids }) => ids),
  // Blue stands twice as far away as red.
  metresAPixel: truth.map(
    () =>
      new Map([
        [2, 0.01],
        [3, 0.02],
      ]),
  ),
  foregroundIds: [2, 3],
  ...{ actions: null, actionDim: 0 },
};

const prepared = prepareClip(clip);

/** The scores of a prediction at its last horizon, where red has moved 8 px. */
function last(predicted: readonly Uint8Array[]): Readonly<Record<MetricId, number>> {
  const scores = scorePrediction(prepared, predicted);
  return Object.fromEntries(METRIC_IDS.map((id) => [id, scores[id][HORIZON - 1]])) as Record<
    MetricId,
    number
  >;
}

const drawn = (squares: (f: number) => readonly Square[]): Uint8Array[] =>
  horizons.map((f) => paint(squares(f)).rgb);

const PERFECT = {
  ...{ presence: 1, presence_precision: 1, object_correspondence: 1, union_iou: 1, object_iou: 1 },
  ...{ centroid_px: 0, centroid_m: 0, vanished_motion: 0, hallucinated_motion: 0, flicker: 0 },
  ...{ foreground_psnr: 60, psnr: 60, psnr_pooled: 60, ssim: 1, ms_ssim: 1, sharpness: 1 },
};

describe('a clip of which every score is known', () => {
  it('is perfect against itself', () => {
    const scores = last(clip.truth);
    for (const id of METRIC_IDS) expect([id, scores[id]]).toEqual([id, expect.closeTo(PERFECT[id], 9)]);
  });

  it('shifted by 2 px: places suffer by what geometry says, nothing else does', () => {
    const scores = last(drawn((f) => [red(f, 2), blue(2)]));
    // 8 × 10 of 10 × 10 pixels overlap: 80 of 120.
    expect(scores).toMatchObject({
      ...{ presence: 1, presence_precision: 1, object_correspondence: 1, centroid_px: 2 },
      centroid_m: expect.closeTo((0.02 + 0.04) / 2, 12),
      ...{ union_iou: 80 / 120, object_iou: 80 / 120 },
      ...{ vanished_motion: 0, hallucinated_motion: 0, flicker: 0 },
    });
    expect(scores.sharpness).toBeCloseTo(1, 9);
    // Four strips of 2 × 10 pixels, two of red and two of blue against the ground, over all pixels.
    const strip = (color: Rgb): number => color.reduce((sum, c, i) => sum + (c - GROUND[i]!) ** 2, 0);
    const error = (40 * strip(RED) + 40 * strip(BLUE)) / (3 * WIDTH * HEIGHT);
    expect(scores.psnr).toBeCloseTo(10 * Math.log10(255 ** 2 / error), 9);
  });

  it('frozen: what moves is lost, what stands is right', () => {
    const scores = last(drawn(() => [red(-1), blue()]));
    // Red is 8 px behind: 2 × 10 pixels of it overlap, 20 of 180; with blue 120 of 280.
    expect(scores).toMatchObject({
      ...{ presence: 1, presence_precision: 1, object_correspondence: 1, centroid_px: 4 },
      centroid_m: expect.closeTo(0.08 / 2, 12),
      ...{ union_iou: 120 / 280, object_iou: (20 / 180 + 1) / 2 },
      ...{ vanished_motion: 1, hallucinated_motion: 0, flicker: 0 },
    });
    expect(scores.sharpness).toBeCloseTo(1, 9);
  });

  it('faded: PSNR gains on the frozen picture, and every measure of bodies says that they are gone', () => {
    const faded = last(drawn(() => []));
    const frozen = last(drawn(() => [red(-1)]));
    expect(faded).toMatchObject({
      ...{ presence: 0, presence_precision: Number.NaN, object_correspondence: 0, centroid_px: Number.NaN },
      ...{ union_iou: 0, object_iou: 0, vanished_motion: 1, sharpness: 0 },
    });
    expect(faded.psnr).toBeGreaterThan(frozen.psnr);
  });

  it('swapped ids: all masks are filled and nothing is where it belongs', () => {
    const scores = last(drawn((f) => [[red(f)[0], 8, BLUE, 3] as const, [44, 30, RED, 2] as const]));
    expect(scores).toMatchObject({
      ...{ presence: 1, presence_precision: 1, union_iou: 1 },
      ...{ object_correspondence: 0, object_iou: 0, vanished_motion: 0, hallucinated_motion: 0 },
    });
  });

  it('one object missing: half of the bodies', () => {
    expect(last(drawn((f) => [red(f)]))).toMatchObject({
      ...{ presence: 0.5, presence_precision: 1, object_correspondence: 0.5, centroid_px: 0 },
      ...{ union_iou: 0.5, object_iou: 0.5, vanished_motion: 0, hallucinated_motion: 0 },
    });
  });

  it('what stands is dragged along: motion is hallucinated, none vanishes', () => {
    const scores = last(drawn((f) => [red(f), blue(-2 * (f + 1))]));
    // Two strips of 2 × 10 pixels; red's own two, with 2 pixels around them, are 16 × 14.
    expect(scores.hallucinated_motion).toBeCloseTo(40 / (WIDTH * HEIGHT - 2 * 6 * 14), 12);
    expect(scores.vanished_motion).toBe(0);
  });

  it('flickers by as much as the ground does', () => {
    const flickering = clip.truth.map((frame, f) =>
      f % 2 === 0 ? frame : frame.map((v) => Math.max(0, v - 4)),
    );
    expect(last(flickering)).toMatchObject({ flicker: 4, hallucinated_motion: 0, vanished_motion: 0 });
  });
});
