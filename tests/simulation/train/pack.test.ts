import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { readEpisodeFacts, readSteps } from '#src/dataset/read-episode.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { openPack } from '#src/train/pack/open-pack.ts';
import { packDatasets } from '#src/train/pack/pack-datasets.ts';
import { createWindowReader } from '#src/train/pack/window-reader.ts';
import { runCommand } from '../../fixtures/command-line.ts';
import { paintDataset, paintedPlan } from '../dataset/painted-dataset.ts';

let folder: string;
let made: string;
let pack: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-pack-'));
  made = join(folder, 'made');
  pack = join(folder, 'made.pack');
  const sizes = ['--episodes', '2', '--frames', '8', '--size', '32x32', '--modalities', 'rgb,instance_id'];
  const scenes = ['robots/push', 'alignment/free-fall'];
  const { code, stderr } = await runCommand('generate', ...scenes, '--out', made, ...sizes, '--workers', '1');
  expect(code, stderr).toBe(0);
  await packDatasets({ data: [made], out: pack });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All of an episode in the plainest way: its pictures, labels and actions, a list of numbers a frame. */
async function plainFrames(dataset: Dataset, episode: string, camera: string) {
  const { bodies, robot } = await readEpisodeFacts(dataset, episode);
  const { action, actionDim } = await readSteps(dataset, episode);
  const rgb = await readFrames(dataset, episode, camera, 'rgb');
  const ids = await readFrames(dataset, episode, camera, 'instance_id');
  const own = robot?.kind === 'pusher' ? robot.body : '';
  const others = bodies.filter(({ name, motion }) => motion !== 'fixed' && name !== own);
  const labelOf = (id: number): number => {
    const body = bodies.find((candidate) => candidate.id === id);
    if (body === undefined || body.motion === 'fixed') return 0;
    return body.name === own ? 1 : 2 + others.indexOf(body);
  };
  return rgb.map((picture, k) => ({
    picture: [0, 1, 2].flatMap((channel) => [...picture].filter((_, i) => i % 3 === channel)),
    labels: [...(ids[k] ?? [])].map(labelOf),
    action: action === null ? [0, 0] : [...action.slice(k * actionDim, (k + 1) * actionDim)],
  }));
}

/** Every window of a dataset, as text. */
async function plainWindows(dir: string, frames: number): Promise<Map<string, string>> {
  const dataset = await openDataset(dir);
  const windows = new Map<string, string>();
  for (const { id, scene, cameras } of dataset.episodes) {
    for (const camera of cameras) {
      const all = await plainFrames(dataset, id, camera);
      for (let start = 0; start + frames <= all.length; start++) {
        const taken = all.slice(start, start + frames);
        const text = JSON.stringify([
          taken.map(({ picture }) => picture),
          taken.map(({ labels }) => labels),
          taken.slice(0, -1).map(({ action }) => action),
        ]);
        windows.set(text, `${scene} ${id} ${start}`);
      }
    }
  }
  return windows;
}

/** A typed array cut into `count` lists. */
const cut = (values: ArrayLike<number>, count: number): number[][] =>
  Array.from({ length: count }, (_, i) =>
    Array.from(values).slice((i * values.length) / count, ((i + 1) * values.length) / count),
  );

describe('a pack', () => {
  it('gives windows that are those of the dataset, frame by frame', async () => {
    const opened = await openPack(pack);
    const known = await plainWindows(made, 3);
    const reader = createWindowReader([opened], { batch: 4, frames: 3, seed: 9 });
    const found = new Set<string | undefined>();
    for (let step = 0; step < 6; step++) {
      const { rgb, labels, actions } = reader.read(step);
      for (let i = 0; i < 4; i++) {
        const [pictures, marks, rows] = [cut(rgb, 4)[i], cut(labels, 4)[i], cut(actions, 4)[i]];
        const text = JSON.stringify([cut(pictures ?? [], 3), cut(marks ?? [], 3), cut(rows ?? [], 2)]);
        found.add(known.get(text));
      }
    }
    await opened.close();
    expect(found).not.toContain(undefined);
    expect(found.size).toBeGreaterThan(6);
    expect(new Set([...found].map((name) => name?.split(' ')[0]))).toEqual(new Set(['push', 'free-fall']));
  });

  it('is the same bytes from the same dataset, and leaves nothing beside it', async () => {
    const again = join(folder, 'again', 'made.pack');
    await packDatasets({ data: [made], out: again });
    expect(readFileSync(again).equals(readFileSync(pack))).toBe(true);
    expect(readdirSync(join(folder, 'again'))).toEqual(['made.pack']);
  });

  it('that is interrupted leaves nothing', async () => {
    const out = join(folder, 'stopped', 'made.pack');
    const stop = new AbortController();
    const packing = packDatasets({ data: [made], out, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(packing).rejects.toMatchObject({ code: 'work/interrupted' });
    expect(existsSync(join(folder, 'stopped')) ? readdirSync(join(folder, 'stopped')) : []).toEqual([]);
  });

  it('of several datasets knows of which each clip is', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await paintDataset(one, await paintedPlan(1));
    await paintDataset(two, await paintedPlan(2));
    const index = await packDatasets({ data: [one, two], out: join(folder, 'both.pack') });
    expect(index.datasets.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(index.clips.map(({ dataset, episode }) => `${dataset} ${episode}`)).toEqual([
      '0 minimal-000000',
      '0 minimal-000001',
      '1 minimal-000000',
      '1 minimal-000001',
    ]);
    expect(index).toMatchObject({ split: 'train', width: 16, height: 16, fps: 12, actionDim: 2 });
  });
});
