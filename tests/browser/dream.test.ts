import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGraphBuilder } from '#src/onnx/graph-builder.ts';
import type { ViewerServer } from '#src/server/viewer-server.ts';
import { knownFrames } from '#src/viewer/dream/dream-fit.ts';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { rollout } from '#src/world-model/rollout.ts';
import { openBrowser, openPage } from '../fixtures/open-browser.ts';
import { startViewer } from '../fixtures/start-viewer.ts';

const HORIZON = 8;
const SIZE = 64;

const MODELS = [
  'models/copy-last.onnx',
  'models/constant-velocity.onnx',
  'tests/fixtures/foreign/recurrent.onnx',
];

let viewer: ViewerServer;
let browser: Browser;
let folder = '';

/** Repeats the last frame and is told, in vain, of actions of seven numbers; it says nothing of itself. */
function buildArmModel(): Uint8Array {
  const graph = createGraphBuilder();
  const frames = graph.input('video', 'float32', ['batch', 1, 3, 'height', 'width']);
  const actions = graph.input('actions', 'float32', ['batch', 1, 7]);
  const sum = graph.op('ReduceSum', [actions, graph.constant('int64', [1, 2])], { keepdims: 0 });
  const none = graph.op('Mul', [sum, graph.constant('float32', [0], [])]);
  const still = graph.op('Add', [
    frames,
    graph.op('Reshape', [none, graph.constant('int64', [-1, 1, 1, 1, 1])]),
  ]);
  graph.output('frames', still, 'float32', ['batch', 1, 3, 'height', 'width']);
  return graph.build({ name: 'arm', doc: 'A test.', metadata: {} });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-dream-'));
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('arm.onnx'), buildArmModel());
  writeFileSync(
    file('arm.onnx.wm.json'),
    JSON.stringify({ 'wm.contract': '1', 'wm.context': 1, 'wm.chunk': 1, 'wm.fps': 10 }),
  );
  writeFileSync(file('mute.onnx'), buildArmModel());
  writeFileSync(file('broken.onnx'), 'not a model');
  const models = ['arm', 'mute', 'broken'].map((name) => file(`${name}.onnx`));
  viewer = await startViewer([], {
    models: [...MODELS, ...models],
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await viewer?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (address: string, from = browser, url = viewer.url) =>
  openPage(from, `${url}#/dream?${address}`);

/** What both showed, once there are so many frames. */
async function framesOf(page: Page, least: number) {
  await page.waitForFunction((n) => (globalThis.worldwright?.dream?.frames().length ?? 0) >= n, least);
  return page.evaluate(() =>
    (globalThis.worldwright?.dream?.frames() ?? []).map(({ truth, dreamt, row, action }) => ({
      truth: Array.from(truth.rgb),
      dreamt: dreamt === null ? null : Array.from(dreamt.rgb),
      runs: dreamt?.runs ?? '',
      took: dreamt?.took ?? 0,
      action: action === null ? null : Array.from(action),
      row,
    })),
  );
}

describe('dream', () => {
  it.each([
    ['copy-last', 'robots/push', 'cpu', /^WebAssembly, /],
    ['constant-velocity', 'understanding/rolling', 'cpu', /^WebAssembly, /],
    ['copy-last', 'robots/push', 'webgpu', /^WebGPU on /],
    ['recurrent', 'robots/push', 'cpu', /^WebAssembly, /],
  ])('%s dreams of %s on %s as it does in Node', async (name, scene, provider, runs) => {
    const { page, faults } = await open(
      `model=${name}&scene=${scene}&seed=1&provider=${provider}&driver=mixed`,
    );
    const file = MODELS.find((one) => one.endsWith(`/${name}.onnx`)) as string;
    const model = await loadWorldModel(file, { provider: 'cpu' });
    const context = knownFrames(model.contract);
    const frames = (await framesOf(page, context + HORIZON)).slice(0, context + HORIZON);
    await page.close();
    const actions = frames.slice(1).map(({ action }) => action ?? []);
    const expected = await rollout(model, {
      context: frames.slice(0, context).map(({ truth }) => Uint8Array.from(truth)),
      ...{ width: SIZE, height: SIZE, horizon: HORIZON, clip: 'of a test' },
      actions: Float32Array.from(actions.flat()),
      actionDim: actions[0]?.length ?? 0,
    });
    await model.close();
    expected.forEach((rgb, k) => {
      const frame = frames[context + k];
      expect(frame?.runs).toMatch(runs);
      expect(frame?.row.horizon).toBe(k + 1);
      expect(
        rgb.reduce((far, value, i) => Math.max(far, Math.abs(value - (frame?.dreamt?.[i] ?? 999))), 0),
      ).toBeLessThanOrEqual(2);
    });
    // A dream of nothing would pass as well.
    expect(new Set(frames[0]?.truth).size).toBeGreaterThan(8);
    expect(frames[0]?.truth).not.toEqual(frames.at(-1)?.truth);
    expect(faults).toEqual([]);
  });

  it('gives copy-last at 64 pixels at least 30 times a second on WebAssembly', async () => {
    const { page } = await open('model=copy-last&scene=robots/push&seed=1&provider=cpu');
    await page.getByLabel('Speed').selectOption('Infinity');
    const frames = (await framesOf(page, 32)).filter(({ dreamt }) => dreamt !== null);
    const took = frames.reduce((sum, frame) => sum + frame.took, 0) / frames.length;
    console.log(`copy-last ${frames[0]?.runs}: ${took.toFixed(2)} ms, ${(1000 / took).toFixed(0)} frames/s`);
    expect(1000 / took).toBeGreaterThan(30);
    await page.close();
  });

  it('goes by one set of keys, is reset to the truth, steps and pauses', async () => {
    const { page, faults } = await open('model=copy-last&scene=robots/push&seed=1&provider=cpu&driver=zero');
    await framesOf(page, 4);
    await page.keyboard.down('w');
    await page.waitForFunction(
      () => (globalThis.worldwright?.dream?.frames().at(-1)?.action?.[0] ?? 0) > 0.1,
    );
    await page.keyboard.up('w');
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await page.waitForTimeout(400);
    const last = () => page.evaluate(() => globalThis.worldwright?.dream?.frames().at(-1)?.row);
    const paused = await last();
    await page.waitForTimeout(300);
    expect(await last()).toEqual(paused);
    await page.keyboard.press('r');
    await page.keyboard.press('.');
    await page.waitForFunction(
      (frame) => globalThis.worldwright?.dream?.frames().at(-1)?.row.frame === frame + 1,
      paused?.frame ?? 0,
    );
    expect((await last())?.horizon).toBe(1);
    await page.keyboard.press('0');
    await page.waitForFunction(() => globalThis.worldwright?.dream?.frames().length === 1);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is told the truth every three frames where the address says so', async () => {
    const { page } = await open('model=copy-last&scene=robots/push&seed=1&provider=cpu&anchor=3');
    const frames = await framesOf(page, 9);
    expect(frames.slice(0, 9).map(({ row }) => row.horizon)).toEqual([0, 1, 2, 3, 1, 2, 3, 1, 2]);
    await page.close();
  });

  it.each([
    ['broken', 'robots/push', 'A model must be a whole ONNX file'],
    ['mute', 'robots/push', 'A world model must say how to use it (contract wm/1)'],
    ['copy-last', 'nowhere', 'scene in the address must be one of'],
    ['arm', 'robots/push', 'arm must take actions of 2 numbers, as the action spec has them, got 7.'],
  ])('says of %s with %s what is wrong, as its loader does', async (model, scene, words) => {
    const { page, faults } = await open(`model=${model}&scene=${scene}&provider=cpu`);
    await page.getByText(words).first().waitFor({ timeout: 60_000 });
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says how to give it a model where there is none', async () => {
    const bare = await startViewer([]);
    const { page, faults } = await open('', browser, bare.url);
    await page.getByText('worldwright view robots/push --model').waitFor();
    expect(faults).toEqual([]);
    await page.close();
    await bare.close();
  });

  it('dreams without WebGPU, and says so', async () => {
    const plain = await openBrowser(false);
    const { page, faults } = await open('model=copy-last&scene=robots/push', plain);
    await framesOf(page, 3);
    await page.getByText('Not on WebGPU').waitFor();
    await page.getByText('WebAssembly, ').first().waitFor();
    expect(faults.filter((words) => !words.includes('No available adapters'))).toEqual([]);
    await plain.close();
  });
});
