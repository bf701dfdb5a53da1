import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import {
  surpriseComparisons,
  surpriseRows,
  type TwinJudgement,
} from '#src/evaluate/protocols/surprise/summarize-surprise.ts';
import { surpriseCautions, surpriseSentence } from '#src/evaluate/protocols/surprise/surprise-words.ts';
import { twinErrors } from '#src/evaluate/protocols/surprise/twin-errors.ts';
import { meanSquaredError } from '#src/metrics/psnr.ts';
import { syntheticClip } from '../synthetic-clips.ts';

const clip = syntheticClip('twins-000000', 'twins', 3);
const other = syntheticClip('twins-000000', 'twins', 9);
const PARTED = 2;
const window = {
  ...{ clip, broken: 6, seen: 3, parted: PARTED, bodies: clip.foregroundIds },
  impossible: other.truth.slice(PARTED),
  impossibleIds: other.truthIds.slice(PARTED),
};

/** A judgement that prefers the possible film, or the other, in both measures. */
function judged(
  source: string,
  pair: number,
  possible: boolean,
  law = 'vanish',
  camera = 'a',
): TwinJudgement {
  const [near, far] = [1, 2];
  const errors = {
    ...{ possible: possible ? near : far, impossible: possible ? far : near },
    ...{ possibleForeground: possible ? near : far, impossibleForeground: possible ? far : near },
  };
  const which = { pair: `p${pair}`, scene: 's', camera, law, seen: 3, broken: 6, frames: 4 };
  return { source, ...which, errors };
}

const pairs = (count: number, make: (i: number) => TwinJudgement): TwinJudgement[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('the errors of one prediction against two films', () => {
  it('are none against the film that it is, and the films’ distance against the other', () => {
    const truth = twinErrors(window, clip.truth);
    const swapped = twinErrors(window, other.truth);
    const apart = window.impossible.map((frame, i) =>
      meanSquaredError(frame, clip.truth[PARTED + i] as Uint8Array),
    );
    expect(truth.possible).toBe(0);
    expect(truth.impossible).toBeCloseTo(apart.reduce((sum, one) => sum + one, 0) / apart.length, 9);
    expect(swapped).toMatchObject({ possible: truth.impossible, impossible: 0 });
    expect(truth.possibleForeground).toBe(0);
    expect(truth.impossibleForeground).toBeGreaterThan(truth.impossible);
  });

  it('do not look at what comes before the films part', () => {
    const late = clip.truth.map((frame, h) => (h < PARTED ? frame.map(() => 0) : frame));
    expect(twinErrors(window, late)).toEqual(twinErrors(window, clip.truth));
  });
});

describe('accuracy', () => {
  it('is 1 for the truth, 0 for who believes the impossible, and by law of their mixture', () => {
    const all = [
      ...pairs(20, (i) => judged('truth', i, true)),
      ...pairs(20, (i) => judged('dupe', i, false)),
      ...pairs(20, (i) => judged('half', i, i < 10, i < 10 ? 'hover' : 'vanish')),
    ];
    const find = (source: string, law: string) =>
      surpriseRows(all).find((row) => row.source === source && row.law === law && row.measure === 'frame');
    expect(find('truth', 'all')).toMatchObject({ accuracy: 1, n: 20 });
    expect(find('truth', 'all')?.low).toBeGreaterThan(0.8);
    expect(find('dupe', 'all')?.accuracy).toBe(0);
    expect(find('half', 'all')?.accuracy).toBe(0.5);
    expect(find('half', 'hover')).toMatchObject({ accuracy: 1, n: 10 });
    expect(find('half', 'vanish')).toMatchObject({ accuracy: 0, n: 10 });
  });

  it('counts a pair once, however many cameras saw it', () => {
    const seen = pairs(8, (i) => judged('m', i >> 1, i % 2 === 0, 'vanish', i % 2 === 0 ? 'a' : 'b'));
    expect(surpriseRows(seen)[0]).toMatchObject({ accuracy: 0.5, n: 4 });
  });

  it('leaves chance within a coin’s interval for 95 coins of 100, give or take five', () => {
    const rng = createRng(5);
    let covered = 0;
    for (let coin = 0; coin < 100; coin++) {
      const [row] = surpriseRows(pairs(60, (i) => judged('coin', i, rng.next() < 0.5)));
      if (row !== undefined && row.low <= 0.5 && row.high >= 0.5) covered += 1;
    }
    expect(covered).toBeGreaterThanOrEqual(90);
  });

  it('is compared pair by pair', () => {
    const both = [
      ...pairs(30, (i) => judged('model', i, i % 3 !== 0)),
      ...pairs(30, (i) => judged('copy-last', i, false)),
    ];
    const [row] = surpriseComparisons(both, 'copy-last', { draws: 500, seed: 0 });
    expect(row).toMatchObject({ source: 'model', against: 'copy-last' });
    expect(row?.mean).toBeCloseTo(2 / 3, 9);
    expect(row?.low).toBeGreaterThan(0.4);
  });
});

describe('the sentence', () => {
  const say = (share: number): string => {
    const all = [
      ...pairs(40, (i) => judged('m', i, i < 40 * share, 'gain_energy')),
      ...pairs(40, (i) => judged('copy-last', i, false, 'gain_energy')),
    ];
    const comparisons = surpriseComparisons(all, 'copy-last', { draws: 300, seed: 0 });
    return surpriseSentence(['m'], surpriseRows(all), comparisons);
  };

  it('says so on either side of chance, and where nothing can be told', () => {
    expect(say(0.9)).toMatch(
      /90 % of 40 pairs .* nearer to what can happen.* above chance on gain energy \(90 %, copy-last 0\)/,
    );
    expect(say(0.1)).toMatch(/10 % .* nearer to what cannot happen.* below it on gain energy/);
    expect(say(0.55)).toMatch(/cannot be told from chance.*no law by itself/);
    expect(say(0.9)).toContain('; copy-last does worse, with 0 %');
  });

  it('does not judge whom it did not ask', () => {
    const facts = { role: 'subject', source: '', sha256: null, provider: null } as const;
    const rows = surpriseRows(pairs(40, (i) => judged('m', i, true)));
    expect(surpriseSentence(['stored'], rows, [])).toContain('no model that can be asked');
    expect(surpriseCautions(rows, [{ name: 'stored', ...facts }])).toEqual([
      expect.stringContaining('stored was not asked'),
    ]);
  });
});
