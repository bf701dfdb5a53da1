import { symlinkSync, unlinkSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { splitBlock } from '#src/core/view/frame-block.ts';
import type { PredictionIndex } from '#src/core/view/prediction-view.ts';
import { openDataset } from '#src/dataset/open-dataset.ts';
import { packageRoot } from '#src/dataset/package-root.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { evaluateDatasets } from '#src/evaluate/evaluate-datasets.ts';
import { predictDataset } from '#src/evaluate/predict.ts';
import { readClips } from '#src/evaluate/read-clips.ts';
import { openThings } from '#src/server/open-things.ts';
import type { Found } from '#src/server/resource.ts';
import { viewResources } from '#src/server/view-resources.ts';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { rollout } from '#src/world-model/rollout.ts';
import { servedDataset, servedFolder } from './served-dataset.ts';

const PROTOCOL = { context: 4, horizon: 8, starts: [0, 8], bounds: [] };
const MODEL = join(packageRoot(), 'models', 'constant-velocity.onnx');

const folder = servedFolder();
const data = join(folder, 'data');
const report = join(folder, 'report');
const predictions = join(folder, 'predictions');

beforeAll(async () => {
  await servedDataset(data, 2);
  await evaluateDatasets({ data: [data], models: [MODEL], out: report, draws: 20, ...PROTOCOL });
  await predictDataset({ data, model: MODEL, out: predictions, ...PROTOCOL });
});

const show = async (...things: string[]): Promise<Found> => viewResources(await openThings(things), true);

async function read(shown: Found, path: string): Promise<Uint8Array> {
  const resource = await shown.find(`predictions/${path}`.split('/'));
  if (resource === null || 'file' in resource) throw new Error(`nothing at ${path}`);
  return resource.read(new AbortController().signal);
}

const json = async (shown: Found, path: string): Promise<PredictionIndex> =>
  JSON.parse(new TextDecoder().decode(await read(shown, path)));

async function frames(shown: Found, path: string): Promise<Buffer> {
  return inflateRawSync(splitBlock(await read(shown, path)).deflated);
}

describe('a report', () => {
  it('shows of every clip what the model rolled out, and the true frames', async () => {
    const shown = await show(report);
    const index = await json(shown, 'report/index.json');
    expect(index.clips).toHaveLength(4);
    const dataset = await openDataset(data);
    const model = await loadWorldModel(MODEL, { provider: 'cpu' });
    const refs = index.clips.map(({ id }) => {
      const [episode = '', camera = '', start = ''] = id.split('.');
      return { id, episode, camera, start: Number(start), scene: 'minimal' };
    });
    const names = { sceneOf: (scene: string) => scene, clusterOf: (episode: string) => episode };
    let at = 0;
    for await (const clip of readClips(dataset, refs, PROTOCOL, names)) {
      const rolled = await rollout(model, { ...clip, clip: clip.id, horizon: 8 });
      expect(await frames(shown, `report/clips/${at}/0/0.bin`)).toEqual(Buffer.concat(rolled));
      const truth = Buffer.concat([...clip.context, ...clip.truth]);
      expect(await frames(shown, `report/clips/${at}/truth/0.bin`)).toEqual(truth);
      at++;
    }
    await model.close();
    expect(at).toBe(4);
  });

  it('answers every path that it lists, and none beside them', async () => {
    const shown = await show(join(report, 'report.html'));
    const paths = (await shown.paths()).filter((path) => path.startsWith('predictions/'));
    expect(paths).toHaveLength(1 + 4 * 4);
    for (const path of paths) expect(await shown.find(path.split('/'))).not.toBeNull();
    for (const path of [
      'clips/4/truth/0.bin',
      'clips/0/truth/1.bin',
      'clips/0/9/0.bin',
      'clips/0/0/00.bin',
      'x',
    ])
      expect(await shown.find(`predictions/report/${path}`.split('/'))).toBeNull();
  });

  it('is the same bytes again, and leaves no video of before', async () => {
    const before = await readFile(join(report, 'report.json'), 'utf8');
    const names = await readdir(join(report, 'clips'));
    const again = { data: [data], models: [MODEL], out: report, draws: 20, ...PROTOCOL };
    await evaluateDatasets({ ...again, horizon: 4 });
    expect(await readdir(join(report, 'clips'))).not.toEqual(names);
    await evaluateDatasets(again);
    expect(await readFile(join(report, 'report.json'), 'utf8')).toBe(before);
    expect(await readdir(join(report, 'clips'))).toEqual(names);
    expect((await readdir(report)).sort()).toEqual([
      'clips',
      'report.html',
      'report.json',
      'report.md',
      'run.json',
    ]);
  });

  it('shows figures alone where its frames were not kept', async () => {
    const out = join(folder, 'bare');
    await evaluateDatasets({ data: [data], models: [MODEL], out, draws: 20, clips: false, ...PROTOCOL });
    expect((await readdir(out)).sort()).toEqual(['report.html', 'report.json', 'report.md', 'run.json']);
    const index = await json(await show(out), 'bare/index.json');
    expect(index.notes.join()).toMatch(/evaluate again/);
    expect(index.rows.length).toBeGreaterThan(0);
  });

  it('gives nothing of a video that is a link out of its folder', async () => {
    const out = join(folder, 'linked');
    await evaluateDatasets({ data: [data], models: [MODEL], out, draws: 20, ...PROTOCOL });
    for (const name of await readdir(join(out, 'clips'))) {
      unlinkSync(join(out, 'clips', name));
      symlinkSync(join(report, 'clips', name), join(out, 'clips', name));
    }
    await expect(read(await show(out), 'linked/clips/0/0/0.bin')).rejects.toMatchObject({
      code: 'path/outside',
    });
  });

  it('that is broken says so when it is asked for, and the rest can be viewed', async () => {
    const out = join(folder, 'broken');
    await evaluateDatasets({ data: [data], models: [MODEL], out, draws: 20, clips: false, ...PROTOCOL });
    await writeFile(join(out, 'report.json'), '{ "version": 1 }');
    const shown = await show(out, report);
    await expect(read(shown, 'broken/index.json')).rejects.toMatchObject({ code: 'evaluate/input' });
    expect((await json(shown, 'report/index.json')).clips).toHaveLength(4);
  });
});

describe('a folder of predictions', () => {
  it('is scored as evaluate would where its dataset is given', async () => {
    const shown = await show(predictions, data);
    const bare = await json(shown, 'predictions/index.json');
    expect(bare).toMatchObject({ unscored: true, notes: [] });
    const scored = await json(shown, 'predictions/scored.json');
    const reported = await json(await show(report), 'report/index.json');
    expect(scored.clips.map(({ id }) => id)).toEqual(bare.clips.map(({ id }) => id));
    expect(scored.clips.map(({ scores }) => scores[0])).toEqual(
      reported.clips.map(({ scores }) => scores[0]),
    );
    const [{ id = '' } = {}] = scored.clips.slice(3);
    const [episode = '', camera = '', start = ''] = id.split('.');
    const truth = await readFrames(await openDataset(data), episode, camera, 'rgb', Number(start), 12);
    expect(await frames(shown, 'predictions/clips/3/truth/0.bin')).toEqual(Buffer.concat(truth));
    expect(await frames(shown, 'predictions/clips/3/0/0.bin')).toHaveLength(8 * 16 * 16 * 3);
  });

  it('alone shows its frames, and says that its dataset is to be given', async () => {
    const shown = await show(predictions);
    const index = await json(shown, 'predictions/index.json');
    expect(index.notes.join()).toMatch(/give it too/);
    expect(await shown.find(['predictions', 'predictions', 'scored.json'])).toBeNull();
    expect(await frames(shown, 'predictions/clips/0/0/0.bin')).toHaveLength(8 * 16 * 16 * 3);
    expect(await shown.find('predictions/predictions/clips/0/truth/0.bin'.split('/'))).toBeNull();
  });
});
