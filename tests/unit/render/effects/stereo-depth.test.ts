import { describe, expect, it } from 'vitest';
import type { StereoDepth } from '#src/core/camera-effects.ts';
import { fattenEdges } from '#src/render/effects/edge-fattening.ts';
import { stereoDepth } from '#src/render/effects/stereo-depth.ts';
import { seenByBoth } from '#src/render/effects/stereo-visibility.ts';

const EXACT: StereoDepth = {
  baseline: 0.1,
  disparityNoise: 0,
  disparityStep: 1e-6,
  edgeFattening: 0,
  dropout: 0,
};
const FX = 100;

const measure = (depthZ: Float32Array, width: number, stereo: StereoDepth, seed = 0): Float32Array =>
  stereoDepth({ ...{ depthZ, width, height: depthZ.length / width, focal: FX, far: 20 }, stereo, seed });

describe('stereo depth', () => {
  it('without noise is the exact depth, f · b / d', () => {
    const depthZ = Float32Array.from({ length: 64 * 8 }, (_, i) => 2 + (i % 64) / 40);
    const measured = measure(depthZ, 64, EXACT);
    // The leftmost pixels lie outside the second picture: d = 100 · 0.1 / 2 = 5.
    measured.forEach((z, i) => {
      if (i % 64 < 5) expect(z).toBe(0);
      else expect(Math.abs(z - (depthZ[i] as number))).toBeLessThan(1e-5);
    });
  });

  it('is f · b over a whole number of steps', () => {
    const depthZ = new Float32Array(64 * 4).fill(3);
    const measured = measure(depthZ, 64, { ...EXACT, disparityStep: 0.25 });
    // d = 3.333…, nearest step 3.25.
    expect(measured[40]).toBeCloseTo(10 / 3.25, 6);
  });

  it('reports nothing beyond its farthest depth', () => {
    const depthZ = Float32Array.of(5, 5, 5, 19, 21);
    expect([...measure(depthZ, 5, EXACT)].map(Math.round)).toEqual([0, 0, 5, 19, 0]);
  });

  it('has normal noise in the disparity, and loses its share', () => {
    const side = 400;
    const depthZ = new Float32Array(side * side).fill(2);
    const stereo = { ...EXACT, disparityNoise: 0.2, dropout: 0.1 };
    const all = measure(depthZ, side, stereo, 11);
    const inner = all.filter((_, i) => i % side >= 5);
    const found = inner.filter((z) => z > 0);
    expect(found.length / inner.length).toBeCloseTo(0.9, 2);
    const errors = found.map((z) => 10 / z - 5);
    const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length;
    const variance = errors.reduce((sum, e) => sum + (e - mean) ** 2, 0) / errors.length;
    expect(Math.abs(mean)).toBeLessThan((5 * 0.2) / Math.sqrt(errors.length));
    expect(Math.abs(Math.sqrt(variance) / 0.2 - 1)).toBeLessThan(0.01);
  });

  it('draws noise and losses apart', () => {
    const depthZ = new Float32Array(64 * 64).fill(2);
    const without = measure(depthZ, 64, { ...EXACT, disparityNoise: 0.2 }, 11);
    const both = measure(depthZ, 64, { ...EXACT, disparityNoise: 0.2, dropout: 0.2 }, 11);
    both.forEach((z, i) => {
      if (z !== 0) expect(z).toBe(without[i]);
    });
  });

  it('finds no match for what the second eye does not see', () => {
    const width = 40;
    // A pole at columns 20…22, 1 m away, before a wall at 5 m: disparities 10 and 2.
    const row = Float32Array.from({ length: width }, (_, x) => (x >= 20 && x <= 22 ? 1 : 5));
    const measured = measure(row, width, EXACT);
    const missing = [...measured].flatMap((z, x) => (z === 0 ? [x] : []));
    // In the second picture the pole covers columns 10…12, where the wall's columns 12…14 would be.
    expect(missing).toEqual([0, 1, 12, 13, 14]);
  });

  it('sees with both eyes what a search over the whole row sees', () => {
    const width = 48;
    const rectangles = [
      { from: 10, to: 20, d: 6 },
      { from: 18, to: 19, d: 14 },
      { from: 30, to: 47, d: 9 },
    ];
    const disparity = Float32Array.from({ length: width }, (_, x) =>
      Math.max(2, ...rectangles.filter(({ from, to }) => x >= from && x <= to).map(({ d }) => d)),
    );
    const seen = seenByBoth(disparity, width, 1);
    disparity.forEach((d, x) => {
      const hidden = disparity.some((other, from) => other > d && from - other === x - d);
      expect(seen[x]).toBe(x - d >= 0 && !hidden ? 1 : 0);
    });
  });

  it('sees a slanted surface whole', () => {
    // Stretched by half in the second picture, and shrunk by half.
    for (const slope of [-0.5, 0.5]) {
      const disparity = Float32Array.from({ length: 60 }, (_, x) => 20 + slope * (x - 30));
      seenByBoth(disparity, 60, 1).forEach((seen, x) => {
        if (x - (disparity[x] as number) >= 1) expect(seen).toBe(1);
      });
    }
  });

  it('hides what is behind a surface that is stretched in the second picture', () => {
    const disparity = Float32Array.from({ length: 60 }, (_, x) => (x < 35 ? 2 : 30 - 0.9 * (x - 35)));
    const seen = seenByBoth(disparity, 60, 1);
    // The surface spans the second picture's columns 5…50.
    for (let x = 7; x < 35; x++) expect(seen[x]).toBe(0);
  });
});

describe('edge fattening', () => {
  it('lets what is near grow by its pixels over what is behind, and over nothing', () => {
    const row = Float32Array.of(2, 2, 2, 9, 9, 2, 2, 0, 0, 0, 0);
    expect([...fattenEdges(row, 11, 1, 1)]).toEqual([2, 2, 9, 9, 9, 9, 2, 2, 0, 0, 0]);
    expect([...fattenEdges(row, 11, 1, 2)]).toEqual([2, 9, 9, 9, 9, 9, 9, 2, 2, 0, 0]);
    expect([...fattenEdges(row, 11, 1, 0)]).toEqual([...row]);
  });

  it('leaves a slanted surface as it is', () => {
    const slope = Float32Array.from({ length: 100 }, (_, i) => 3 + 0.4 * (i % 10) + 0.4 * Math.floor(i / 10));
    expect(fattenEdges(slope, 10, 10, 3)).toEqual(slope);
  });
});
