import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateDataset } from '#src/dataset/generate.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { scoreDatasets } from '#src/evaluate/evaluate-datasets.ts';
import type { EvaluationRequest, EvaluationRun } from '#src/evaluate/evaluation-run.ts';
import { views } from '#src/evaluate/protocols/views/views.ts';
import type { ViewRow } from '#src/evaluate/protocols/views/views-section.ts';
import type { Report } from '#src/evaluate/report/report.ts';

const base = mkdtempSync(join(tmpdir(), 'worldwright-protocols-'));
const [data, train] = [join(base, 'data'), join(base, 'train')];

beforeAll(async () => {
  const scenes = [readSceneFile('alignment/free-fall')];
  const common = { scenes, episodes: 2, width: 64, height: 64, workers: 1 };
  const modalities = ['rgb', 'instance_id'] as const;
  await generateDataset({ ...common, cameras: ['front', 'left'], out: data, frames: 14, modalities });
  // The same films, a frame longer.
  await generateDataset({ ...common, cameras: ['front', 'left'], out: train, frames: 15, modalities });
}, 300_000);
afterAll(() => rmSync(base, { recursive: true, force: true }));

const evaluate = (changes: Partial<EvaluationRequest>): Promise<Report> =>
  scoreDatasets({
    ...{ data: [data], models: ['models/copy-last.onnx'], context: 4, horizon: 8, starts: [0], draws: 100 },
    ...changes,
  });

const meanOf = (report: Report, model: string, metric: string, horizon: number): number =>
  report.rows.find(
    (row) => row.model === model && row.metric === metric && row.horizon === horizon && row.scene === 'all',
  )?.mean as number;

it('asks both questions of a model, beside bounds that are better than it', async () => {
  const report = await evaluate({ protocols: ['physics-iq', 'teacher-forced', 'views'] });
  expect(report.models.map(({ name, role }) => `${role} ${name}`)).toEqual([
    'subject copy-last',
    'baseline constant-velocity',
    'bound oracle-velocity',
    'bound second-take',
    'truth truth',
  ]);
  for (const bound of ['oracle-velocity', 'second-take'])
    expect(meanOf(report, bound, 'foreground_psnr', 1)).toBeGreaterThan(
      meanOf(report, 'copy-last', 'foreground_psnr', 1),
    );
  expect(meanOf(report, 'second-take', 'psnr', 8)).toBeGreaterThan(
    meanOf(report, 'oracle-velocity', 'psnr', 8),
  );
  const [seen, forced, iq] = report.findings;
  expect(forced?.sentence).toMatch(
    /^Exposure bias in foreground PSNR, free against teacher-forced: copy-last loses/,
  );
  expect(iq?.sentence).toMatch(/^Physics-IQ, of 100 % for a second take: copy-last scores \d+ %/);
  expect(seen?.sentence).toMatch(
    /^Views, 8 frames ahead, of two cameras each: those of copy-last disagree by/,
  );
  const { rows: viewRows } = (seen?.figures ?? { rows: [] }) as { readonly rows: readonly ViewRow[] };
  const disagreement = (source: string) => viewRows.find((row) => row.source === source && row.horizon === 8);
  // The same bodies fall in both films; drawn from half a pixel aside they still do.
  expect(disagreement('truth')?.error?.mean).toBeLessThan(0.5);
  expect(disagreement('second-take')?.error?.mean).toBeLessThan(0.5);
  expect(disagreement('copy-last')?.asked).toBe(disagreement('truth')?.shown);
  type Figures = {
    readonly rows: readonly { readonly source: string; readonly score: { readonly mean: number } }[];
  };
  const { rows } = (iq?.figures ?? { rows: [] }) as Figures;
  const score = (source: string) => rows.find((row) => row.source === source)?.score.mean as number;
  expect(score('second-take')).toBe(100);
  expect(score('truth')).toBe(100);
  expect(score('copy-last')).toBeLessThan(score('oracle-velocity'));
});

it('lets the memoriser find a film that it has seen, and refuses the data that is evaluated', async () => {
  const report = await evaluate({ trainData: [train], bounds: [] });
  expect(meanOf(report, 'nearest-neighbour', 'psnr', 8)).toBe(60);
  await expect(evaluate({ trainData: [data], bounds: [] })).rejects.toThrow(
    'must be other data than is evaluated',
  );
});

it('leaves out the baseline that needs more frames than are shown, and says so', async () => {
  const report = await evaluate({ context: 1, bounds: [] });
  expect(report.models.map(({ name }) => name)).not.toContain('constant-velocity');
  expect(report.verdict.cautions.join(' ')).toContain(
    'constant-velocity needs 2 frames and would be shown 1',
  );
});

it('asks no single camera whether its views agree', () => {
  const one = { dataset: { dir: 'data' }, clips: [{ episode: 'a', camera: 'front' }] };
  expect(() => views.check?.({ data: [one] } as unknown as EvaluationRun)).toThrow('several cameras');
});

it('refuses bounds, backbones and scenes that do not belong', async () => {
  await expect(evaluate({ bounds: ['third-take'] })).rejects.toThrow(
    "--bound must be oracle-velocity, second-take, or none alone, got 'third-take'",
  );
  await expect(evaluate({ backbone: 'models/copy-last.onnx' })).rejects.toThrow(
    '--backbone belongs to --protocol alignment',
  );
  await expect(evaluate({ protocols: ['alignment'], context: 1, horizon: 8 })).rejects.toThrow(
    '1 or 9 of 33 frames',
  );
});
