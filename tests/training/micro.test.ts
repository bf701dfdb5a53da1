import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { generateDataset } from '#src/dataset/generate.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { scoreDatasets } from '#src/evaluate/evaluate-datasets.ts';
import { trainModel } from '#src/train/train-model.ts';

const SCENES = ['alignment/free-fall', 'alignment/dominoes', 'robots/push'];
const STEPS = 800;
const BATCH = 16;

const out = mkdtempSync(join(tmpdir(), 'worldwright-training-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** A few episodes of each scene, from its first camera. */
const data = (name: string, seed: number, episodes: number, frames: number): Promise<{ dir: string }> =>
  generateDataset({
    out: join(out, name),
    scenes: SCENES.map(readSceneFile).map((scene) => ({ ...scene, cameras: scene.cameras.slice(0, 1) })),
    ...{ episodes, frames, seed, width: 64, height: 64, modalities: ['rgb', 'instance_id'] },
  });

it('a model of a minute finds what moves better than its last picture does, on episodes that it never saw', async () => {
  const learnt = await data('train', 1, 40, 32);
  const fresh = await data('validation', 2, 12, 16);
  const { model, steps } = await trainModel({
    ...{ data: [learnt.dir], out: join(out, 'micro.onnx'), size: 'micro' },
    ...{ steps: STEPS, batch: BATCH, seed: 1, provider: 'cpu' },
  });
  expect(steps).toBe(STEPS);
  const { comparisons } = await scoreDatasets({
    data: [fresh.dir],
    models: [model],
    horizon: 1,
    starts: [0, 8],
    bounds: [],
  });
  for (const metric of ['foreground_psnr', 'union_iou']) {
    const better = comparisons.find(
      (row) =>
        row.metric === metric && row.scene === 'all' && row.horizon === 1 && row.against === 'copy-last',
    );
    expect(better?.low, `${metric}, 95 % interval of the difference`).toBeGreaterThan(0);
  }
});
