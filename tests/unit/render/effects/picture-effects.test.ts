import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intrinsicsFromFov } from '#src/core/camera.ts';
import { directionTable } from '#src/core/camera-model.ts';
import { LIGHT_OF_SRGB, srgbOfLight } from '#src/core/srgb-light.ts';
import { applyEffects } from '#src/render/effects/apply-effects.ts';
import { motionBlur } from '#src/render/effects/motion-blur.ts';
import { sensorNoise } from '#src/render/effects/sensor-noise.ts';
import { vignette } from '#src/render/effects/vignette.ts';

const allBytes = Uint8Array.from({ length: 768 }, (_, i) => i % 256);
const NONE = { exposure: 0, vignette: 0, noise: null };

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: Float32Array): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

describe('sRGB and light', () => {
  it('undo each other', () => {
    expect(allBytes.map((byte) => srgbOfLight(LIGHT_OF_SRGB[byte] as number))).toEqual(allBytes);
  });

  it('round to the nearest byte, as the formula does', () => {
    const slow = (light: number): number =>
      Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (light) => {
        expect(Math.abs(srgbOfLight(light) - slow(light))).toBe(0);
      }),
      { numRuns: 5000 },
    );
    expect([-1, Number.NaN, 2, Infinity].map(srgbOfLight)).toEqual([0, 0, 255, 255]);
  });
});

describe('motion blur', () => {
  it('changes nothing of a still scene', () => {
    for (const count of [1, 2, 3, 7, 8, 64]) {
      expect(motionBlur(Array.from({ length: count }, () => allBytes))).toEqual(allBytes);
    }
  });

  it('averages light, not bytes', () => {
    // Half of the light of white is sRGB 188.
    expect(motionBlur([Uint8Array.of(255), Uint8Array.of(0)])).toEqual(Uint8Array.of(188));
  });
});

describe('effects', () => {
  const directions = directionTable({
    intrinsics: intrinsicsFromFov(90, 16, 16),
    lens: { kind: 'pinhole' },
  });

  it('that are off leave the bytes as they are', () => {
    expect(applyEffects({ rgb: allBytes, directions, effects: NONE, seed: 1 })).toBe(allBytes);
  });

  it('double the light with each stop, and clip', () => {
    const bright = applyEffects({ rgb: allBytes, directions, effects: { ...NONE, exposure: 1 }, seed: 1 });
    allBytes.forEach((byte, i) => {
      expect(bright[i]).toBe(srgbOfLight(2 * (LIGHT_OF_SRGB[byte] as number)));
    });
    expect(bright[255]).toBe(255);
  });

  it('darken towards the corners by the cosine’s fourth power', () => {
    const light = new Float32Array(16 * 16 * 3).fill(0.5);
    const full = vignette(light, directions, 1);
    const half = vignette(light, directions, 0.5);
    for (let pixel = 0; pixel < 256; pixel++) {
      const [x, y] = [((pixel % 16) - 7.5) / 8, (Math.floor(pixel / 16) - 7.5) / 8];
      const cosine4 = Math.cos(Math.atan(Math.hypot(x, y))) ** 4;
      for (let c = 0; c < 3; c++) {
        expect(full[3 * pixel + c]).toBeCloseTo(0.5 * cosine4, 6);
        expect(half[3 * pixel + c]).toBeCloseTo(0.5 * (1 - 0.5 * (1 - cosine4)), 6);
      }
    }
  });

  it('come in the order in which light meets them', () => {
    // A corner that the vignette darkens is brightened before it is clipped, not after.
    const white = new Uint8Array(768).fill(255);
    const effects = { ...NONE, exposure: 3, vignette: 1 };
    expect(applyEffects({ rgb: white, directions, effects, seed: 1 })[0]).toBe(255);
    // Noise of a full well is clipped to white above, and stays below.
    const noisy = applyEffects({
      ...{ rgb: white, directions, seed: 1 },
      effects: { ...NONE, noise: { fullWell: 1000, read: 0 } },
    });
    const clipped = noisy.filter((byte) => byte === 255).length / noisy.length;
    expect(clipped).toBeGreaterThan(0.4);
    expect(clipped).toBeLessThan(0.65);
  });
});

describe('sensor noise', () => {
  const COUNT = 200_000;

  it.each([
    [0.001, 1000, 0],
    [0.02, 1000, 3],
    [0.049, 1000, 0],
    [0.051, 1000, 0],
    [0.5, 1000, 10],
    [1, 20_000, 5],
    [0, 1000, 4],
  ])('of light %d has its mean and its variance (full well %d, read %d)', (light, fullWell, read) => {
    const noisy = sensorNoise(new Float32Array(COUNT).fill(light), { fullWell, read }, 7);
    const electrons = light * fullWell + read * read;
    const deviation = Math.sqrt(electrons) / fullWell;
    // Five standard errors of each.
    expect(Math.abs(mean(noisy) - light)).toBeLessThan((5 * deviation) / Math.sqrt(COUNT) + 1e-7);
    const kurtosis = 3 + 1 / Math.max(light * fullWell, 1e-9);
    const spread = Math.sqrt((kurtosis - 1) / COUNT);
    expect(Math.abs(variance(noisy) / deviation ** 2 - 1)).toBeLessThan(5 * (read > 0 ? 0.005 : spread));
  });

  it('counts whole electrons where they are few, as often as Poisson says', () => {
    const counts = sensorNoise(new Float32Array(COUNT).fill(0.03), { fullWell: 100, read: 0 }, 3).map(
      (value) => value * 100,
    );
    let factorial = 1;
    for (let k = 0; k < 10; k++) {
      factorial *= Math.max(1, k);
      const expected = (Math.exp(-3) * 3 ** k) / factorial;
      const share = counts.filter((count) => Math.abs(count - k) < 1e-4).length / COUNT;
      expect(Math.abs(share - expected)).toBeLessThan(5 * Math.sqrt(expected / COUNT));
    }
  });

  it('follows its seed, and the read noise leaves the shot noise alone', () => {
    const light = new Float32Array(1000).fill(0.3);
    const shot = sensorNoise(light, { fullWell: 1000, read: 0 }, 5);
    const one = sensorNoise(light, { fullWell: 1000, read: 1 }, 5);
    const two = sensorNoise(light, { fullWell: 1000, read: 2 }, 5);
    expect(sensorNoise(light, { fullWell: 1000, read: 1 }, 5)).toEqual(one);
    expect(sensorNoise(light, { fullWell: 1000, read: 1 }, 6)).not.toEqual(one);
    shot.forEach((value, i) => {
      expect((two[i] as number) - value).toBeCloseTo(2 * ((one[i] as number) - value), 6);
    });
  });
});
