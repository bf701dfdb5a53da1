import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '#src/dataset/package-root.ts';
import { evaluateDatasets } from '#src/evaluate/evaluate-datasets.ts';
import type { Report, ReportVideo } from '#src/evaluate/report/report.ts';
import { readVideo } from '#src/media/read-video.ts';
import type { ViewerServer } from '#src/server/viewer-server.ts';
import { openBrowser, openPage } from '../fixtures/open-browser.ts';
import { startViewer } from '../fixtures/start-viewer.ts';
import { servedDataset, servedFolder } from '../simulation/server/served-dataset.ts';

const CONTEXT = 4;
const HORIZON = 8;

const folder = servedFolder();
const out = join(folder, 'report');
let report: Report;
let viewer: ViewerServer;
let browser: Browser;

beforeAll(async () => {
  const data = join(folder, 'data');
  await servedDataset(data, 4);
  const models = [join(packageRoot(), 'models', 'constant-velocity.onnx')];
  report = await evaluateDatasets({
    data: [data],
    models,
    out,
    context: CONTEXT,
    horizon: HORIZON,
    draws: 50,
    bounds: [],
  });
  viewer = await startViewer([out], { page: process.env['WORLDWRIGHT_PAGE'] });
  browser = await openBrowser(false);
});
afterAll(async () => {
  await browser?.close();
  await viewer?.close();
});

const open = (query: string, width = 1280) =>
  openPage(browser, `${viewer.url}#/predictions?${query}`, { width, height: 900 });

/** All tiles are painted with that frame. */
const waitForFrame = (page: Page, frame: number) =>
  page.waitForFunction((wanted) => {
    const tiles = [...document.querySelectorAll<HTMLElement>('[data-track]')];
    const words = document.querySelector<HTMLElement>('.frame-words')?.dataset['shown'];
    return tiles.length > 0 && words === wanted && tiles.every((tile) => tile.dataset['frame'] === wanted);
  }, String(frame));

const pixels = (page: Page, track: string): Promise<number[]> =>
  page.evaluate((name) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`[data-track="${name}"]`);
    if (canvas === null) return [];
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy?.drawImage(canvas, 0, 0);
    const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return Array.from(data).filter((_, i) => i % 4 !== 3);
  }, track);

/** A clip's frame of a model's video. */
async function stored(model: string, clip: string, frame: number): Promise<readonly number[]> {
  const place = report.clips.find((one) => one.model === model && one.clip === clip)?.frames;
  const { path, width, height, fps } = report.videos[place?.video ?? -1] as ReportVideo;
  const start = (place?.first ?? 0) + frame;
  const [image] = await readVideo(join(out, path), 'rgb24', { width, height, fps, start, count: 1 });
  return Array.from(image ?? []);
}

/** Clips of a model, worst first. */
const ranked = (model: string, horizon: number): string[] =>
  report.clips
    .filter((one) => one.model === model)
    .map((one, i) => ({ clip: one.clip, i, value: one.scores.psnr[horizon - 1] ?? 0 }))
    .sort((a, b) => a.value - b.value || a.i - b.i)
    .map(({ clip }) => clip);

const lines = (page: Page): Promise<(string | null)[]> =>
  page.locator('.clip-line').evaluateAll((all) => all.map((line) => line.getAttribute('data-clip')));

it('lists the worst clip first and shows it: every frame is the one that is stored', async () => {
  const { page, faults } = await open('metric=psnr&h=3&frame=4');
  await waitForFrame(page, CONTEXT);
  const worst = ranked('constant-velocity', 3);
  expect(await lines(page)).toEqual(worst);
  const id = worst[0] ?? '';
  expect(await page.locator('.clip-title h2').textContent()).toBe(id);
  for (const frame of [11, 0, 7, 4]) {
    await page.locator('.strip input').fill(String(frame));
    await waitForFrame(page, frame);
    const truth = await stored('truth', id, frame - CONTEXT);
    const seen = frame < CONTEXT;
    const predicted = seen ? truth : await stored('constant-velocity', id, frame - CONTEXT);
    expect(await pixels(page, 'truth')).toEqual(truth);
    expect(await pixels(page, 'model-0')).toEqual(predicted);
    const off = predicted.map((value, i) => Math.min(255, 3 * Math.abs(value - (truth[i] ?? 0))));
    expect(await pixels(page, 'difference-0')).toEqual(off);
    expect(await page.locator('.badge').count()).toBe(seen ? 2 : 0);
  }
  expect(faults).toEqual([]);
});

it('leads from a cell of the table to the clip, and the address shows the same again', async () => {
  const { page, faults } = await open('metric=psnr');
  await page.locator('tr.baseline .cell').nth(2).click();
  await waitForFrame(page, CONTEXT + 3);
  const [worst] = ranked('copy-last', 4);
  expect(await page.locator('.clip-title h2').textContent()).toBe(worst);
  await page.waitForFunction(() => location.hash.includes('frame=7'));
  const again = await openPage(browser, page.url());
  await waitForFrame(again.page, CONTEXT + 3);
  expect(await again.page.locator('.clip-title h2').textContent()).toBe(worst);
  expect(await again.page.locator('[data-track]').count()).toBe(5);
  expect([...faults, ...again.faults]).toEqual([]);
});

it('is led by keys: clips, frames, play', async () => {
  const { page, faults } = await open('metric=psnr&h=1&frame=5');
  await waitForFrame(page, 5);
  const worst = ranked('constant-velocity', 1);
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction((id) => document.querySelector('.clip-title h2')?.textContent === id, worst[1]);
  const second = await stored('truth', worst[1] ?? '', 5 - CONTEXT);
  await expect.poll(() => pixels(page, 'truth')).toEqual(second);
  expect(await page.locator('[role="alert"]').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await waitForFrame(page, 6);
  await page.keyboard.press('Home');
  await waitForFrame(page, 0);
  await page.waitForFunction(() => location.hash.includes('frame=0'));
  await waitForFrame(page, 0);
  await page.keyboard.press('c');
  await waitForFrame(page, CONTEXT);
  await page.keyboard.press(' ');
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.frame-words')?.dataset['shown'] === '9',
  );
  await page.keyboard.press(' ');
  expect(faults).toEqual([]);
});

it('goes to a point of the curves', async () => {
  const { page, faults } = await open('metric=psnr');
  const over = page.locator('.curves .u-over');
  const box = await over.boundingBox();
  await over.click({ position: { x: (box?.width ?? 0) - 2, y: 40 } });
  await waitForFrame(page, CONTEXT + HORIZON - 1);
  expect(page.url()).toContain(`h=${HORIZON}`);
  expect(faults).toEqual([]);
});

it('fits into 400 pixels', async () => {
  const { page } = await open('metric=psnr', 400);
  await page.locator('[data-track]').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
});
