import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame, ImageModality } from '#src/core/frame.ts';
import { MODALITIES } from '#src/core/frame.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { openDriver } from '#src/device/driver-node.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { observeEpisode } from '#src/render/observer.ts';
import { createRenderer } from '#src/render/renderer.ts';
import { classIds, instanceIds } from '#src/scene/instance-ids.ts';
import { parseRecording } from '#src/scene/recording-file.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import type { ViewerServer } from '#src/server/viewer-server.ts';
import { createPlaySession } from '#src/simulator/play-session.ts';
import { namedPolicy } from '#src/simulator/policies/named-policy.ts';
import { replayRecording } from '#src/simulator/replay-recording.ts';
import { simulateMotion } from '#src/simulator/simulate-motion.ts';
import { openBrowser, openPage } from '../fixtures/open-browser.ts';
import { readScene } from '../fixtures/read-scene.ts';
import { startViewer } from '../fixtures/start-viewer.ts';

let viewer: ViewerServer;
let browser: Browser;
let url = '';

beforeAll(async () => {
  await loadPhysics();
  viewer = await startViewer([]);
  browser = await openBrowser();
  url = viewer.url;
});
afterAll(async () => {
  await browser?.close();
  await viewer?.close();
});

const open = (address: string, from = browser) => openPage(from, `${url}#/play?${address}`);

/** The state of the page's scene, as soon as it has come so far. */
async function hashAt(page: Page, step: number): Promise<string> {
  await page.waitForFunction(
    (least) => (globalThis.worldwright?.play?.moment()?.state.step ?? -1) >= least,
    step,
  );
  return page.evaluate(() => globalThis.worldwright?.play?.stateHash() ?? '');
}

/** What Node's engine makes of the same: frame `frame` at 30 a second, driven by that policy. */
function nodeHash(name: string, seed: number, frame: number, driver: string): string {
  const episode = sampleEpisode(readScene(name), seed);
  const policy = episode.robot === null ? null : namedPolicy(driver)(episode);
  const session = createPlaySession(episode, { fps: 30, parameters: {} });
  session.advance((frame * episode.physicsRate) / 30, (k, state) => ({
    action: policy?.(k, state).slice() ?? null,
    hand: null,
  }));
  const { state } = session.moment({ contacts: false, lidar: false });
  session.dispose();
  return stateHash(state);
}

const position = (page: Page, body: string): Promise<number[]> =>
  page.evaluate((name) => {
    const index = globalThis.worldwright?.play?.bodies().indexOf(name) ?? -1;
    const state = globalThis.worldwright?.play?.moment()?.state;
    return Array.from(state?.positions.subarray(3 * index, 3 * index + 3) ?? []);
  }, body);

describe('play', () => {
  it('shows a scene that moves, plays, pauses, steps and starts again', async () => {
    const { page, faults } = await open('scene=alignment/dominoes&seed=1&size=128x128');
    const first = await hashAt(page, 1);
    await page.waitForFunction((hash) => globalThis.worldwright?.play?.stateHash() !== hash, first);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    await page.waitForTimeout(200);
    const step = () => page.evaluate(() => globalThis.worldwright?.play?.moment()?.state.step ?? -1);
    const paused = await step();
    await page.waitForTimeout(300);
    expect(await step()).toBe(paused);
    await page.keyboard.press(',');
    await page.waitForFunction(
      (least) => globalThis.worldwright?.play?.moment()?.state.step === least + 1,
      paused,
    );
    await page.keyboard.press('.');
    await page.waitForFunction(
      (least) => globalThis.worldwright?.play?.moment()?.state.step === least + 9,
      paused,
    );
    await page.waitForFunction(() => /frame=\d+/.test(location.hash));
    await page.keyboard.press('r');
    await page.waitForFunction(() => globalThis.worldwright?.play?.moment()?.state.step === 0);
    expect(await hashAt(page, 0)).toBe(nodeHash('alignment/dominoes', 1, 0, 'mixed'));
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([
    ['alignment/dominoes', 3, 'mixed'],
    ['understanding/newtons-cradle', 0, 'mixed'],
    ['robots/push', 5, 'expert'],
    ['robots/arm-reach', 2, 'expert'],
    ['driving/follow', 1, 'expert'],
  ])('moves %s as Node does, to the bit', async (name, seed, driver) => {
    const { page, faults } = await open(`scene=${name}&seed=${seed}&driver=${driver}&frame=30&size=64x64`);
    expect(await hashAt(page, 240)).toBe(nodeHash(name, seed, 30, driver));
    expect(faults).toEqual([]);
    await page.close();
  });

  it('lets the pointer take a body and carry it away', async () => {
    const { page, faults } = await open('scene=robots/push&seed=1&driver=zero&size=256x256&view=oblique:rgb');
    await hashAt(page, 30);
    const body = 'box_1';
    const [u, v] = await page.evaluate(async (name) => {
      const play = globalThis.worldwright?.play;
      const frame = await play?.observe('oblique', 'instance_id', 256, 256);
      const id = play?.ids()[name];
      const pixels = Array.from(frame?.images.instance_id ?? []).flatMap((one, i) => (one === id ? [i] : []));
      const middle = pixels[Math.floor(pixels.length / 2)] ?? 0;
      return [middle % 256, Math.floor(middle / 256)];
    }, body);
    const box = await page.locator('.picture').boundingBox();
    const at = (du: number, dv: number): [number, number] => [
      (box?.x ?? 0) + (((u ?? 0) + 0.5 + du) * (box?.width ?? 0)) / 256,
      (box?.y ?? 0) + (((v ?? 0) + 0.5 + dv) * (box?.height ?? 0)) / 256,
    ];
    const before = await position(page, body);
    await page.mouse.move(...at(0, 0));
    await page.mouse.down();
    await page.waitForTimeout(300);
    for (let i = 1; i <= 10; i++) {
      await page.mouse.move(...at(0, -4 * i));
      await page.waitForTimeout(40);
    }
    await page.waitForTimeout(500);
    const held = await position(page, body);
    await page.mouse.up();
    expect(Math.hypot(...held.map((value, i) => value - (before[i] ?? 0)))).toBeGreaterThan(0.05);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('drives a robot by keys, and keeps what a slider set in its address', async () => {
    const { page, faults } = await open('scene=robots/push&seed=1&size=64x64&driver=zero');
    await hashAt(page, 10);
    const before = await position(page, 'pusher');
    await page.keyboard.down('w');
    // As long as it takes: a busy machine plays slower than the clock.
    const moved = async () => ((await position(page, 'pusher'))[0] ?? 0) - (before[0] ?? 0);
    await expect.poll(moved, { timeout: 20_000 }).toBeGreaterThan(0.03);
    await page.keyboard.up('w');
    await page.getByLabel('boxes').fill('5');
    await page.waitForFunction(() => globalThis.worldwright?.play?.bodies().includes('box_5'));
    expect(decodeURIComponent(page.url())).toContain('set={"boxes":5}');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('saves what was done as a file that plays it again to the bit', async () => {
    const { page, faults } = await open('scene=robots/push&seed=4&size=64x64&driver=zero&view=oblique:rgb');
    await hashAt(page, 16);
    await page.keyboard.down('w');
    await page.waitForTimeout(500);
    await page.keyboard.up('w');
    await page.keyboard.down('a');
    await page.waitForTimeout(300);
    await page.keyboard.up('a');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.waitForTimeout(300);
    // Up to the begin of a frame, where a dataset looks.
    for (;;) {
      const step = await page.evaluate(() => globalThis.worldwright?.play?.moment()?.state.step ?? 0);
      if (step % 8 === 0) break;
      await page.keyboard.press(',');
      await page.waitForFunction((at) => globalThis.worldwright?.play?.moment()?.state.step === at + 1, step);
    }
    const [shown, frame] = await page.evaluate(() => [
      globalThis.worldwright?.play?.stateHash() ?? '',
      globalThis.worldwright?.play?.moment()?.frame ?? 0,
    ]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save what was done' }).click();
    const file = await (await download).path();
    const recording = parseRecording(readFileSync(file, 'utf8'), file);
    const episode = sampleEpisode(readScene('robots/push'), recording.seed);
    const motion = simulateMotion(episode, {
      ...{ frames: Number(frame) + 1, fps: recording.fps, ids: {}, cameras: [] },
      ...replayRecording(recording),
    });
    const last = [...motion].at(-1);
    expect(stateHash(last?.state as NonNullable<typeof last>['state'])).toBe(shown);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says that WebGL 2 shows colour only, and shows the same colours', async () => {
    const plain = await openBrowser(false);
    const address = 'scene=alignment/dominoes&seed=2&frame=6&size=128x128&view=front:rgb';
    const shown = async (from: Browser): Promise<number[]> => {
      const { page, faults } = await open(address, from);
      await hashAt(page, 48);
      const frame = await page.evaluate(async () => {
        const seen = await globalThis.worldwright?.play?.observe('front', 'rgb', 128, 128);
        return Array.from(seen?.images.rgb ?? []);
      });
      const words = await page.locator('.facts').textContent();
      expect(words).toContain(from === plain ? 'WebGL 2: colour only' : 'WebGPU');
      expect(faults.filter((fault) => !/GPU stall|No available adapters/.test(fault))).toEqual([]);
      await page.close();
      return frame;
    };
    const [webgpu, webgl] = [await shown(browser), await shown(plain)];
    await plain.close();
    const apart = webgpu.filter((value, i) => Math.abs(value - (webgl[i] ?? 0)) > 8).length;
    expect(webgl).toHaveLength(128 * 128 * 3);
    expect(apart / webgpu.length).toBeLessThan(0.02);
  });
});

/** Of two images: the share of values that are further apart than `room`. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>, room: number): number =>
  Array.from(a).filter((value, i) => Math.abs(value - (b[i] as number)) > room).length / a.length;

/** What may differ between two builds of the same rasteriser: room in the modality's own unit, and a share. */
const TOLERANCES: Readonly<Record<ImageModality, readonly [room: number, share: number]>> = {
  rgb: [3, 0.005],
  rgb_clean: [3, 0.005],
  depth_z_m: [2e-3, 0.004],
  distance_m: [2e-3, 0.004],
  sensor_depth_z_m: [2e-2, 0.02],
  instance_id: [0, 0.004],
  semantic_id: [0, 0.004],
  normal: [2e-2, 0.006],
  flow_forward: [2e-2, 0.006],
  flow_backward: [2e-2, 0.006],
  occlusion: [0, 0.01],
  object_coordinates: [5e-3, 0.006],
  albedo: [3, 0.006],
  shadow: [8, 0.01],
};

describe('what the page sees', () => {
  it('is what Node sees, in every modality', async () => {
    const [name, seed, side] = ['alignment/dominoes', 4, 96];
    const scene = readScene(name);
    const episode = sampleEpisode(scene, seed);
    const camera = episode.cameras[0]?.name as string;
    const { page, faults } = await open(`scene=${name}&seed=${seed}&frame=12&size=96x96&view=${camera}:rgb`);
    await hashAt(page, 96);
    const state = await page.evaluate(() => {
      const seen = globalThis.worldwright?.play?.moment()?.state;
      return {
        step: seen?.step ?? 0,
        positions: Array.from(seen?.positions ?? []),
        orientations: Array.from(seen?.orientations ?? []),
        linearVelocities: Array.from(seen?.linearVelocities ?? []),
        angularVelocities: Array.from(seen?.angularVelocities ?? []),
      };
    });
    const driver = await openDriver('swiftshader');
    const renderer = await createRenderer(driver.device);
    const wanted = MODALITIES.filter((one) => one !== 'boxes' && one !== 'sensor_depth_z_m');
    const options = {
      ...{ width: side, height: side, cameras: [camera], modalities: wanted },
      ...{ ids: instanceIds([scene]), classIds: classIds([scene]) },
    };
    const typed = {
      step: state.step,
      positions: Float64Array.from(state.positions),
      orientations: Float64Array.from(state.orientations),
      linearVelocities: Float64Array.from(state.linearVelocities),
      angularVelocities: Float64Array.from(state.angularVelocities),
    };
    const moments = [{ frame: 12, state: typed, shutter: {} }];
    let node: Frame | undefined;
    for await (const { views } of observeEpisode(renderer, episode, options, moments)) node = views[camera];
    renderer.close();
    driver.close();
    for (const modality of wanted as readonly ImageModality[]) {
      const seen = await page.evaluate(
        async ([from, what, size]) => {
          const frame = await globalThis.worldwright?.play?.observe(
            from as string,
            what as 'rgb',
            Number(size),
            Number(size),
          );
          return Array.from(frame?.images[what as 'rgb'] ?? []);
        },
        [camera, modality, side] as const,
      );
      const [room, share] = TOLERANCES[modality];
      expect(seen.length, modality).toBe(node?.images[modality]?.length);
      expect(apart(seen, node?.images[modality] ?? [], room), modality).toBeLessThanOrEqual(share);
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});
