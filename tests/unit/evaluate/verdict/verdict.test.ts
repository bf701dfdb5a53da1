import { describe, expect, it } from 'vitest';
import { ALL_SCENES, type Comparison, type Row } from '#src/evaluate/summarize.ts';
import { framesAhead, scenesBeaten, type VerdictInput } from '#src/evaluate/verdict/claims.ts';
import { judge } from '#src/evaluate/verdict/verdict.ts';
import type { MetricId } from '#src/metrics/metric-ids.ts';

const SCENES = ['dominoes', 'free-fall', 'push'];
const BASELINES = ['copy-last', 'constant-velocity'];
const METRICS: readonly MetricId[] = ['union_iou', 'foreground_psnr', 'psnr', 'presence'];

/** A difference of two models; `change` sees its place. */
type Change = (found: Comparison) => Partial<Comparison>;

const CLEAR = { mean: 0.2, low: 0.1, high: 0.3, p: 0.0002 };
const UNCLEAR = { low: -0.1, p: 0.4 };
const WORSE = { mean: -0.2, low: -0.3, high: -0.1 };

/** A model that is clearly better everywhere, but for what `change` says. */
function inputOf(change: Change = () => ({}), scenes: readonly string[] = SCENES): VerdictInput {
  const places = [...scenes, ALL_SCENES].flatMap((scene) =>
    METRICS.flatMap((metric) =>
      Array.from({ length: 12 }, (_, i) => ({ model: 'm', scene, metric, horizon: i + 1, n: 96 })),
    ),
  );
  const rows: Row[] = places.map((place) => ({ ...place, mean: 0.6, low: 0.5, high: 0.7 }));
  const comparisons = places.flatMap((place) =>
    BASELINES.map((against) => {
      const found = { ...place, against, ...CLEAR };
      return { ...found, ...change(found) };
    }),
  );
  return { subjects: ['m'], baselines: BASELINES, rows, comparisons, horizon: 12, fps: 12 };
}

const on = (scene: string, changed: Partial<Comparison>, only: Change = () => changed): Change => {
  return (found) => (found.scene === scene ? only(found) : {});
};

describe('a scene is claimed', () => {
  it('where union IoU and foreground PSNR are better than every baseline', () => {
    expect(scenesBeaten(inputOf(), 'm')).toEqual(SCENES);
  });

  it.each<[string, Change]>([
    [
      'one interval holds zero',
      (c) => (c.metric === 'union_iou' && c.against === 'copy-last' ? UNCLEAR : {}),
    ],
    ['one baseline is better', (c) => (c.against === 'constant-velocity' ? WORSE : {})],
    ['only one measure gains', (c) => (c.metric === 'foreground_psnr' ? WORSE : {})],
  ])('not where %s', (_, only) => {
    expect(scenesBeaten(inputOf(on('free-fall', {}, only)), 'm')).toEqual(['dominoes', 'push']);
  });

  it('whatever other horizons and measures say', () => {
    const elsewhere: Change = (c) => (c.horizon !== 8 || c.metric === 'psnr' ? WORSE : {});
    expect(scenesBeaten(inputOf(elsewhere), 'm')).toEqual(SCENES);
  });

  it('of 8 episodes and more', () => {
    expect(
      scenesBeaten(
        inputOf(() => ({ n: 8 })),
        'm',
      ),
    ).toEqual(SCENES);
    const few = inputOf(on('push', { n: 7 }));
    expect(scenesBeaten(few, 'm')).toEqual(['dominoes', 'free-fall']);
    const rows = few.rows.map((row) => (row.scene === 'push' ? { ...row, n: 7 } : row));
    expect(judge({ ...few, rows }).cautions).toEqual([
      'Fewer than 8 episodes of push: nothing is claimed there.',
    ]);
  });

  it('with the chance corrected for the number of scenes', () => {
    const close = inputOf(() => ({ p: 0.02 }));
    expect(scenesBeaten(close, 'm')).toEqual([]);
    expect(
      scenesBeaten(
        inputOf(() => ({ p: 0.016 })),
        'm',
      ),
    ).toEqual(SCENES);
    expect(
      scenesBeaten(
        inputOf(() => ({ p: 0.02 }), ['push']),
        'm',
      ),
    ).toEqual(['push']);
  });
});

describe('the lead', () => {
  const at =
    (horizon: number, against: string): Change =>
    (c) =>
      c.scene === ALL_SCENES && c.horizon === horizon && c.against === against && c.metric === 'union_iou'
        ? UNCLEAR
        : {};

  it('ends before the first frame at which any baseline is not clearly behind', () => {
    expect(framesAhead(inputOf(), 'm')).toBe(12);
    expect(framesAhead(inputOf(at(5, 'constant-velocity')), 'm')).toBe(4);
    expect(framesAhead(inputOf(at(1, 'copy-last')), 'm')).toBe(0);
  });

  it('is said in frames and seconds', () => {
    expect(judge(inputOf()).details[1]).toBe(
      'It finds the moving bodies better than both for 12 frames (1.00 s), as far as it was looked at.',
    );
    expect(judge(inputOf(at(5, 'copy-last'))).details[1]).toMatch(
      /for 4 frames \(0\.33 s\), and not beyond\.$/,
    );
    expect(judge(inputOf(at(1, 'copy-last'))).details[1]).toBe(
      'Already one frame ahead it does not find the moving bodies better than both.',
    );
  });
});

describe('the headline', () => {
  it.each<[string, VerdictInput, string]>([
    [
      'all',
      inputOf(),
      'm beats both baselines 8 frames (0.67 s) ahead on every scene: dominoes, free-fall and push.',
    ],
    [
      'some, behind on another',
      inputOf(on('free-fall', WORSE)),
      'm beats both baselines 8 frames (0.67 s) ahead on dominoes and push; not on free-fall.',
    ],
    [
      'some, another not clear',
      inputOf(on('free-fall', UNCLEAR)),
      'm beats both baselines 8 frames (0.67 s) ahead on dominoes and push; not clear on free-fall.',
    ],
    [
      'one of each',
      inputOf(({ scene, metric }) =>
        scene === 'push' ? UNCLEAR : scene === 'free-fall' && metric === 'union_iou' ? WORSE : {},
      ),
      'm beats both baselines 8 frames (0.67 s) ahead on dominoes; not on free-fall; not clear on push.',
    ],
    [
      'none, and one not clear',
      inputOf(({ scene }) => (scene === 'push' ? UNCLEAR : WORSE)),
      'm does not beat both baselines 8 frames (0.67 s) ahead on dominoes and free-fall; not clear on push.',
    ],
    [
      'none clear',
      inputOf(() => UNCLEAR),
      'Whether m beats both baselines 8 frames (0.67 s) ahead is not clear on any of 3 scenes.',
    ],
    [
      'none',
      inputOf(() => WORSE),
      'm does not beat both baselines 8 frames (0.67 s) ahead on any of 3 scenes.',
    ],
    ['the only one', inputOf(undefined, ['push']), 'm beats both baselines 8 frames (0.67 s) ahead on push.'],
    [
      'not the only one',
      inputOf(() => WORSE, ['push']),
      'm does not beat both baselines 8 frames (0.67 s) ahead on push.',
    ],
    [
      'the only one not clear',
      inputOf(() => UNCLEAR, ['push']),
      'Whether m beats both baselines 8 frames (0.67 s) ahead is not clear on push.',
    ],
  ])('names the scenes that are won: %s', (_, input, words) => {
    expect(judge(input).headline).toBe(words);
  });

  it('says that nothing can be said where every scene has too few episodes', () => {
    const few = inputOf(() => ({ n: 7 }));
    const rows = few.rows.map((row) => ({ ...row, n: 7 }));
    expect(judge({ ...few, rows }).headline).toBe(
      'Too few episodes to say whether m beats both baselines: at least 8 of a scene are needed.',
    );
  });

  it('holds a baseline that is judged against the other', () => {
    const input = { ...inputOf(), subjects: ['copy-last'] };
    expect(judge(input).headline).toBe(
      'Whether copy-last beats constant-velocity 8 frames (0.67 s) ahead is not clear on any of 3 scenes.',
    );
    expect(judge({ ...input, baselines: ['copy-last'] }).headline).toBe(
      'copy-last is the only baseline: there is nothing to compare it with.',
    );
  });

  it('judges nobody where nobody is judged', () => {
    expect(judge({ ...inputOf(), subjects: [] }).headline).toBe(
      'No model was judged; these are the baselines.',
    );
  });
});

describe('the numbers', () => {
  it('give the mean and each difference, or that there is none', () => {
    const unclear: Change = (c) =>
      c.scene === ALL_SCENES && c.against === 'constant-velocity' ? UNCLEAR : {};
    expect(judge(inputOf(unclear)).details[0]).toBe(
      'Over all scenes union IoU is 0.60 (+0.20 against copy-last, not clearly different from constant-velocity) and foreground PSNR is 0.6 dB (+0.2 dB against copy-last, not clearly different from constant-velocity).',
    );
  });

  it('say what the episodes can tell apart', () => {
    expect(judge(inputOf()).details[2]).toBe(
      '96 episodes see differences of ±0.1 union IoU and ±0.10 dB foreground PSNR.',
    );
  });

  it('have one more sentence for each further model', () => {
    const { details } = judge({ ...inputOf(), subjects: ['m', 'copy-last'] });
    expect(details).toHaveLength(4);
    expect(details[3]).toMatch(/^Whether copy-last beats/);
  });
});

describe('a caution', () => {
  const fading: Change = (c) => (c.metric === 'presence' ? WORSE : {});

  it('is given where PSNR rises while bodies fade, and not where they stay', () => {
    expect(judge(inputOf(fading)).cautions).toEqual([
      'm gains PSNR while bodies fade from its frames: trust union IoU and presence, not PSNR.',
    ]);
    expect(judge(inputOf()).cautions).toEqual([]);
  });

  it('is given of fewer than 30 episodes', () => {
    const few = (n: number) => judge({ ...inputOf(), rows: inputOf().rows.map((row) => ({ ...row, n })) });
    expect(few(29).cautions).toEqual([expect.stringMatching(/^29 episodes in all/)]);
    expect(few(30).cautions).toEqual([]);
  });
});
