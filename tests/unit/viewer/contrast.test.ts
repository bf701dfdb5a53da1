import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The colours of a theme, by the names of their variables. */
function themeOf(selector: string): Readonly<Record<string, string>> {
  const sheet = readFileSync('src/viewer/style.css', 'utf8');
  const block = sheet.slice(sheet.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((found) => found.slice(1, 3)),
  );
}

/** Source: WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Source: WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (high + 0.05) / (low + 0.05);
}

const TEXTS = ['ink', 'soft', 'accent', 'good', 'bad', 'warm'];
const GROUNDS = ['ground', 'panel', 'sunk'];

it.each([
  ['light', ':root'],
  ['dark', ':root[data-theme="dark"]'],
])('keeps every text of the %s theme readable: AA, 4.5 to 1', (_, selector) => {
  const theme = themeOf(selector);
  const pairs = [
    ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground])),
    ['on-accent', 'accent'],
  ];
  const weak = pairs.filter(
    ([text, ground]) => contrast(theme[text ?? ''] ?? '', theme[ground ?? ''] ?? '') < 4.5,
  );
  expect(weak).toEqual([]);
});
