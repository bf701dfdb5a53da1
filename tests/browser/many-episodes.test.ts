import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateDataset } from '#src/dataset/generate.ts';
import type { ViewerServer } from '#src/server/viewer-server.ts';
import { openBrowser, openPage } from '../fixtures/open-browser.ts';
import { readScene } from '../fixtures/read-scene.ts';
import { startViewer } from '../fixtures/start-viewer.ts';

/**
 * A dataset that scripts/maintain/make-many-episodes.ts made, of 10,000 episodes. Where none is named, a smaller one
 * is made here: what is bounded is bounded for both.
 */
const MANY = process.env['WORLDWRIGHT_MANY'];
const FEWER = 400;

const made = MANY === undefined ? mkdtempSync(join(tmpdir(), 'worldwright-many-')) : null;
let viewer: ViewerServer;
let browser: Browser;
let episodes = 0;

beforeAll(async () => {
  const dir = MANY ?? join(made as string, 'many');
  if (MANY === undefined) {
    const plain = { cameras: ['front'], frames: 4, width: 32, height: 32, modalities: ['rgb'] };
    await generateDataset({
      out: dir,
      scenes: [readScene('alignment/free-fall')],
      episodes: FEWER,
      ...plain,
    });
  }
  viewer = await startViewer([dir]);
  browser = await openBrowser();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await viewer?.close();
  if (made !== null) rmSync(made, { recursive: true, force: true });
});

it('scrolls to the end of all episodes in bounded memory', async () => {
  const { page, faults } = await openPage(browser, viewer.url);
  await page.locator('.clip-card').first().waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { longTasks: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  const result = await page.evaluate(async () => {
    const scroller = document.scrollingElement as HTMLElement;
    const grid = document.querySelector('.clip-grid') as HTMLElement;
    const own = grid.scrollHeight > grid.clientHeight + 1 ? grid : scroller;
    let [most, at, moves] = [0, 0, 0];
    while (at < own.scrollHeight - own.clientHeight - 1 && moves < 3000) {
      at = Math.min(at + 1200, own.scrollHeight - own.clientHeight);
      own.scrollTo(0, at);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      most = Math.max(most, document.querySelectorAll('.clip-card').length);
      moves += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const ids = [...document.querySelectorAll('.clip-name')].map((name) => name.textContent ?? '');
    return {
      most,
      last: ids.at(-1) ?? '',
      all: document.body.textContent?.match(/([\d,]+) of ([\d,]+) shown/)?.[2],
    };
  });
  episodes = Number((result.all ?? '0').replaceAll(',', ''));
  await session.send('HeapProfiler.collectGarbage');
  const heap = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  );
  const tasks = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  console.log(
    `${episodes} episodes: heap ${(heap / 2 ** 20).toFixed(0)} MiB, at most ${result.most} cards, longest task ${Math.max(0, ...tasks).toFixed(0)} ms`,
  );
  expect(episodes).toBe(MANY === undefined ? FEWER : 10_000);
  expect(result.most).toBeLessThan(150);
  expect(heap).toBeLessThan(500 * 2 ** 20);
  // The last card is that of the last episode.
  const width = String(episodes - 1).length;
  expect(Number(result.last.slice(-width))).toBe(MANY === undefined ? FEWER - 1 : 4999);
  expect(faults).toEqual([]);
});
