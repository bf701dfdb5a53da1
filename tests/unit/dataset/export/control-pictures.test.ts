import { expect, it } from 'vitest';
import {
  depthGreys,
  depthHistogram,
  depthPicture,
} from '#src/dataset/export/cosmos-transfer/depth-picture.ts';
import { edgePicture } from '#src/dataset/export/cosmos-transfer/edge-picture.ts';
import {
  INSTANCE_COLORS,
  instanceColor,
  instancePicture,
} from '#src/dataset/export/cosmos-transfer/instance-picture.ts';

async function* inTurn<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values;
}

it('paints near bright and far dark, evenly in inverse depth, on one scale for all frames', async () => {
  const near = new Uint16Array(1000).fill(1000);
  const rest = Uint16Array.from({ length: 1000 }, (_, i) => (i < 500 ? 2000 : 4000));
  const greys = depthGreys(await depthHistogram(inTurn([near, rest])));
  expect([greys[1000], greys[4000], greys[0]]).toEqual([255, 0, 0]);
  // (1/2 − 1/4) ÷ (1 − 1/4)
  expect(greys[2000]).toBe(85);
  expect([greys[500], greys[9000]]).toEqual([255, 0]);
  expect([...depthPicture(Uint16Array.of(2000, 0), greys)]).toEqual([85, 85, 85, 0, 0, 0]);
});

it('paints nothing black where there is nothing', async () => {
  const greys = depthGreys(await depthHistogram(inTurn([new Uint16Array(9)])));
  expect(Math.max(...greys)).toBe(0);
});

it('has a hundred colours that a tolerance of 30 keeps apart, none of them dark', () => {
  expect(INSTANCE_COLORS).toBeGreaterThanOrEqual(100);
  const colors = Array.from({ length: INSTANCE_COLORS }, (_, i) => instanceColor(i + 1));
  for (const [i, a] of colors.entries()) {
    expect(Math.max(...a)).toBeGreaterThanOrEqual(128);
    for (const b of colors.slice(i + 1)) {
      expect(Math.max(...a.map((value, c) => Math.abs(value - (b[c] as number))))).toBeGreaterThan(60);
    }
  }
  expect([...instancePicture(Uint8Array.of(0, 7))]).toEqual([0, 0, 0, ...instanceColor(7)]);
});

it('draws the outline of a square, one pixel wide, and nothing on a slope', () => {
  const size = 24;
  const square = (x: number, y: number): number => (x >= 6 && x < 18 && y >= 6 && y < 18 ? 200 : 40);
  const draw = (value: (x: number, y: number) => number): Uint8Array =>
    edgePicture(
      Uint8Array.from({ length: 3 * size * size }, (_, i) =>
        value(Math.floor(i / 3) % size, Math.floor(i / 72)),
      ),
      size,
      size,
    );
  const white = [...draw(square)].filter((value, i) => i % 3 === 0 && value === 255).length;
  expect(white).toBeGreaterThanOrEqual(40);
  expect(white).toBeLessThanOrEqual(56);
  expect(Math.max(...draw((x) => 10 * x))).toBe(0);
});
