import { describe, expect, it } from 'vitest';
import { toPlanes } from '#src/evaluate/backbone/to-planes.ts';
import type { KeptScore } from '#src/evaluate/evaluation-run.ts';
import { alignmentSentence } from '#src/evaluate/protocols/alignment/alignment.ts';
import { alignmentMarkdown, alignmentSection } from '#src/evaluate/protocols/alignment/alignment-section.ts';
import { ALIGNMENT_SCENES, checkAlignment } from '#src/evaluate/protocols/alignment/check-alignment.ts';
import { sumUpAlignment } from '#src/evaluate/protocols/alignment/sum-up-alignment.ts';
import { scoreRows } from '#src/evaluate/scoring/score-rows.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import { SYNTHETIC_DEFAULTS, syntheticClip } from '../synthetic-clips.ts';

const lastSeen = (clip: EvaluatedClip): Uint8Array => clip.context.at(-1) as Uint8Array;
const SOURCES: Readonly<Record<string, (clip: EvaluatedClip) => readonly Uint8Array[]>> = {
  perfect: ({ truth }) => truth,
  faded: (clip) =>
    clip.truth.map((frame) =>
      frame.map((value, i) => Math.round(0.2 * value + 0.8 * (lastSeen(clip)[i] ?? 0))),
    ),
  'copy-last': (clip) => clip.truth.map(() => lastSeen(clip)),
};
const SCORED: KeptScore[] = ['a', 'b'].flatMap((scene, s) =>
  [1, 2, 3].flatMap((seed) => {
    const clip = syntheticClip(`${scene}-${seed}`, scene, 10 * s + seed, {
      ...SYNTHETIC_DEFAULTS,
      horizon: 12,
    });
    const names = Object.keys(SOURCES);
    const scores = scoreRows(
      clip,
      names.map((name) => SOURCES[name]?.(clip) ?? []),
    );
    return names.map((model, i) => ({
      ...{ model, scene, cluster: clip.cluster, clip: clip.id, scores: scores[i] as KeptScore['scores'] },
      observed: { alignment: null },
      traits: { split: 'test', camera: 'front', contact: null, motion: 0.1 },
    }));
  }),
);
const MEASURES = ['psnr', 'ssim', 'object_iou'] as const;
const ROWS = sumUpAlignment(SCORED, 'alignment', MEASURES, { draws: 300, seed: 0 });
const figure = (source: string, measure: (typeof MEASURES)[number], scene = 'all'): number =>
  ROWS.find((row) => row.source === source && row.scene === scene)?.figures[measure]?.mean as number;

describe('alignment', () => {
  it('gives the perfect what the measures give it, and the frozen less than the perfect', () => {
    expect(figure('perfect', 'psnr')).toBe(60);
    expect(figure('perfect', 'ssim')).toBeCloseTo(1, 9);
    expect(figure('perfect', 'object_iou')).toBeGreaterThan(0.85);
    for (const source of ['faded', 'copy-last']) {
      expect(figure(source, 'object_iou')).toBeLessThan(0.5);
      expect(figure(source, 'psnr')).toBeLessThan(40);
    }
  });

  it('weighs scenarios alike, and an episode once', () => {
    const [a, b] = [figure('copy-last', 'psnr', 'a'), figure('copy-last', 'psnr', 'b')];
    expect(figure('copy-last', 'psnr')).toBeCloseTo((a + b) / 2, 9);
    expect(ROWS.filter(({ source }) => source === 'perfect').map(({ n }) => n)).toEqual([6, 3, 3]);
  });

  it('says it beside Cosmos’s own table of as many frames given, and that they are not comparable', () => {
    const told = { rows: ROWS, measures: MEASURES, models: [], given: 9, backbone: null };
    const { html } = alignmentSection(told);
    expect(html).toContain('21.06');
    expect(html).not.toContain('17.34');
    expect(html).toContain('numbers are not comparable');
    const sentence = alignmentSentence(ROWS, ['perfect'], 9);
    expect(sentence).toContain('perfect has PSNR 60.0 dB, SSIM 1.00 and object IoU');
    expect(alignmentMarkdown(sentence, told)).toContain(
      '| Diffusion Video2World 7B | 21.06 | 0.69 | 0.592 | 0.86 |',
    );
  });

  it('refuses other frames, scenes and cameras, and says what would make them', () => {
    const run = (context: number, horizon: number, scenes: readonly string[], cameras = 4) => {
      const names = Array.from({ length: cameras }, (_, i) => ({ name: `c${i}` }));
      const plan = {
        ...{ frames: 33, width: 64, height: 64, modalities: ['rgb'] },
        scenes: scenes.map((name) => ({
          name,
          scene: { cameras: names },
          cameras: names.map((one) => one.name),
        })),
      };
      const clips = scenes.map((scene) => ({ scene }));
      return { protocol: { context, horizon, starts: [0] }, data: [{ dataset: { plan }, clips }] } as never;
    };
    expect(() => checkAlignment(run(4, 16, ALIGNMENT_SCENES))).toThrow(
      'must show 1 or 9 of 33 frames, got 4',
    );
    expect(() => checkAlignment(run(9, 16, ALIGNMENT_SCENES))).toThrow('a horizon of 16');
    expect(() => checkAlignment(run(9, 24, ALIGNMENT_SCENES.slice(1)))).toThrow('got no clip of free-fall');
    try {
      checkAlignment(run(9, 24, ['dominoes']));
    } catch (error) {
      expect((error as { hint: string }).hint).toContain('worldwright generate alignment/free-fall');
    }
  });
});

describe('pictures for a backbone', () => {
  const picture = Uint8Array.from({ length: 4 * 2 * 3 }, (_, i) => 10 * i);

  it('are planes of 0…1', () => {
    const planes = toPlanes(picture, { width: 4, height: 2 }, { width: 4, height: 2 });
    expect(planes).toHaveLength(24);
    for (let c = 0; c < 3; c++)
      for (let i = 0; i < 8; i++) expect(planes[8 * c + i]).toBeCloseTo((10 * (3 * i + c)) / 255, 6);
  });

  it('keep a slope when they are enlarged, between the outermost pixel centres', () => {
    const planes = toPlanes(picture, { width: 4, height: 2 }, { width: 8, height: 4 });
    const row = Array.from(planes.slice(8, 16), (value) => 255 * value);
    expect(row[1]).toBeCloseTo(0 + 0.25 * 30 + 0.25 * 120, 3);
    expect(row[2]).toBeCloseTo((row[1] ?? 0) + 15, 3);
    expect(row[0]).toBeCloseTo(0.25 * 120, 3);
  });
});
