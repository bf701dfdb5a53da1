import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdFolder } from '#src/dataset/hold-folder.ts';
import { packageRoot } from '#src/dataset/package-root.ts';
import { closeStaging, openStaging } from '#src/dataset/staging.ts';
import { compareReports } from '#src/evaluate/compare/compare-reports.ts';
import { evaluateDatasets } from '#src/evaluate/evaluate-datasets.ts';
import { predictDataset } from '#src/evaluate/predict.ts';
import type { Report } from '#src/evaluate/report/report.ts';
import { reportJson } from '#src/evaluate/report/report-json.ts';
import { JOURNAL_FILE } from '#src/evaluate/scoring/journal.ts';
import { WM1, writeSmallModel } from '../../fixtures/small-model.ts';
import { servedDataset } from '../server/served-dataset.ts';

const PROTOCOL = { context: 4, horizon: 4, draws: 40, bounds: [] };
const MODEL = join(packageRoot(), 'models', 'constant-velocity.onnx');

let folder: string;
let data: string;
let whole: Report;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'worldwright-evaluate-'));
  data = join(folder, 'data');
  await servedDataset(data, 3);
  whole = await evaluateDatasets({ data: [data], models: [MODEL], out: join(folder, 'whole'), ...PROTOCOL });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const request = (out: string) => ({ data: [data], models: [MODEL], out: join(folder, out), ...PROTOCOL });

describe('an evaluation', () => {
  it('finds the same on any number of threads', async () => {
    const found = await evaluateDatasets({ ...request('threads'), jobs: 3 });
    expect(reportJson(found)).toBe(reportJson(whole));
  });

  it('is gone on with where it was interrupted, and tells the same', async () => {
    const stop = new AbortController();
    const out = join(folder, 'stopped');
    const halted = evaluateDatasets({
      ...request('stopped'),
      signal: stop.signal,
      onProgress: ({ done }) => void (done === 2 && stop.abort()),
    });
    await expect(halted).rejects.toMatchObject({ code: 'work/interrupted' });
    expect(await readdir(out)).toContain(JOURNAL_FILE);
    let first = 0;
    const found = await evaluateDatasets({
      ...request('stopped'),
      onProgress: ({ done }) => {
        first ||= done;
      },
    });
    expect(first).toBe(3);
    const { rows, comparisons, slices } = whole;
    expect(found).toMatchObject({ rows, comparisons, slices });
    expect(found.clips.map(({ scores }) => scores)).toEqual(whole.clips.map(({ scores }) => scores));
    expect((await readdir(out)).sort()).toEqual([
      ...['clips', 'report.html', 'report.json', 'report.md', 'run.json'],
    ]);
  });

  it('takes up no work of another evaluation, nor a line that was cut off', async () => {
    const out = join(folder, 'other');
    const stop = new AbortController();
    const halted = evaluateDatasets({
      ...{ ...request('other'), clips: false },
      signal: stop.signal,
      onProgress: ({ done }) => void (done === 2 && stop.abort()),
    });
    await expect(halted).rejects.toMatchObject({ code: 'work/interrupted' });
    const journal = await readFile(join(out, JOURNAL_FILE), 'utf8');
    await writeFile(join(out, JOURNAL_FILE), journal.slice(0, -9));
    const seen: number[] = [];
    await evaluateDatasets({
      ...{ ...request('other'), clips: false },
      onProgress: ({ done }) => void seen.push(done),
    });
    expect(seen[0]).toBe(1);
  });

  it('refuses a folder in use', async () => {
    const out = join(folder, 'used');
    const staging = await openStaging(out);
    await holdFolder(out, staging, 'all');
    await expect(evaluateDatasets(request('used'))).rejects.toMatchObject({ code: 'dataset/in-use' });
    await closeStaging(out, staging);
  });

  it('scores frames that are NaN as black, and flags them and frames of one colour', async () => {
    const file = writeSmallModel(
      join(folder, 'nan.onnx'),
      (g, x) => g.op('Log', [g.op('Sub', [x, g.op('Exp', [x])])]),
      {
        ...WM1,
        'wm.frames.height': String(whole.datasets[0]?.height),
        'wm.frames.width': String(whole.datasets[0]?.width),
      },
    );
    const found = await evaluateDatasets({ ...request('nan'), models: [file], clips: false });
    expect(found.verdict.cautions.join(' ')).toMatch(
      /returned NaN or infinity in \d+ of \d+ clips, first 1 frame ahead: from there on its frames are scored as black/,
    );
    expect(found.rows.filter(({ model }) => model === 'nan').length).toBeGreaterThan(0);
  });
});

describe('predictions', () => {
  const predicted = () => join(folder, 'predicted');
  beforeAll(() => predictDataset({ data, model: MODEL, out: predicted(), ...PROTOCOL, provider: 'cpu' }));

  /** A copy of the predictions with their list changed. */
  async function changed(change: (list: Record<string, unknown>) => void): Promise<string> {
    const copy = await mkdtemp(join(folder, 'copy-'));
    await cp(predicted(), copy, { recursive: true });
    const file = join(copy, 'predictions.json');
    const list = JSON.parse(readFileSync(file, 'utf8'));
    change(list);
    await writeFile(file, JSON.stringify(list));
    return copy;
  }

  const evaluate = (dir: string, partial = false) =>
    evaluateDatasets({ ...request('bad'), models: [], predictions: [dir], clips: false, partial });

  it.each<[string, (list: Record<string, unknown>) => void, RegExp]>([
    [
      'other data',
      (l) => Object.assign(l, { data: { name: 'x', plan_sha256: '0'.repeat(64) } }),
      /made from x with the plan 0{12}/,
    ],
    ['another size', (l) => Object.assign(l, { width: 32 }), /frames of \d+×\d+ px, .* got 32×\d+ px/],
    ['another rate', (l) => Object.assign(l, { fps: 7 }), /frames at \d+ a second, .* got 7\./],
    [
      'another count',
      (l) => Object.assign((l as { clips: object[] }).clips[1] as object, { frames: 3 }),
      /clips of 4 frames, .* got 3 in /,
    ],
    ['another horizon', (l) => Object.assign(l, { horizon: 2 }), /over at least 4, got from 4 over 2/],
  ])('of %s are refused in a sentence', async (_, change, words) => {
    const dir = await changed(change);
    await expect(evaluate(dir)).rejects.toMatchObject({
      code: 'evaluate/input',
      message: expect.stringMatching(words),
    });
  });

  it('that lack clips are refused by name, and told of with partial', async () => {
    let lost = '';
    const dir = await changed((list) => {
      const { clips } = list as { clips: { id: string }[] };
      lost = (clips.shift() as { id: string }).id;
    });
    await expect(evaluate(dir)).rejects.toMatchObject({
      ...{ code: 'evaluate/incomplete', exitCode: 1 },
      message: expect.stringContaining(`1 are missing: ${lost}`),
    });
    const found = await evaluate(dir, true);
    expect(found.verdict.details.join(' ')).toContain(`left out of all rows: ${lost}.`);
    expect(found.clips.some(({ clip }) => clip === lost)).toBe(false);
    expect(found.clips.length).toBe(whole.clips.length - 3);
  });
});

it('reports are compared on the same clips, and refused on others', async () => {
  const copyLast = join(packageRoot(), 'models', 'copy-last.onnx');
  const other = { ...request('copy-last'), models: [copyLast], clips: false };
  await evaluateDatasets(other);
  const reports = [join(folder, 'whole'), join(folder, 'copy-last')];
  const { ranking } = await compareReports({ reports, out: join(folder, 'compared'), draws: 100 });
  expect([...ranking.models].sort()).toEqual(['constant-velocity', 'copy-last']);
  expect((await readdir(join(folder, 'compared'))).sort()).toEqual([
    'compare.html',
    'compare.json',
    'compare.md',
  ]);
  await evaluateDatasets({ ...other, horizon: 3 });
  await expect(compareReports({ reports, out: join(folder, 'compared') })).rejects.toThrow(
    /must have the same protocol, but .*horizon 4 and .*horizon 3/,
  );
});
