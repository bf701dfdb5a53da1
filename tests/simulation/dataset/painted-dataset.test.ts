import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeDepth } from '#src/core/modality-encoding/depth.ts';
import { openDataset } from '#src/dataset/open-dataset.ts';
import { type Plan, plannedEpisodes } from '#src/dataset/plan.ts';
import { ownIdentity } from '#src/dataset/process-identity.ts';
import { readCameras, readEpisodeFacts, readEvents, readSteps } from '#src/dataset/read-episode.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { recordEpisode } from '#src/dataset/record-episode.ts';
import { verifyDataset } from '#src/dataset/verify.ts';
import { treeHash } from '../../fixtures/command-line.ts';
import { episodeOf, paintDataset, paintedPlan, paintFrame, paintFrames } from './painted-dataset.ts';

const [FIRST, SECOND] = ['minimal-000000', 'minimal-000001'];
const RGB = `episodes/${FIRST}/front/rgb.mp4`;
const { machine: MACHINE } = await ownIdentity();

let folder: string;
/** A whole dataset that no test changes. */
let whole: string;
let plan: Plan;
/** A copy of it for one test. */
let dir: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-painted-'));
  whole = join(folder, 'whole');
  plan = await paintedPlan();
  await paintDataset(whole, plan);
});

beforeEach(() => {
  dir = join(folder, 'copy');
  rmSync(dir, { recursive: true, force: true });
  cpSync(whole, dir, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (path: string): string => readFileSync(join(dir, path), 'utf8');
const change = (path: string, from: string | RegExp, to: string): void =>
  writeFileSync(join(dir, path), text(path).replace(from, to));

describe('reading', () => {
  it('gives back every frame as it was recorded', async () => {
    const dataset = await openDataset(dir);
    for (const { id, seed } of dataset.episodes) {
      const painted = [0, 1, 2].map((frame) => paintFrame(seed % 97, frame));
      expect(await readFrames(dataset, id, 'front', 'rgb')).toEqual(painted.map(({ images }) => images.rgb));
      const depth = painted.map(({ images }) => encodeDepth(images.depth_z_m, plan.depthScaleM));
      expect(await readFrames(dataset, id, 'front', 'depth_z_m')).toEqual(depth);
      const ids = painted.map(({ images }) => Uint8Array.from(images.instance_id));
      expect(await readFrames(dataset, id, 'front', 'instance_id')).toEqual(ids);
      expect(await readFrames(dataset, id, 'front', 'rgb', 2, 1)).toEqual([painted[2]?.images.rgb]);
    }
  });

  it('gives back states, actions, events, cameras and facts', async () => {
    const dataset = await openDataset(dir);
    const steps = await readSteps(dataset, FIRST);
    expect(steps).toMatchObject({ frames: 3, actionDim: 2, bodies: ['ball', 'ground'] });
    expect([...steps.time]).toEqual([0, 1 / 12, 2 / 12]);
    expect([...(steps.action ?? [])]).toEqual([0, -0.5, 1, -0.5, 2, -0.5]);
    const positions: number[] = [];
    const planned = plannedEpisodes(plan)[0] as (typeof dataset.episodes)[0];
    for await (const { state } of paintFrames(plan, planned)) positions.push(...state.positions);
    expect([...steps.positions]).toEqual(positions);
    expect(await readEvents(dataset, FIRST)).toEqual([
      { kind: 'contact_begin', time: 1 / 24, frame: 1, a: 'ball', b: 'ground' },
    ]);
    const [camera] = await readCameras(dataset, FIRST);
    expect(camera).toMatchObject({ name: 'front', width: 16, height: 16, cx: 8, cy: 8, near: 0.1, far: 20 });
    // JSON has no −0.
    const pose = episodeOf(plan, planned).cameras[0]?.worldFromCamera.map((value) => value + 0);
    expect(camera?.worldFromCamera).toEqual(pose);
    const facts = await readEpisodeFacts(dataset, FIRST);
    expect(facts).toMatchObject({
      id: FIRST,
      seed: planned.seed,
      split: 'train',
      physicsRate: 240,
      robot: null,
    });
    expect(facts.bodies.map(({ name, id, color }) => [name, id, color])).toEqual([
      ['ball', 1, '#aa8866'],
      ['ground', 2, '#aa8866'],
    ]);
  });

  it('refuses what is not there', async () => {
    const dataset = await openDataset(dir);
    const code = 'argument/unknown';
    await expect(readFrames(dataset, 'minimal-000009', 'front', 'rgb')).rejects.toMatchObject({ code });
    await expect(readFrames(dataset, FIRST, 'back', 'rgb')).rejects.toMatchObject({ code });
    await expect(openDataset(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'file/missing' });
    await expect(readFrames(dataset, FIRST, 'front', 'rgb', 2, 2)).rejects.toMatchObject({
      code: 'argument/invalid',
    });
  });

  it('does not follow a link, or a commit, out of the dataset', async () => {
    rmSync(join(dir, RGB));
    symlinkSync(join(whole, RGB), join(dir, RGB));
    const code = 'path/outside';
    await expect(readFrames(await openDataset(dir), FIRST, 'front', 'rgb')).rejects.toMatchObject({ code });
    change(`shards/${FIRST}.json`, 'front/rgb.mp4', '../../../rgb.mp4');
    await expect(openDataset(dir)).rejects.toMatchObject({ code });
  });

  it('reads what is committed of a dataset in the making', async () => {
    rmSync(join(dir, 'shards', `${SECOND}.json`));
    const dataset = await openDataset(dir);
    expect(dataset.planned).toBe(2);
    expect(dataset.episodes.map(({ id }) => id)).toEqual([FIRST]);
  });
});

describe('going on after a crash', () => {
  const same = async (): Promise<void> => {
    await paintDataset(dir, plan);
    expect(treeHash(dir)).toBe(treeHash(whole));
    expect(readdirSync(dir).sort()).toEqual(['episodes', 'ids.json', 'plan.json', 'shards']);
  };

  it('makes what is missing, whatever was left half done', async () => {
    await same();
    // An episode in its place, not committed, and not whole either.
    rmSync(join(dir, 'shards', `${FIRST}.json`));
    truncateSync(join(dir, RGB), 100);
    writeFileSync(join(dir, 'episodes', FIRST, 'stray.txt'), 'x');
    await same();
    // Only the plan; then the plan without the ids; then nothing.
    for (const path of ['shards', 'episodes']) rmSync(join(dir, path), { recursive: true });
    await same();
    rmSync(join(dir, 'ids.json'));
    await same();
    // A plan that is lost or damaged, where the commits say what it was.
    truncateSync(join(dir, 'plan.json'), 100);
    await same();
    rmSync(join(dir, 'plan.json'));
    await same();
    rmSync(dir, { recursive: true });
    await same();
  });

  it('clears away what dead runs left, and leaves alone what may be alive', async () => {
    const foreign = join(dir, '.staging-another_machine-1-1');
    const left = [
      `.staging-${MACHINE}-999999999-7`,
      `.staging-${MACHINE}-${process.pid}-1`,
      '.staging-old_name-1-1',
    ];
    for (const name of left) {
      mkdirSync(join(dir, name, 'minimal-000000.abc', 'front'), { recursive: true });
      writeFileSync(join(dir, name, 'minimal-000000.abc', 'front', 'rgb.mp4'), 'half');
    }
    utimesSync(join(dir, '.staging-old_name-1-1'), new Date(0), new Date(0));
    mkdirSync(foreign);
    await paintDataset(dir, plan);
    expect(readdirSync(dir).filter((name) => name.startsWith('.staging-'))).toEqual([
      '.staging-another_machine-1-1',
    ]);
    rmSync(foreign, { recursive: true });
    await same();
  });

  it('refuses another plan, a folder of something else and a file', async () => {
    const other = await paintedPlan(2);
    const before = treeHash(dir);
    await expect(paintDataset(dir, other)).rejects.toMatchObject({
      code: 'dataset/other-plan',
      message: expect.stringContaining('its seed is 1, asked for is 2'),
    });
    expect(treeHash(dir)).toBe(before);
    expect(readdirSync(dir).length).toBe(4);
    const stranger = join(folder, 'stranger');
    mkdirSync(stranger);
    writeFileSync(join(stranger, 'thesis.tex'), 'x');
    await expect(paintDataset(stranger, plan)).rejects.toMatchObject({ code: 'file/exists' });
    await expect(paintDataset(join(stranger, 'thesis.tex'), plan)).rejects.toMatchObject({
      code: 'file/write',
    });
    expect(readdirSync(stranger)).toEqual(['thesis.tex']);
  });

  it('leaves no open file and passes the error on when a simulation fails midway', async () => {
    const planned = plannedEpisodes(plan)[0] as ReturnType<typeof plannedEpisodes>[0];
    async function* broken() {
      for await (const frame of paintFrames(plan, planned)) {
        if (frame.frame === 2) throw new Error('the world has ended');
        yield frame;
      }
    }
    const before = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
    const request = { plan, planned, episode: episodeOf(plan, planned) };
    const made = join(folder, 'broken');
    await expect(recordEpisode(made, { ...request, frames: broken() })).rejects.toThrow(
      'the world has ended',
    );
    if (before > 0) expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before);
  });
});

describe('verify', () => {
  const problems = async (): Promise<string[]> =>
    (await verifyDataset(dir, { decode: true })).problems.map(({ path, problem }) => `${path}: ${problem}`);

  it('finds nothing wrong with a whole dataset, nor with half of one', async () => {
    expect(await verifyDataset(dir)).toEqual({
      episodes: 2,
      discarded: 0,
      planned: 2,
      missing: [],
      files: 14,
      problems: [],
    });
    rmSync(join(dir, 'shards', `${SECOND}.json`));
    rmSync(join(dir, 'episodes', SECOND), { recursive: true });
    expect(await verifyDataset(dir)).toEqual({
      episodes: 1,
      discarded: 0,
      planned: 2,
      missing: [SECOND],
      files: 7,
      problems: [],
    });
  });

  it('finds what is missing, truncated, longer and altered, in every file', async () => {
    for (const entry of readdirSync(whole, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name).slice(whole.length + 1);
      if (path === 'plan.json' || readFileSync(join(whole, path)).length === 0) continue;
      const file = join(dir, path);
      const bytes = readFileSync(file);
      const middle = bytes.length >> 1;
      const harms: (() => void)[] = [
        () => truncateSync(file, middle),
        () => appendFileSync(file, ' '),
        () =>
          writeFileSync(
            file,
            bytes.map((byte, i) => (i === middle ? byte ^ 1 : byte)),
          ),
      ];
      if (!path.startsWith('shards')) harms.push(() => rmSync(file));
      for (const harm of harms) {
        harm();
        const found = await problems();
        expect(found.length, `${path} ${harm}`).toBe(1);
        expect(found[0]).toContain(path);
        writeFileSync(file, bytes);
      }
    }
    expect(await problems()).toEqual([]);
  });

  it('finds a changed plan', async () => {
    change('plan.json', '"seed": 1,', '"seed": 2,');
    expect((await problems())[0]).toMatch(/^shards\/minimal-000000\.json: altered, or of another plan/);
    change('plan.json', '"seed": 2,', '"seed":  1,');
    expect(await problems()).toEqual(['plan.json: altered: its text is not as it was written']);
  });

  it('finds what no commit names, and episodes that lie in each other’s places', async () => {
    writeFileSync(join(dir, 'notes.txt'), 'x');
    mkdirSync(join(dir, 'episodes', 'minimal-000007', 'front'), { recursive: true });
    writeFileSync(join(dir, 'episodes', FIRST, 'front', 'extra.png'), 'x');
    expect(await problems()).toEqual([
      `episodes/${FIRST}/front/extra.png: extra: no commit names it`,
      'episodes/minimal-000007: extra: no commit names it',
      'notes.txt: extra: no commit names it',
    ]);
    for (const path of ['notes.txt', 'episodes/minimal-000007', `episodes/${FIRST}/front/extra.png`])
      rmSync(join(dir, path), { recursive: true });
    renameSync(join(dir, 'episodes', FIRST), join(dir, 'aside'));
    renameSync(join(dir, 'episodes', SECOND), join(dir, 'episodes', FIRST));
    renameSync(join(dir, 'aside'), join(dir, 'episodes', SECOND));
    expect((await problems()).length).toBeGreaterThanOrEqual(4);
  });
});
