import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDataset } from '#src/dataset/generate.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { scoreDatasets } from '#src/evaluate/evaluate-datasets.ts';
import type { EvaluationRun } from '#src/evaluate/evaluation-run.ts';
import type { BranchRow, ControlRow } from '#src/evaluate/protocols/counterfactual/summarize-branches.ts';
import { policy, SIMULATOR_PIXELS } from '#src/evaluate/protocols/policy/policy.ts';
import type { PolicyOutcome, RankingRow } from '#src/evaluate/protocols/policy/summarize-policies.ts';
import type { SurpriseRow } from '#src/evaluate/protocols/surprise/summarize-surprise.ts';

const out = mkdtempSync(join(tmpdir(), 'worldwright-actions-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const SMALL = { width: 64, height: 64, modalities: ['rgb', 'instance_id'], workers: 1 } as const;
const [twins, branches] = [join(out, 'twins'), join(out, 'branches')];
const request = { models: ['models/copy-last.onnx'], horizon: 8, starts: [0], draws: 200 };

/** What one protocol found on one dataset. */
async function find<T>(protocol: string, data: string, options = {}) {
  const report = await scoreDatasets({ ...request, data: [data], protocols: [protocol], ...options });
  const [finding] = report.findings;
  return { report, sentence: finding?.sentence ?? '', figures: finding?.figures as T };
}

beforeAll(async () => {
  await generateDataset({
    ...{ ...SMALL, out: twins, scenes: [readSceneFile('understanding/bounce')], twins: true },
    ...{ episodes: 2, frames: 30, seed: 4 },
  });
  await generateDataset({
    ...{ ...SMALL, out: branches, scenes: [readSceneFile('robots/push')], policy: 'expert' },
    ...{ episodes: 6, frames: 20, seed: 14, counterfactuals: { count: 1, at: 5 } },
  });
});

describe('surprise', () => {
  it('finds that the truth always prefers the possible film, and scores no impossible one in the rollout', async () => {
    type Figures = { readonly rows: readonly SurpriseRow[]; readonly notAsked: readonly unknown[] };
    const { report, sentence, figures } = await find<Figures>('surprise', twins, {
      ...{ horizon: 16, bounds: [] },
    });
    const all = figures.rows.filter(({ law, measure }) => law === 'all' && measure === 'frame');
    expect(all.find(({ source }) => source === 'truth')?.accuracy).toBe(1);
    expect(all.map(({ source }) => source)).toEqual(['copy-last', 'constant-velocity', 'truth']);
    expect(sentence).toMatch(/copy-last is nearer to the possible film in \d+ % of [12] pairs?/);
    expect(report.clips.every(({ clip }) => !clip.includes('impossible'))).toBe(true);
  });

  it('refuses data without twins, with the command that makes them', async () => {
    await expect(find('surprise', branches)).rejects.toMatchObject({
      code: 'evaluate/input',
      hint: expect.stringContaining('--twins'),
    });
  });
});

describe('counterfactual', () => {
  it('follows the truth and not copying, which no other actions can change', async () => {
    type Figures = { readonly rows: readonly BranchRow[]; readonly controls: readonly ControlRow[] };
    const { report, figures, sentence } = await find<Figures>('counterfactual', branches);
    const rows = figures.rows.filter(({ whose, horizon }) => whose === 'all' && horizon === 8);
    const r2 = (source: string) => rows.find((row) => row.source === source)?.r2.mean;
    expect(r2('truth')).toBeGreaterThan(0.9);
    expect(r2('copy-last')).toBe(0);
    // Half a pixel aside, the same actions do the same; velocities alone know of none.
    expect(r2('second-take')).toBeGreaterThan(0.9);
    expect(r2('oracle-velocity')).toBe(0);
    const control = figures.controls.find(({ source }) => source === 'copy-last');
    expect(control).toMatchObject({ shuffled: { mean: 0 }, errorRatio: { mean: 1 } });
    expect(sentence).toContain('cannot be said to hear its actions');
    expect(new Set(report.clips.map(({ cluster }) => cluster)).size).toBe(6);
  });

  it('refuses data without branches', async () => {
    await expect(find('counterfactual', twins)).rejects.toMatchObject({
      hint: expect.stringContaining('--counterfactuals'),
    });
  });
});

describe('policy', () => {
  it('reads returns off the simulator’s pictures, and none off a dream in which nothing moves', async () => {
    type Figures = { readonly rankings: readonly RankingRow[]; readonly outcomes: readonly PolicyOutcome[] };
    const { figures, sentence } = await find<Figures>('policy', branches, {
      ...{ policySeeds: 2, horizon: 1, bounds: [] },
    });
    const still = figures.outcomes.filter(({ source }) => source === 'copy-last');
    expect(still).toHaveLength(2 * 5);
    for (const { seen } of still) expect(seen).toBeCloseTo(0, 9);
    expect(figures.rankings.find(({ source }) => source === 'copy-last')?.spearman).toBeNull();
    const pixels = figures.outcomes.filter(({ source }) => source === SIMULATOR_PIXELS);
    expect(pixels).toHaveLength(2 * 5);
    // A box is 0.1 m wide, a pixel about 0.02 m.
    for (const { truth, seen } of pixels) expect(Math.abs(seen - truth)).toBeLessThan(0.03);
    expect(Math.max(...pixels.map(({ truth }) => truth))).toBeGreaterThan(0.03);
    expect(sentence).toContain('tells no policy from another');
  });

  it('refuses scenes that nobody pushes in, and a single start', async () => {
    const one = find('policy', branches, { policySeeds: 1, horizon: 1 });
    await expect(one).rejects.toThrow('at least 2 starts, got 1');
    await expect(find('policy', twins)).rejects.toMatchObject({
      hint: expect.stringContaining('robots/push'),
    });
  });

  it('refuses a model of another robot before any work', () => {
    const arm = { facts: { name: 'arm-model' }, dreamer: { contract: { actions: { dim: 7 } } } };
    const run = { data: [], options: {}, sources: [arm] } as unknown as EvaluationRun;
    expect(() => policy.check?.(run)).toThrow('arm-model takes 7');
  });
});
