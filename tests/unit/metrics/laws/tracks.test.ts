import { describe, expect, it } from 'vitest';
import { intrinsicsFromFov } from '#src/core/camera.ts';
import { projectToImage } from '#src/core/camera-model.ts';
import { invertRigid, poseMatrix, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { createRng } from '#src/core/rng.ts';
import { resamplesOf } from '#src/metrics/bootstrap.ts';
import { largestParts } from '#src/metrics/laws/largest-parts.ts';
import { leastSquares } from '#src/metrics/laws/least-squares.ts';
import { pileHeight } from '#src/metrics/laws/pile-height.ts';
import { pointOnPlane } from '#src/metrics/laws/point-on-plane.ts';
import { trackBodies } from '#src/metrics/laws/track-bodies.ts';
import { idTable, type Prototypes, predictedLabels } from '#src/metrics/prototype-masks.ts';
import { medianOf, resampledMedians } from '#src/metrics/resampled-medians.ts';

const SIZE = 48;
const BACK = [200, 206, 210] as const;
const BODY = [205, 62, 48] as const;

/** A disc over an even ground, each pixel mixed by how much of it the disc covers; `solid` fades it. */
function disc(u: number, v: number, radius: number, solid = 1): Uint8Array {
  const frame = new Uint8Array(3 * SIZE * SIZE);
  const parts = 8;
  for (let y = 0, i = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++, i++) {
      let covered = 0;
      for (let a = 0; a < parts * parts; a++) {
        const [du, dv] = [x + ((a % parts) + 0.5) / parts - u, y + (Math.floor(a / parts) + 0.5) / parts - v];
        if (du * du + dv * dv <= radius * radius) covered += 1;
      }
      const share = (solid * covered) / parts ** 2;
      frame.set(
        BACK.map((value, c) => Math.round((1 - share) * value + share * (BODY[c] as number))),
        3 * i,
      );
    }
  }
  return frame;
}

const background = new Uint8Array(3 * SIZE * SIZE).map((_, p) => BACK[(p % 3) as 0 | 1 | 2]);
const prototypes: Prototypes = { colors: [BODY], groupOfId: idTable([2]), background };

const follow = (frames: readonly Uint8Array[]) =>
  trackBodies(
    frames,
    frames.map((frame) => predictedLabels(frame, prototypes)),
    prototypes,
    SIZE,
  )[0] ?? [];

describe('a tracked body', () => {
  it('is found to a fiftieth of a pixel, and its area to 2 %', () => {
    const rng = createRng(1);
    for (let i = 0; i < 20; i++) {
      const [u, v, radius] = [12 + 20 * rng.next(), 12 + 20 * rng.next(), 3 + 5 * rng.next()];
      const [point] = follow([disc(u, v, radius)]);
      expect(Math.hypot((point?.u ?? 0) - u, (point?.v ?? 0) - v)).toBeLessThan(0.02);
      expect(Math.abs((point?.area ?? 0) / (Math.PI * radius ** 2) - 1)).toBeLessThan(0.02);
    }
  });

  it('is not there once it has faded, and not whole at the edge or where a part is gone', () => {
    const start = disc(24, 24, 6);
    expect(follow([start, disc(24, 24, 6, 0.5)])[1]).toBeNull();
    expect(follow([start, disc(24, 24, 6, 0.9)])[1]?.whole).toBe(true);
    expect(follow([start, disc(4, 24, 6)])[1]?.whole).toBe(false);
    expect(follow([start, disc(24, 24, 4)])[1]?.whole).toBe(false);
    expect(follow([start, background])[1]).toBeNull();
  });

  it('is the largest part of what has its colour', () => {
    const stray = disc(10, 10, 5);
    stray.set(BODY, 3 * (40 * SIZE + 40));
    const [point] = follow([stray]);
    expect(Math.hypot((point?.u ?? 0) - 10, (point?.v ?? 0) - 10)).toBeLessThan(0.05);
  });
});

describe('the largest parts of a label map', () => {
  it('are what a search from every pixel finds', () => {
    const rng = createRng(4);
    const [width, height] = [9, 7];
    for (let round = 0; round < 30; round++) {
      const labels = new Uint8Array(width * height).map(() => rng.integer(0, 2));
      const partOf = (start: number): Set<number> => {
        const part = new Set([start]);
        for (const i of part) {
          for (const j of [
            i % width > 0 ? i - 1 : -1,
            i % width < width - 1 ? i + 1 : -1,
            i - width,
            i + width,
          ])
            if (labels[j] === labels[start]) part.add(j);
        }
        return part;
      };
      const areas = Array.from(labels, (label, i) => (label === 0 ? 0 : partOf(i).size));
      const kept = largestParts(labels, width);
      for (const label of [1, 2]) {
        const most = Math.max(0, ...areas.filter((_, i) => labels[i] === label));
        const left = Array.from(kept.keys()).filter((i) => kept[i] === label);
        expect(left.length).toBe(most);
        for (const i of left) expect(areas[i]).toBe(most);
      }
    }
  });
});

describe('a pile in the image', () => {
  it('is as high as its rows, but for stray pixels', () => {
    const labels = new Uint8Array(20 * 20);
    for (let y = 6; y < 18; y++) labels.fill(1, y * 20 + 5, y * 20 + 12);
    expect(pileHeight(labels, 20)).toBe(12);
    labels[0] = 2;
    expect(pileHeight(labels, 20)).toBe(12);
    expect(pileHeight(new Uint8Array(400), 20)).toBe(0);
  });
});

describe('a point on a plane', () => {
  it('is where its projection came from', () => {
    const rng = createRng(8);
    const camera = {
      intrinsics: intrinsicsFromFov(41, 128, 128),
      lens: { kind: 'pinhole' } as const,
      worldFromCamera: poseMatrix([0.3, -4, 1.2], [-0.75, 0.02, 0.02, Math.sqrt(1 - 0.75 ** 2 - 0.0008)]),
    };
    for (let i = 0; i < 50; i++) {
      const place: Vec3 = [rng.next() - 0.5, rng.next() - 0.5, rng.next()];
      const seen = projectToImage(camera, transformPoint(invertRigid(camera.worldFromCamera), place));
      if (seen === null) continue;
      const found = pointOnPlane(camera, seen[0], seen[1], { point: place, normal: [0.6, 0.8, 0] });
      expect(Math.hypot(...place.map((value, k) => value - (found?.[k] ?? 9)))).toBeLessThan(1e-9);
    }
  });

  it('is none behind the camera', () => {
    const camera = {
      intrinsics: intrinsicsFromFov(41, 128, 128),
      lens: { kind: 'pinhole' } as const,
      worldFromCamera: poseMatrix([0, 0, 0], [0, 0, 0, 1]),
    };
    expect(pointOnPlane(camera, 64, 64, { point: [0, 0, -2], normal: [0, 0, 1] })).toBeNull();
  });
});

describe('least squares', () => {
  it('leave errors that are square to every function', () => {
    const rng = createRng(2);
    const rows = Array.from({ length: 9 }, () => [1, rng.next(), rng.next() ** 2]);
    const values = rows.map(() => rng.next());
    const fit = leastSquares(rows, values);
    for (const i of [0, 1, 2]) {
      const inner = rows.reduce((sum, row, k) => {
        const error = (values[k] as number) - row.reduce((s, x, j) => s + x * (fit?.coefficients[j] ?? 0), 0);
        return sum + error * (row[i] as number);
      }, 0);
      expect(inner).toBeCloseTo(0, 9);
    }
  });

  it('are none where functions are alike or values too few', () => {
    expect(
      leastSquares(
        [
          [1, 2],
          [2, 4],
          [3, 6],
        ],
        [1, 2, 3],
      ),
    ).toBeNull();
    expect(leastSquares([[1, 2]], [1])).toBeNull();
  });
});

describe('medians', () => {
  it('are those of sorted lists, of every draw of clusters', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 3, 2])).toBe(2.5);
    expect(medianOf([])).toBeNaN();
    const indices = Int32Array.from([0, 0, 1, 1, 0, 1]);
    const medians = resampledMedians([[1, 2, 3], [10]], resamplesOf(2, indices));
    expect([...medians]).toEqual([2, 10, 2.5]);
  });
});
