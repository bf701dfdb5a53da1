import { describe, expect, it } from 'vitest';
import { askedLengths } from '#src/evaluate/protocols/teacher-forced/context-lengths.ts';
import { exposureBias, FORCED, FREE } from '#src/evaluate/protocols/teacher-forced/exposure-bias.ts';
import { exposureSentence } from '#src/evaluate/protocols/teacher-forced/exposure-words.ts';
import { forceTeacher, oneAhead, withContext } from '#src/evaluate/protocols/teacher-forced/force-teacher.ts';
import {
  teacherForcedMarkdown,
  teacherForcedSection,
} from '#src/evaluate/protocols/teacher-forced/teacher-forced-section.ts';
import { scoreRows } from '#src/evaluate/scoring/score-rows.ts';
import type { ScoredClip } from '#src/evaluate/summarize.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import type { ClipScores } from '#src/metrics/score-clip.ts';
import { syntheticClip } from '../synthetic-clips.ts';

const CLIPS = [1, 2, 3, 4].map((seed) => {
  const clip = syntheticClip(`a-${seed}`, 'a', seed);
  const rows = clip.context.length - 1 + clip.truth.length;
  return { ...clip, actionDim: 2, actions: Float32Array.from({ length: 2 * rows }, (_, i) => i) };
});
type Guess = { readonly predict: (clip: EvaluatedClip) => Promise<readonly Uint8Array[]> };
const COPY: Guess = {
  predict: async (clip) => clip.truth.map(() => clip.context.at(-1) as Uint8Array),
};
const PERFECT: Guess = { predict: async (clip) => clip.truth };
const HORIZON = CLIPS[0]?.truth.length as number;

/** Scores of a source, both ways. */
async function bothWays(source: Guess, name: string) {
  const score = (clip: EvaluatedClip, frames: readonly Uint8Array[]): ScoredClip => ({
    ...{ model: name, scene: clip.scene, cluster: clip.cluster, clip: clip.id },
    scores: scoreRows(clip, [frames])[0] as ClipScores,
  });
  const [free, forced]: [ScoredClip[], ScoredClip[]] = [[], []];
  for (const clip of CLIPS) {
    free.push(score(clip, await source.predict(clip)));
    forced.push(score(clip, (await forceTeacher(source, clip, {} as never)) ?? []));
  }
  return exposureBias(name, 4, { free, forced }, HORIZON, { draws: 300, seed: 0 });
}

describe('teacher forcing', () => {
  it('shows every frame the true ones before it, and the actions between them', () => {
    const clip = CLIPS[0] as (typeof CLIPS)[number];
    const all = [...clip.context, ...clip.truth];
    oneAhead(clip).forEach((one, h) => {
      expect(one.context.every((frame, i) => frame === all[h + i])).toBe(true);
      expect(one.context).toHaveLength(4);
      expect(one.truth[0]).toBe(clip.truth[h]);
      // As many as from the first frame shown to the one predicted.
      expect(Array.from(one.actions ?? [])).toEqual(Array.from({ length: 8 }, (_, i) => 2 * h + i));
    });
  });

  it('lets a copier copy the true frame before', async () => {
    const clip = CLIPS[0] as (typeof CLIPS)[number];
    const frames = await forceTeacher(COPY, clip, {} as never);
    const before = [clip.context.at(-1), ...clip.truth.slice(0, -1)];
    expect(frames).toHaveLength(HORIZON);
    expect(frames?.every((frame, h) => frame === before[h])).toBe(true);
  });

  it('shows the last frames and actions where fewer are asked', () => {
    const clip = CLIPS[0] as (typeof CLIPS)[number];
    const shown = withContext(clip, 1);
    expect(shown.context).toHaveLength(1);
    expect(shown.context[0]).toBe(clip.context[3]);
    expect(shown.actions?.[0]).toBe(6);
    expect(withContext(clip, 4).actions).toEqual(clip.actions);
  });

  it('finds no gap in the perfect, none one frame ahead, and one in the copier further on', async () => {
    const perfect = await bothWays(PERFECT, 'perfect');
    expect(perfect.gaps.every(({ mean }) => mean === 0)).toBe(true);
    const copier = await bothWays(COPY, 'copier');
    const gap = (h: number) =>
      copier.gaps.find((one) => one.metric === 'union_iou' && one.horizon === h && one.scene === 'all');
    expect(gap(1)?.mean).toBe(0);
    expect(gap(HORIZON)?.high).toBeLessThan(0);
    expect(new Set(copier.rows.map(({ model }) => model))).toEqual(new Set([FREE, FORCED]));
    const sentence = exposureSentence([copier, perfect], ['copier', 'perfect'], HORIZON);
    expect(sentence).toMatch(
      /^Exposure bias in foreground PSNR, free against teacher-forced: copier loses [\d.]+ dB \([\d.]+ to [\d.]+\) 8 frames ahead; perfect loses nothing that can be told 8 frames ahead\.$/,
    );
    const { html } = await teacherForcedSection([copier], ['copier'], HORIZON, ['A note.']);
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(3);
    expect(html).toContain('A note.');
    expect(teacherForcedMarkdown('S.', [copier], HORIZON, [])).toContain(
      '| copier, from 4 frames | Union IoU |',
    );
  });

  it('asks a model that remembers of several lengths, and the others of their own alone', () => {
    const contract = (context: number, states: number) =>
      ({ name: 'm', context, recurrent: Array.from({ length: states }) }) as never;
    expect(askedLengths(contract(4, 0), 9)).toMatchObject({
      lengths: [4],
      why: expect.stringContaining('last 4 frames alone'),
    });
    expect(askedLengths(contract(1, 1), 9)).toEqual({ lengths: [1, 4, 9], why: null });
    expect(askedLengths(contract(2, 1), 6)).toMatchObject({
      lengths: [4, 6],
      why: expect.stringContaining('--context 9'),
    });
  });
});
