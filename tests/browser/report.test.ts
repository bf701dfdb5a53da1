import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateDataset } from '#src/dataset/generate.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { evaluateDatasets } from '#src/evaluate/evaluate-datasets.ts';
import { openBrowser, openPage } from '../fixtures/open-browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'worldwright-report-page-'));
const url = pathToFileURL(join(folder, 'report', 'report.html')).href;
let browser: Browser;

beforeAll(async () => {
  const data = join(folder, 'data');
  await generateDataset({
    ...{ out: data, scenes: [readSceneFile('alignment/free-fall')], cameras: ['front', 'left'], episodes: 1 },
    ...{ frames: 14, width: 64, height: 64, modalities: ['rgb', 'instance_id'], workers: 1 },
  });
  await evaluateDatasets({
    ...{ data: [data], models: ['models/constant-velocity.onnx'], out: join(folder, 'report') },
    ...{
      protocols: ['physics', 'views', 'physics-iq', 'teacher-forced'],
      horizon: 8,
      starts: [0],
      draws: 50,
    },
  });
  browser = await openBrowser(false);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The channels of the page's ground and of its text, 0…255. */
const colours = (page: Page): Promise<readonly [ground: number, text: number]> =>
  page.evaluate(() => {
    const red = (colour: string): number => Number(/\d+/.exec(colour)?.[0]);
    const style = getComputedStyle(document.body);
    return [red(style.backgroundColor), red(style.color)];
  });

/** Tables that are wider than what holds them. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('table')]
      .filter((table) => table.scrollWidth > (table.parentElement?.clientWidth ?? 0) + 1)
      .map((table) => table.textContent?.slice(0, 60) ?? ''),
  );

it('opens from the disk without a word of complaint, and asks the network for nothing', async () => {
  const { page, faults } = await openPage(browser, 'about:blank');
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  await page.goto(url);
  await page.locator('article.clip').first().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => (document.querySelector('.clip output')?.textContent ?? '') !== '');
  expect(faults).toEqual([]);
  expect(asked.filter((address) => address !== url && !address.startsWith('data:'))).toEqual([]);
  expect(await overflowing(page)).toEqual([]);
  await page.close();
});

it('plays its clips: truth, prediction and difference in step', async () => {
  const { page, faults } = await openPage(browser, url);
  const clip = page.locator('article.clip').first();
  await clip.scrollIntoViewIfNeeded();
  const button = clip.locator('button');
  // It plays by itself once it is seen, or when it is told to.
  if ((await button.textContent()) === 'Play') await button.click();
  const words = clip.locator('output');
  const before = await words.textContent();
  await page.waitForFunction(
    ([was]) => document.querySelector('.clip output')?.textContent !== was,
    [before],
  );
  await button.click();
  await clip.locator('input').fill('7');
  expect(await words.textContent()).toMatch(/^4 ahead \(\d\.\d\d s\) · Union IoU \d\.\d\d/);
  const wrong = await clip.evaluate((article) => {
    const pictures = [...article.querySelectorAll('canvas')].map((canvas) => {
      const { width, height } = canvas;
      return canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    });
    const [truth, predicted, difference] = pictures as [
      Uint8ClampedArray,
      Uint8ClampedArray,
      Uint8ClampedArray,
    ];
    const is = (i: number) =>
      i % 4 === 3 ? 255 : Math.min(255, 3 * Math.abs((truth[i] as number) - (predicted[i] as number)));
    return {
      wrong: difference.filter((value, i) => value !== is(i)).length,
      drawn: difference.filter((value, i) => i % 4 < 3 && value > 0).length,
    };
  });
  expect(wrong.wrong).toBe(0);
  expect(wrong.drawn).toBeGreaterThan(0);
  expect(faults).toEqual([]);
  await page.close();
});

it('is light by day and dark by night', async () => {
  const { page } = await openPage(browser, url);
  await page.emulateMedia({ colorScheme: 'light' });
  const [day, ink] = await colours(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const [night, chalk] = await colours(page);
  expect(day - ink).toBeGreaterThan(130);
  expect(chalk - night).toBeGreaterThan(130);
  await page.close();
});

it('shows on paper what tabs hide on a screen, no table wider than the page', async () => {
  // A4 within the margins that the page asks for, at 96 pixels an inch.
  const { page } = await openPage(browser, url, { width: 703, height: 1000 });
  const hidden = (): Promise<number> =>
    page.evaluate(
      () =>
        [...document.querySelectorAll('.pane')].filter((pane) => pane.getClientRects().length === 0).length,
    );
  expect(await hidden()).toBeGreaterThan(0);
  await page.emulateMedia({ media: 'print' });
  expect(await hidden()).toBe(0);
  expect(await overflowing(page)).toEqual([]);
  await page.close();
});

it('fits into 400 pixels: tables scroll, the page does not', async () => {
  const { page } = await openPage(browser, url, { width: 400, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await page.close();
});
