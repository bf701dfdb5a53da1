import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { policyCautions, policySentence } from '#src/evaluate/protocols/policy/policy-words.ts';
import type { Sight } from '#src/evaluate/protocols/policy/read-picture.ts';
import { type PolicyOutcome, summarizePolicies } from '#src/evaluate/protocols/policy/summarize-policies.ts';

const SHARES = [0, 0.25, 0.5, 0.75, 1];
const STARTS = 20;
const OPTIONS = { draws: 300, seed: 0 };

/** Of the first start the worst two policies do not show the body, of the second none shows it whole. */
const sightAt = (share: number, start: number): Sight =>
  start === 0 && share > 0.5 ? 'none' : start === 1 ? 'part' : 'whole';

/** Starts differ, and the better policy does better from each; the dream says what `dream` makes of it. */
function played(
  source: string,
  dream: (truth: number, share: number, start: number) => number,
): PolicyOutcome[] {
  const rng = createRng(7);
  return Array.from({ length: STARTS }, (_, start) => {
    const luck = rng.uniform(-0.05, 0.05);
    return SHARES.map((share) => {
      const truth = 0.3 * (1 - share) + luck;
      return {
        source,
        cluster: `s${start}`,
        share,
        truth,
        seen: dream(truth, share, start),
        success: share < 0.5,
        sight: sightAt(share, start),
      };
    });
  }).flat();
}

const rank = (dream: Parameters<typeof played>[1]) => {
  const { rankings } = summarizePolicies(played('m', dream), OPTIONS);
  return rankings[0] as (typeof rankings)[number];
};

describe('how a dream ranks policies', () => {
  it('is perfect where it is the truth, and costs nothing', () => {
    const row = rank((truth) => truth);
    expect(row).toMatchObject({ n: STARTS, chosen: 0, best: 0, pearsonOfEpisodes: 1 });
    expect(row.pearson?.mean).toBeCloseTo(1, 9);
    expect(row.spearman).toEqual({ mean: 1, low: 1, high: 1 });
    expect(row.rankViolation).toEqual({ mean: 0, low: 0, high: 0 });
    expect(row.regret.mean).toBe(0);
    expect(row.bias.mean).toBeCloseTo(0, 12);
  });

  it('keeps its rank where the dream flatters all alike, which the bias tells', () => {
    const row = rank((truth) => 0.5 * truth + 0.2);
    expect(row.spearman?.mean).toBe(1);
    expect(row.bias.mean).toBeCloseTo(0.2 - 0.5 * 0.15, 1);
  });

  it('costs the whole range where the dream turns the order round', () => {
    const row = rank((truth) => -truth);
    expect(row.spearman?.mean).toBe(-1);
    expect(row).toMatchObject({ chosen: 1, best: 0 });
    expect(row.regret.mean).toBeCloseTo(0.3, 9);
    // Each policy's largest true gap: 0.3, 0.225, 0.15, 0.225, 0.3.
    expect(row.rankViolation.mean).toBeCloseTo((0.3 + 0.225 + 0.15 + 0.225 + 0.3) / 5, 9);
  });

  it('is not defined where nothing moves, and leaves zero within the interval where it is noise', () => {
    const still = rank(() => 0);
    expect(still).toMatchObject({ pearson: null, spearman: null, pearsonOfEpisodes: null, chosen: null });
    // One of five by chance: 0, 0.075, 0.15, 0.225 or 0.3 m.
    expect(still.regret.mean).toBeCloseTo(0.15, 9);
    const rng = createRng(3);
    let unsure = 0;
    for (let i = 0; i < 20; i++) {
      const { spearman } = rank(() => rng.uniform(-1, 1));
      if (spearman !== null && spearman.low <= 0 && spearman.high >= 0) unsure += 1;
    }
    expect(unsure).toBeGreaterThanOrEqual(15);
  });

  it('has a row a policy with its success rate', () => {
    const { policies } = summarizePolicies(
      played('m', (truth) => truth),
      OPTIONS,
    );
    expect(policies.map(({ share, successRate, n }) => [share, successRate, n])).toEqual(
      SHARES.map((share) => [share, share < 0.5 ? 1 : 0, STARTS]),
    );
    expect(policies[0]?.truth).toEqual(policies[0]?.seen);
  });
});

describe('what the ends of a dream show', () => {
  it('is counted, and said where a body is not seen whole', () => {
    const outcomes = played('m', (truth) => truth);
    const { rankings } = summarizePolicies(outcomes, OPTIONS);
    expect(rankings[0]).toMatchObject({ ends: 5 * STARTS, partly: 5, unseen: 2 });
    expect(policyCautions(rankings, [], STARTS).join(' ')).toContain('of 100 last pictures 5 show a part');
    const whole = outcomes.map((one) => ({ ...one, sight: 'whole' as const }));
    const cautions = policyCautions(summarizePolicies(whole, OPTIONS).rankings, [], STARTS);
    expect(cautions.join(' ')).not.toContain('last pictures');
  });
});

describe('the sentence', () => {
  const say = (dream: Parameters<typeof played>[1]): string =>
    policySentence(['m'], summarizePolicies(played('m', dream), OPTIONS).rankings);

  it('has a case on either side of each rule', () => {
    expect(say((truth) => truth)).toMatch(
      /ranks the policies as the simulator does.*the expert, which is the best/,
    );
    expect(say((truth) => -truth)).toMatch(
      /against the simulator.*choose random actions, which costs 0\.300 m against the expert/,
    );
    expect(say(() => 0)).toContain('tells no policy from another');
    expect(policySentence(['stored'], [])).toContain('no model that can dream');
  });
});
