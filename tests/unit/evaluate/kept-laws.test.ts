import { describe, expect, it } from 'vitest';
import { contactsOf, freeSpans } from '#src/evaluate/protocols/laws/body-contacts.ts';
import { CONTROLS, controlFrames } from '#src/evaluate/protocols/laws/controls.ts';
import { keptLaws, type SourceReading } from '#src/evaluate/protocols/laws/kept-laws.ts';
import { physicsCautions, physicsSentence } from '#src/evaluate/protocols/laws/physics-words.ts';
import { verifierFigures } from '#src/evaluate/protocols/laws/verifier.ts';
import { makePrototypes } from '#src/metrics/prototype-masks.ts';
import { syntheticClip } from './synthetic-clips.ts';

const OPTIONS = { draws: 200, seed: 0 };

/** Twelve readings of g, each of an episode of its own. */
const readings = (source: string, values: readonly (number | null)[]): SourceReading[] =>
  values.map((value, i) => ({ law: 'gravity', body: 'ball', truth: 10, value, source, cluster: `e${i}` }));

const truth = readings(
  'truth',
  Array.from({ length: 12 }, (_, i) => 10 + (i % 3 === 0 ? 0.1 : 0.02)),
);

/** Twelve values, of which the first `right` are right. */
const values = (right: number, wrong: number | null): (number | null)[] =>
  Array.from({ length: 12 }, (_, i) => (i < right ? 10.05 : wrong));

describe('a law', () => {
  it('has the floor’s ninth decile twice as its tolerance, and no less than its least', () => {
    expect(keptLaws(truth, 'truth', OPTIONS)[0]).toMatchObject({
      law: 'gravity',
      floor: 0.01,
      tolerance: 0.03,
    });
    const wide = readings(
      'truth',
      truth.map(({ value }, i) => (value ?? 0) + (i % 2)),
    );
    expect(keptLaws(wide, 'truth', OPTIONS)[0]?.tolerance).toBeCloseTo(0.22, 6);
  });

  it('is kept by three quarters of the readings, whether the others are wrong or not there', () => {
    for (const wrong of [0, null]) {
      const passes = [9, 8].map((right) => {
        const all = [...truth, ...readings('model', values(right, wrong))];
        return keptLaws(all, 'truth', OPTIONS)[0]?.rows.find(({ source }) => source === 'model');
      });
      expect(passes.map((row) => row?.passes)).toEqual([true, false]);
      expect(passes.map((row) => row?.answered)).toEqual(wrong === null ? [9, 8] : [12, 12]);
    }
  });

  it('is not asked where the truth has no reading', () => {
    expect(keptLaws(readings('model', values(12, null)), 'truth', OPTIONS)).toEqual([]);
  });

  it('has an interval that holds its median error, from episodes drawn again', () => {
    const spread = readings(
      'model',
      Array.from({ length: 12 }, (_, i) => 8 + 0.2 * i),
    );
    const row = keptLaws([...truth, ...spread], 'truth', OPTIONS)[0]?.rows.find(
      ({ source }) => source === 'model',
    );
    expect(row?.error).toBeCloseTo(-0.09, 6);
    expect(row?.low).toBeLessThan(-0.09);
    expect(row?.high).toBeGreaterThan(-0.09);
    expect(row?.low).toBeGreaterThan(-0.21);
  });
});

describe('the sentence', () => {
  const tables = (model: readonly (number | null)[], still: readonly (number | null)[]) =>
    keptLaws(
      [...truth, ...readings('model', model), ...readings('control: copy-last', still)],
      'truth',
      OPTIONS,
    );

  it('says which laws are kept, and what is read where one is broken', () => {
    expect(physicsSentence(tables(values(12, null), values(0, 0)), ['model'])).toBe(
      'Physics read off the video: model keeps 1 of 1 law (g).',
    );
    expect(physicsSentence(tables(values(0, 4), values(0, 0)), ['model'])).toBe(
      'Physics read off the video: model keeps none of 1 law; its g reads 4.00 m/s² where 10.00 is true.',
    );
  });

  it('leaves a law out that a control passes which breaks it by what it is, and says so', () => {
    const found = tables(values(12, null), values(12, null));
    expect(physicsSentence(found, ['model'])).toContain('nothing follows');
    expect(physicsCautions(found)[0]).toContain('g tells nothing here, for copy-last passes');
    expect(physicsCautions(tables(values(12, null), values(0, 0)))).toEqual([]);
  });
});

describe('contacts', () => {
  const event = (kind: 'contact_begin' | 'contact_end', time: number) =>
    ({ kind, time, frame: Math.ceil(time * 12), a: 'ball', b: 'floor' }) as const;

  it('leave the spans between them free', () => {
    const contacts = contactsOf(
      [event('contact_begin', 0.5), event('contact_end', 0.52), event('contact_begin', 1)],
      'ball',
    );
    expect(contacts.map(({ begin, end }) => [begin, end])).toEqual([
      [0.5, 0.52],
      [1, Number.POSITIVE_INFINITY],
    ]);
    expect(freeSpans(contacts, 12, { first: 3, last: 20 })).toEqual([
      { first: 3, last: 6 },
      { first: 7, last: 12 },
    ]);
    expect(freeSpans([], 12, { first: 3, last: 20 })).toEqual([{ first: 3, last: 20 }]);
  });
});

describe('controls', () => {
  const clip = syntheticClip('a-000000', 'a', 3);
  const prototypes = makePrototypes(clip.context, clip.contextIds, clip.foregroundIds, clip.width);

  it('have a frame for each true one, and none is the truth', () => {
    for (const { name } of CONTROLS) {
      const frames = controlFrames(name, clip, prototypes);
      expect(frames.map(({ length }) => length)).toEqual(clip.truth.map(({ length }) => length));
      expect(frames).not.toEqual(clip.truth);
    }
  });

  it('stay, go backwards, stop or fade as their names say', () => {
    const [first, second] = clip.truth;
    expect(controlFrames('copy-last', clip, prototypes)).toEqual(clip.truth.map(() => clip.context.at(-1)));
    expect(controlFrames('reversed', clip, prototypes).reverse()).toEqual(clip.truth);
    expect(controlFrames('frozen', clip, prototypes)).toEqual(
      clip.truth.map((_, h) => (h === 0 ? first : second)),
    );
    expect(controlFrames('ghost', clip, prototypes).at(-1)).toEqual(prototypes.background);
  });
});

describe('the verifier', () => {
  it('has the rank correlation of residuals and errors, with an interval over episodes', () => {
    const clips = Array.from({ length: 30 }, (_, i) => ({
      ...{ cluster: `e${i % 10}`, residual: i, centroid: 2 * i + (i % 3), psnr: Number.NaN },
    }));
    const { centroid, foreground } = verifierFigures(clips, 0);
    expect(centroid).toMatchObject({ n: 30, clusters: 10 });
    expect(centroid?.rho).toBeGreaterThan(0.98);
    expect(centroid?.low).toBeLessThanOrEqual(centroid?.rho ?? 0);
    expect(foreground).toBeNull();
  });
});
