import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { openFamily, sumsOf } from '#src/evaluate/protocols/counterfactual/branch-sums.ts';
import {
  counterfactualSentence,
  hearing,
} from '#src/evaluate/protocols/counterfactual/counterfactual-words.ts';
import {
  type BranchJudgement,
  branchRows,
  controlRows,
} from '#src/evaluate/protocols/counterfactual/summarize-branches.ts';
import type { DisplacementDifference } from '#src/metrics/displacement-difference.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';

const SIZE = 32;
const SIDE = 6;
const COLORS = { 2: [205, 62, 48], 3: [40, 110, 190] } as const;

/** One frame with a square of each id at its place. */
function frame(places: Readonly<Record<2 | 3, readonly [number, number]>>): {
  rgb: Uint8Array;
  ids: Uint16Array;
} {
  const rgb = new Uint8Array(3 * SIZE * SIZE).fill(190);
  const ids = new Uint16Array(SIZE * SIZE).fill(1);
  for (const id of [2, 3] as const)
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const i = (places[id][1] + y) * SIZE + places[id][0] + x;
        rgb.set(COLORS[id], 3 * i);
        ids[i] = id;
      }
  return { rgb, ids };
}

/** Body 2 is driven along x by `speed`; body 3 is pushed down at half of it. */
function course(episode: string, speed: number): EvaluatedClip {
  const at = (h: number) => frame({ 2: [10 + speed * h, 4], 3: [12, 14 + Math.round((speed * h) / 2)] });
  const context = [0, 0].map(() => at(0));
  const truth = [1, 2, 3].map(at);
  return {
    ...{
      id: `${episode}.main.0`,
      episode,
      scene: 's',
      cluster: 'parent',
      width: SIZE,
      height: SIZE,
      fps: 12,
    },
    context: context.map(({ rgb }) => rgb),
    contextIds: context.map(({ ids }) => ids),
    truth: truth.map(({ rgb }) => rgb),
    truthIds: truth.map(({ ids }) => ids),
    metresAPixel: null,
    foregroundIds: [2, 3],
    actions: null,
    actionDim: 0,
  };
}

const [PARENT, BRANCH] = [course('parent', 0), course('branch', 4)];
const judge = openFamily({ parent: PARENT, driven: [2] });

/** A source that predicts these frames of the branch, and others when it is told other actions. */
const judged = (
  source: string,
  branch: readonly Uint8Array[],
  shuffled: readonly Uint8Array[] | null = null,
  cluster = 'parent',
): BranchJudgement => ({
  ...{ source, cluster, scene: 's', camera: 'main', branch: 'branch' },
  own: judge(BRANCH, { parent: PARENT.truth, branch }),
  shuffled: shuffled === null ? null : judge(BRANCH, { parent: PARENT.truth, branch: shuffled }),
});

const OPTIONS = { draws: 200, seed: 0 };
const r2 = (one: BranchJudgement, whose: string, horizon = 3): number | undefined =>
  branchRows([one], [horizon], OPTIONS).find((row) => row.whose === whose)?.r2.mean;

describe('the share of differences explained', () => {
  it('is 1 for the truth, by bodies of either kind and by pixels', () => {
    const truth = judged('truth', BRANCH.truth);
    for (const whose of ['all', 'driven', 'free', 'pixels']) expect(r2(truth, whose)).toBeCloseTo(1, 6);
    const [row] = branchRows([truth], [3], OPTIONS);
    expect(row).toMatchObject({ whose: 'all', bodies: 2, lost: 0, n: 1 });
    expect(row?.sign?.mean).toBe(1);
  });

  it('is 0, and the direction half right, for who ignores actions', () => {
    const deaf = judged('deaf', PARENT.truth);
    for (const whose of ['all', 'driven', 'free', 'pixels']) expect(r2(deaf, whose)).toBeCloseTo(0, 9);
    expect(branchRows([deaf], [3], OPTIONS)[0]?.sign?.mean).toBe(0.5);
  });

  it('is −3 and the direction wrong for who turns actions round', () => {
    const mirrored = course('mirrored', 0).truth.map(
      (_, h) => frame({ 2: [10 - 3 * (h + 1), 4], 3: [12, 14] }).rgb,
    );
    const [row] = branchRows([judged('mirror', mirrored)], [3], OPTIONS).filter(
      ({ whose }) => whose === 'driven',
    );
    // True difference 12 px, predicted −9: 1 − 21² ÷ 12².
    expect(row?.r2.mean).toBeCloseTo(1 - 21 ** 2 / 12 ** 2, 6);
    expect(row?.sign?.mean).toBe(0);
  });

  it('counts a body that is not shown as no difference', () => {
    const gone = BRANCH.truth.map((_, h) => {
      const one = frame({ 2: [10 + 4 * (h + 1), 4], 3: [12, 14] });
      for (let i = 0; i < SIZE * SIZE; i++) if (one.ids[i] === 3) one.rgb.set([190, 190, 190], 3 * i);
      return one.rgb;
    });
    const rows = branchRows([judged('loses', gone)], [3], OPTIONS);
    expect(rows.find(({ whose }) => whose === 'free')).toMatchObject({ lost: 1, r2: { mean: 0 } });
    expect(rows.find(({ whose }) => whose === 'driven')?.r2.mean).toBeCloseTo(1, 6);
  });
});

describe('the shuffled-action control', () => {
  it('tells who hears from who does not', () => {
    const clusters = Array.from({ length: 12 }, (_, i) => `p${i}`);
    const hears = clusters.map((cluster) => judged('hears', BRANCH.truth, PARENT.truth, cluster));
    const slow = course('slow', 2).truth;
    const deaf = clusters.map((cluster) => judged('deaf', slow, slow, cluster));
    const near = clusters.map((cluster) => judged('near', slow, PARENT.truth, cluster));
    const [first, second, third] = controlRows([...hears, ...deaf, ...near], 3, OPTIONS);
    expect(first).toMatchObject({ source: 'hears', own: { mean: 1 }, shuffled: { mean: 0 }, n: 12 });
    expect(second).toMatchObject({ source: 'deaf', difference: { mean: 0 }, errorRatio: { mean: 1 } });
    expect(hearing(second)).toBe('not heard');
    expect(third?.errorRatio.low).toBeGreaterThan(1);
    expect(hearing(third)).toBe('heard');
    expect(hearing(undefined)).toBe('unclear');
  });

  it('stands in the sentence, with both figures', () => {
    const rows = Array.from({ length: 4 }, (_, i) =>
      judged('m', course('slow', 2).truth, PARENT.truth, `p${i}`),
    );
    const text = counterfactualSentence(
      ['m'],
      3,
      branchRows(rows, [3], OPTIONS),
      controlRows(rows, 3, OPTIONS),
    );
    expect(text).toMatch(/differences that m predicts follow the true ones \(R² 0\.7\d/);
    expect(text).toMatch(/another branch’s actions R² is 0\.00 .* so it hears its actions/);
    expect(counterfactualSentence(['stored'], 3, [], [])).toContain('no model that can be asked');
  });
});

describe('sums over differences', () => {
  const at = (
    truth: readonly [number, number],
    predicted: readonly [number, number],
  ): DisplacementDifference => ({
    ...{ body: 0, truth, predicted, lost: false },
  });

  it('ask for a direction only where the true difference has one', () => {
    expect(sumsOf([at([0.9, -3], [-5, -1])])).toMatchObject({ signs: 1, agree: 1 });
    expect(sumsOf([at([2, -3], [-5, 0])])).toMatchObject({ signs: 2, agree: 0.5, true: 13, missed: 49 + 9 });
  });

  it('give a coin half of the directions', () => {
    const rng = createRng(1);
    const coin = (): number => (rng.next() < 0.5 ? -1 : 1);
    const { signs, agree } = sumsOf(
      Array.from({ length: 1000 }, () => at([2 * coin(), 3 * coin()], [coin(), coin()])),
    );
    expect(agree / signs).toBeGreaterThan(0.46);
    expect(agree / signs).toBeLessThan(0.54);
  });
});
