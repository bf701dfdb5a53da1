import { describe, expect, it } from 'vitest';
import { estimateBackground } from '#src/metrics/background.ts';
import { idTable, labelsOfIds, makePrototypes, predictedLabels } from '#src/metrics/prototype-masks.ts';
import { unionIou } from '#src/metrics/union-iou.ts';
import { syntheticClip } from '../evaluate/synthetic-clips.ts';

const WIDTH = 20;
const HEIGHT = 12;

type Rgb = readonly [number, number, number];

/** A frame of one colour with rectangles `[x, y, width, height, colour, id]` on it, and their ids. */
function paint(behind: Rgb, boxes: readonly (readonly [number, number, number, number, Rgb, number])[]) {
  const rgb = new Uint8Array(3 * WIDTH * HEIGHT);
  const ids = new Uint16Array(WIDTH * HEIGHT);
  for (let i = 0; i < ids.length; i++) rgb.set(behind, 3 * i);
  for (const [x, y, w, h, color, id] of boxes) {
    for (let v = y; v < y + h; v++) {
      for (let u = x; u < x + w; u++) {
        rgb.set(color, 3 * (v * WIDTH + u));
        ids[v * WIDTH + u] = id;
      }
    }
  }
  return { rgb, ids };
}

const GREY: Rgb = [200, 200, 196];
const RED: Rgb = [200, 60, 50];
const BLUE: Rgb = [40, 90, 200];

describe('what stands behind', () => {
  it('is the median of the frames in which no body covers or touches the pixel', () => {
    const frames = [0, 5, 10].map((x) => paint(GREY, [[x, 3, 4, 4, RED, 2]]));
    const masks = frames.map(({ ids }) => labelsOfIds(ids, idTable([2])));
    const behind = estimateBackground(
      frames.map(({ rgb }) => rgb),
      masks,
      WIDTH,
    );
    expect(behind).toEqual(paint(GREY, []).rgb);
  });

  it('takes the nearest known colour where a body always stood', () => {
    const still = paint(GREY, [[4, 3, 5, 5, RED, 2]]);
    const behind = estimateBackground([still.rgb], [labelsOfIds(still.ids, idTable([2]))], WIDTH);
    expect(behind).toEqual(paint(GREY, []).rgb);
  });
});

describe('masks of frames without ids', () => {
  const context = paint(GREY, [
    [2, 2, 5, 5, RED, 2],
    [12, 2, 5, 5, BLUE, 3],
  ]);
  const prototypes = makePrototypes([context.rgb], [context.ids], [2, 3], WIDTH);

  it('follow bodies by their colour', () => {
    const moved = paint(GREY, [
      [4, 5, 5, 5, RED, 2],
      [13, 6, 5, 5, BLUE, 3],
    ]);
    expect(predictedLabels(moved.rgb, prototypes)).toEqual(labelsOfIds(moved.ids, prototypes.groupOfId));
  });

  it('leave shadows to what stands behind', () => {
    const shadow = GREY.map((value) => Math.round(0.7 * value)) as unknown as Rgb;
    expect(predictedLabels(paint(GREY, [[4, 5, 5, 5, shadow, 0]]).rgb, prototypes).some((l) => l > 0)).toBe(
      false,
    );
  });

  it('give a body its darker faces, and its edges where it is more than half of the mixture', () => {
    const face = RED.map((value) => Math.round(0.75 * value)) as unknown as Rgb;
    const mix = (share: number): Rgb =>
      RED.map((value, c) => Math.round(share * value + (1 - share) * (GREY[c] as number))) as unknown as Rgb;
    const labelOf = (color: Rgb): number =>
      predictedLabels(paint(GREY, [[4, 5, 1, 1, color, 2]]).rgb, prototypes)[5 * WIDTH + 4] as number;
    expect([labelOf(face), labelOf(mix(0.6)), labelOf(mix(0.4))]).toEqual([1, 1, 0]);
  });

  it('give nothing to a body that faded', () => {
    expect(predictedLabels(paint(GREY, []).rgb, prototypes).some((label) => label > 0)).toBe(false);
  });

  it('count bodies that colour cannot tell apart as one, and leave out those that are too small', () => {
    const alike = paint(GREY, [
      [0, 0, 4, 4, RED, 2],
      [8, 0, 4, 4, [205, 62, 48], 3],
      [15, 8, 3, 3, BLUE, 4],
    ]);
    const { colors, groupOfId } = makePrototypes([alike.rgb], [alike.ids], [2, 3, 4], WIDTH);
    expect(colors).toHaveLength(1);
    expect([groupOfId[2], groupOfId[3], groupOfId[4]]).toEqual([1, 1, 0]);
  });

  it('find the truth again in the true frames', () => {
    const clip = syntheticClip('a-000000', 'a', 1);
    const made = makePrototypes(clip.context, clip.contextIds, clip.foregroundIds, clip.width);
    clip.truth.forEach((frame, h) => {
      const exact = labelsOfIds(clip.truthIds[h] as Uint16Array, made.groupOfId);
      expect(unionIou(exact, predictedLabels(frame, made))).toBeGreaterThan(0.97);
    });
  });
});
