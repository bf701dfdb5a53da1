import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { curateDatasets } from '#src/dataset/curate/curate-datasets.ts';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan } from '#src/dataset/make-plan.ts';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import type { ViewerServer } from '#src/server/viewer-server.ts';
import { minimalScene } from '../fixtures/minimal-scene.ts';
import { openBrowser, openPage } from '../fixtures/open-browser.ts';
import { startViewer } from '../fixtures/start-viewer.ts';
import { paintDataset } from '../simulation/dataset/painted-dataset.ts';
import { servedFolder } from '../simulation/server/served-dataset.ts';

const FRAMES = 60;
const TRIES = 50;

let dataset: Dataset;
let viewer: ViewerServer;
let browser: Browser;

beforeAll(async () => {
  const folder = servedFolder();
  const dir = join(folder, 'seen');
  const driver = { name: 'none', description: 'painted by a test' };
  const scenes = [parseScene(minimalScene(), 'a test')];
  const split = { train: 0.5, test: 0.5 };
  const request = { scenes, episodes: 12, frames: FRAMES, width: 16, height: 16, seed: 3, split };
  await paintDataset(dir, await makePlan(request, await madeBy(driver)));
  dataset = await openDataset(dir);
  const list = join(folder, 'seen-curation');
  await curateDatasets({ data: [dir], out: list, rules: { minFrames: FRAMES + 1 } });
  viewer = await startViewer([dir, list]);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await viewer?.close();
});

const idOf = (place: number): string => dataset.episodes[place]?.id ?? '';
const open = (address: string) => openPage(browser, `${viewer.url}#/${address}`);

/** The page is on that frame, and its first tile has been painted with it. */
const waitForFrame = (page: Page, frame: number) =>
  page.waitForFunction((wanted) => {
    const words = document.querySelector<HTMLElement>('.frame-words')?.dataset['shown'];
    const painted = document.querySelector<HTMLElement>('.tile canvas')?.dataset['frame'];
    return words === wanted && painted === wanted;
  }, String(frame));

const pixels = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.tile canvas');
    if (canvas === null) return [];
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {
      willReadFrequently: true,
    });
    copy?.drawImage(canvas, 0, 0);
    const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return Array.from(data).filter((_, i) => i % 4 !== 3);
  });

it('shows, of 50 frames scrubbed to in any order, exactly the frame that is named', async () => {
  const id = idOf(0);
  const camera = dataset.plan.scenes[0]?.cameras[0] ?? '';
  const truth = await readFrames(dataset, id, camera, 'rgb', 0, FRAMES);
  const { page, faults } = await open(`clip?episode=${id}`);
  const rng = createRng(11);
  for (let i = 0; i < TRIES; i++) {
    const frame = Math.floor(rng.uniform(0, FRAMES));
    await page.locator('#clip-frame').fill(String(frame));
    await waitForFrame(page, frame);
    expect(await pixels(page)).toEqual(Array.from(truth[frame] ?? []));
  }
  expect(faults).toEqual([]);
});

it('steps, plays and pauses by keys, and a link shows the same frame again', async () => {
  const { page, faults } = await open(`clip?episode=${idOf(1)}&frame=20`);
  await waitForFrame(page, 20);
  await page.keyboard.press('ArrowRight');
  await waitForFrame(page, 21);
  await page.keyboard.press('End');
  await waitForFrame(page, FRAMES - 1);
  await page.keyboard.press('Home');
  await waitForFrame(page, 0);
  await page.keyboard.press(' ');
  await page.waitForFunction(
    () => Number(document.querySelector<HTMLElement>('.frame-words')?.dataset['shown']) > 3,
  );
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => location.hash.includes('frame='));
  const frame = Number(/frame=(\d+)/.exec(page.url())?.[1]);
  await page.reload();
  await waitForFrame(page, frame);
  expect(faults).toEqual([]);
});

it('filters and sorts by the address, and moves by the arrow keys', async () => {
  const { page, faults } = await open('data');
  await page.locator('.clip-card img').first().waitFor();
  expect(await page.locator('.grid-head strong').textContent()).toBe('12 of 12 shown');
  await page.locator('.facet', { hasText: 'test' }).locator('input').check();
  await page.waitForFunction(() => location.hash.includes('split=test'));
  const shown = await page.locator('.grid-head strong').textContent();
  expect(shown).toBe(`${dataset.episodes.filter(({ split }) => split === 'test').length} of 12 shown`);
  await page.reload();
  await page.locator('.clip-card').first().waitFor();
  expect(await page.locator('.grid-head strong').textContent()).toBe(shown);
  await page.locator('.clip-card').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.locator('.tile canvas').first().waitFor();
  expect(page.url()).toContain('#/clip?');
  expect(faults).toEqual([]);
});

it('flags what a curation leaves out, says by which number, and tells a clip in words', async () => {
  const { page, faults } = await open('data?flag=too%20short');
  await page.locator('.clip-card .flag').first().waitFor();
  expect(await page.locator('.clip-card .flag').first().textContent()).toBe('too short');
  expect(await page.locator('.grid-head strong').textContent()).toBe('12 of 12 shown');
  await page.goto(`${viewer.url}#/clip?episode=${idOf(1)}`);
  await page.locator('dd .flag').waitFor();
  expect(await page.locator('dd .flag').textContent()).toBe('too short: 60 frames, at least 61 wanted');
  await page.locator('.told').waitFor();
  expect(await page.locator('.told > p').textContent()).toMatch(/^[A-Z].*\.$/s);
  expect(faults).toEqual([]);
});

it('takes what a dataset says as words, whatever they are', async () => {
  const evil = '<img src=x onerror="globalThis.evil=1"><script>globalThis.evil=1</script>';
  const { page, faults } = await open('data');
  await page.route('**/clip.json', async (route) => {
    const response = await route.fetch();
    const clip = await response.json();
    clip.captions = { short: evil };
    clip.facts.parameters = { [evil]: evil };
    clip.facts.policy = evil;
    clip.events = [{ kind: evil, time: 0.1, frame: 1, a: evil, b: evil }];
    await route.fulfill({ response, json: clip });
  });
  await page.goto(`${viewer.url}#/clip?episode=${idOf(2)}`);
  await page.locator('.caption').waitFor();
  expect(await page.locator('.caption').textContent()).toBe(evil);
  expect(await page.locator('main script, main img').count()).toBe(0);
  expect(await page.evaluate(() => 'evil' in globalThis)).toBe(false);
  expect(faults).toEqual([]);
});

// The page listened only after it had been painted: an address that changed before that was never followed.
it('follows an address that changes as the page is first drawn', async () => {
  const page = await browser.newPage();
  await page.addInitScript(
    (clip) => {
      const watch = new MutationObserver(() => {
        if (document.querySelector('#app')?.firstChild == null) return;
        watch.disconnect();
        location.hash = clip;
      });
      watch.observe(document, { childList: true, subtree: true });
    },
    `#/clip?episode=${idOf(2)}`,
  );
  await page.goto(`${viewer.url}#/data`);
  await waitForFrame(page, 0);
  expect(await page.locator('h1').textContent()).toBe(idOf(2));
});

// Preact cleans up after a page that is gone when the next is painted: what the next had asked for by then was given
// up as well, and in its place stood an error.
it('gives up what the last clip asked for, and nothing of the next', async () => {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const later = window.setTimeout;
    let held: (() => void)[] | null = null;
    const whenPainted = (act: () => void, ms?: number): number => {
      if (held === null) return later(act, ms);
      return held.push(act);
    };
    window.requestAnimationFrame = (paint) => whenPainted(() => paint(performance.now()), 16);
    // By these Preact waits for a painting.
    Object.assign(window, {
      setTimeout: (act: () => void, ms?: number) =>
        ms === undefined || ms === 35 ? whenPainted(act, ms) : later(act, ms),
    });
    let shown = '';
    // From where one clip is gone nothing is painted, until the next one is there and has been drawn anew.
    new MutationObserver(() => {
      const clip = document.querySelector('h1')?.textContent ?? '';
      if (clip === shown) return;
      if (clip === '') held = [];
      else {
        later(() => dispatchEvent(new Event('worldwright-address')), 5);
        later(() => {
          const acts = held ?? [];
          held = null;
          for (const act of acts) act();
        }, 60);
      }
      shown = clip;
    }).observe(document, { childList: true, subtree: true });
  });
  // Frames are still on their way when that is painted.
  await page.route('**/*.bin', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.goto(`${viewer.url}#/clip?episode=${idOf(3)}`);
  await waitForFrame(page, 0);
  await page.keyboard.press('n');
  await page.waitForFunction((id) => document.querySelector('h1')?.textContent === id, idOf(4));
  await page.locator('.tile canvas[data-frame="0"], .tile .error').first().waitFor();
  expect(await page.locator('.error').allTextContents()).toEqual([]);
});

it('opens the next clip at its first frame, whichever one was being looked at', async () => {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    // The last clip is there for a while after the next one was asked for.
    const paint = window.requestAnimationFrame.bind(window);
    const later = window.setTimeout;
    let until = 0;
    addEventListener('hashchange', () => {
      until = performance.now() + 500;
    });
    const late = (): number => Math.max(0, until - performance.now());
    window.requestAnimationFrame = (act) => (late() === 0 ? paint(act) : later(() => act(0), late()));
    Object.assign(window, {
      setTimeout: (act: () => void, ms = 0) => later(act, ms === 35 ? ms + late() : ms),
    });
  });
  await page.goto(`${viewer.url}#/clip?episode=${idOf(3)}`);
  await waitForFrame(page, 0);
  await page.keyboard.press('ArrowRight');
  await waitForFrame(page, 1);
  await page.keyboard.press('n');
  await page.waitForFunction((id) => document.querySelector('h1')?.textContent === id, idOf(4));
  await waitForFrame(page, 0);
  expect(new URL(page.url()).hash).not.toContain('frame');
});

it('switches from one clip to the next within a blink', async () => {
  const { page, faults } = await open(`clip?episode=${idOf(3)}`);
  await waitForFrame(page, 0);
  const times: number[] = [];
  for (let i = 4; i < 10; i++) {
    const began = performance.now();
    await page.keyboard.press('n');
    await page.waitForFunction((id) => document.querySelector('h1')?.textContent === id, idOf(i));
    await waitForFrame(page, 0);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.info(
    `clip switch: median ${Math.round(times[3] ?? 0)} ms, longest ${Math.round(times.at(-1) ?? 0)} ms`,
  );
  expect(faults).toEqual([]);
});
