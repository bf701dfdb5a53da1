import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_MODALITIES } from '#src/core/frame.ts';
import { decodeDepth } from '#src/core/modality-encoding/depth.ts';
import { openDataset } from '#src/dataset/open-dataset.ts';
import { readCameras, readEpisodeFacts, readSteps } from '#src/dataset/read-episode.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { verifyDataset } from '#src/dataset/verify.ts';
import { verifyRender } from '#src/dataset/verify-render.ts';
import { openDriver } from '#src/device/driver-node.ts';
import { createRenderer } from '#src/render/renderer.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { simulateEpisode } from '#src/simulator/simulate-episode.ts';
import { runCommand } from '../../fixtures/command-line.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const FIRST = 'push-000000';
let folder: string;
let made: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-dataset-'));
  made = join(folder, 'made');
  const sizes = ['--episodes', '2', '--frames', '4', '--size', '48x48', '--seed', '5', '--workers', '1'];
  const { code, stderr } = await runCommand('generate', 'robots/push', '--out', made, ...sizes);
  expect(code, stderr).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a generated dataset', () => {
  it('holds exactly what the simulator shows', async () => {
    const dataset = await openDataset(made);
    const scene = readScene('robots/push');
    const { seed, cameras } = dataset.episodes[0]!;
    const episode = sampleEpisode(scene, seed);
    const driver = await openDriver('auto');
    const renderer = await createRenderer(driver.device);
    const options = {
      frames: 4,
      fps: 12,
      width: 48,
      height: 48,
      cameras,
      ids: dataset.ids,
      classIds: {},
      modalities: DEFAULT_MODALITIES,
    };
    const rgb = await readFrames(dataset, FIRST, cameras[0]!, 'rgb');
    const depth = await readFrames(dataset, FIRST, cameras[0]!, 'depth_z_m');
    const ids = await readFrames(dataset, FIRST, cameras[0]!, 'instance_id');
    const steps = await readSteps(dataset, FIRST);
    for await (const { frame, state, views } of simulateEpisode(episode, options, renderer)) {
      const view = views[cameras[0]!]!;
      expect(Buffer.compare(rgb[frame]!, view.images.rgb!)).toBe(0);
      expect(Array.from(ids[frame]!)).toEqual(Array.from(view.images.instance_id!));
      const metres = decodeDepth(depth[frame]!, dataset.plan.depthScaleM);
      metres.forEach((value, i) => {
        expect(Math.abs(value - view.images.depth_z_m![i]!)).toBeLessThanOrEqual(
          dataset.plan.depthScaleM * 0.5001,
        );
      });
      const width = state.positions.length;
      expect(Array.from(steps.positions.subarray(frame * width, (frame + 1) * width))).toEqual(
        Array.from(state.positions),
      );
    }
    renderer.close();
    driver.close();
  });

  it('says its cameras and bodies', async () => {
    const dataset = await openDataset(made);
    const [camera] = await readCameras(dataset, FIRST);
    expect(camera).toMatchObject({ width: 48, height: 48, cx: 24, cy: 24 });
    const { bodies } = await readEpisodeFacts(dataset, FIRST);
    expect(bodies.map(({ name, id }) => [name, id])).toEqual(
      bodies.map(({ name }) => [name, dataset.ids[name]]),
    );
  });

  it('is gone on with by the same request, and refused to another', async () => {
    const sizes = ['--episodes', '2', '--frames', '4', '--size', '48x48'];
    const same = await runCommand('generate', 'robots/push', '--out', made, ...sizes, '--seed', '5');
    expect(same.code, same.stderr).toBe(0);
    const other = await runCommand('generate', 'robots/push', '--out', made, ...sizes, '--seed', '6');
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/dataset\/other-plan: .*seed is 5, asked for is 6/);
  });
});

describe('verify', () => {
  const rgb = `episodes/${FIRST}/oblique/rgb.mp4`;
  /** A copy of the dataset with something done to it, and the problems found in it. */
  async function problemsAfter(harm: (dir: string) => void): Promise<readonly string[]> {
    const dir = join(folder, 'harmed');
    rmSync(dir, { recursive: true, force: true });
    cpSync(made, dir, { recursive: true });
    harm(dir);
    return (await verifyDataset(dir)).problems.map(({ path, problem }) => `${path}: ${problem}`);
  }

  it('finds nothing wrong with a whole dataset', async () => {
    expect(await problemsAfter(() => undefined)).toEqual([]);
  });

  it('finds a missing, a truncated, an altered and a strange file', async () => {
    expect(await problemsAfter((dir) => rmSync(join(dir, rgb)))).toEqual([`${rgb}: missing`]);
    const cut = await problemsAfter((dir) => truncateSync(join(dir, rgb), 300));
    expect(cut[0]).toContain(`${rgb}: truncated: 300 of `);
    const flipped = await problemsAfter((dir) => {
      const bytes = readFileSync(join(dir, rgb));
      bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
      writeFileSync(join(dir, rgb), bytes);
    });
    expect(flipped[0]).toContain(`${rgb}: altered: SHA-256`);
    const strange = await problemsAfter((dir) =>
      appendFileSync(join(dir, 'episodes', FIRST, 'notes.txt'), 'x'),
    );
    expect(strange[0]).toContain('no commit names it');
  });

  it('refuses a newer layout and a path that leads out of the dataset', async () => {
    const newer = problemsAfter((dir) => {
      const file = join(dir, 'plan.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"layout": 1', '"layout": 2'));
    });
    await expect(newer).rejects.toMatchObject({ code: 'dataset/newer-layout' });
    const outside = await problemsAfter((dir) => {
      rmSync(join(dir, rgb));
      symlinkSync('/etc/hostname', join(dir, rgb));
    });
    expect(outside[0]).toMatch(/must lie inside its dataset/);
  });
});

describe('drawing again', () => {
  it('finds every sampled frame as it was recorded', async () => {
    expect(await verifyRender(made, 3)).toEqual({ frames: 3, images: 9, problems: [] });
    expect(await verifyRender(made, 100)).toMatchObject({ frames: 8, images: 24 });
  });

  it('finds pictures that are not those of their episode', async () => {
    const dir = join(folder, 'swapped');
    cpSync(made, dir, { recursive: true });
    const rgb = 'oblique/rgb.mp4';
    cpSync(join(made, 'episodes', 'push-000001', rgb), join(dir, 'episodes', FIRST, rgb));
    const { problems } = await verifyRender(dir, 100);
    expect(problems.map(({ path }) => path)).toEqual(Array(4).fill(`episodes/${FIRST}/oblique/rgb`));
    expect(problems[0]?.problem).toMatch(/^frame 0 drawn again differs in \d+ of 6912 bytes$/);
  });

  it('is refused where this machine would draw otherwise', async () => {
    const dir = join(folder, 'elsewhere');
    cpSync(made, dir, { recursive: true });
    const plan = readFileSync(join(dir, 'plan.json'), 'utf8');
    writeFileSync(join(dir, 'plan.json'), plan.replace('"physics": "', '"physics": "another '));
    for (const shard of [FIRST, 'push-000001']) rmSync(join(dir, 'shards', `${shard}.json`));
    await expect(verifyRender(dir, 1)).rejects.toMatchObject({ code: 'device/missing' });
  });
});
