import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temperatureHex } from '#src/scene/look/color-temperature.ts';
import { oklchHex } from '#src/scene/look/oklch.ts';
import { srgbHex } from '#src/scene/look/srgb-hex.ts';
import { slowOklab } from './slow-oklab.ts';

const bytes = (hex: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

describe('srgbHex', () => {
  it('takes every byte back to itself', () => {
    for (let byte = 0; byte < 256; byte++) {
      const x = byte / 255;
      const linear = x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
      expect(bytes(srgbHex([linear, linear, linear]))).toEqual([byte, byte, byte]);
    }
  });
});

describe('oklchHex', () => {
  it('gives a colour of that lightness and hue, and of that chroma where sRGB has it', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, part, (l, c, h) => {
        const [lightness, chroma, hue] = [0.3 + 0.6 * l, 0.2 * c, 2 * Math.PI * h];
        const [gotL, a, b] = slowOklab(oklchHex({ lightness, chroma, hue }));
        expect(Math.abs(gotL - lightness)).toBeLessThan(0.005);
        const got = Math.hypot(a, b);
        expect(got).toBeLessThan(chroma + 0.006);
        if (chroma < 0.03) expect(got).toBeGreaterThan(chroma - 0.006);
        // The part across the hue that was asked for.
        expect(Math.abs(a * Math.sin(hue) - b * Math.cos(hue))).toBeLessThan(0.006);
      }),
    );
  });
});

describe('temperatureHex', () => {
  // Charity's table of black bodies (CIE 1931, 2°), sRGB bytes of the brightest at full.
  it.each([
    [3500, [255, 196, 137]],
    [5000, [255, 228, 206]],
    [6500, [255, 249, 253]],
    [9000, [214, 225, 255]],
  ])('is the colour of a black body at %d K', (kelvin, known) => {
    bytes(temperatureHex(kelvin)).forEach((byte, i) => {
      expect(Math.abs(byte - known[i]!)).toBeLessThanOrEqual(6);
    });
  });
});
