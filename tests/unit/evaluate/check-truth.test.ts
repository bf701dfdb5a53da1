import { expect, it } from 'vitest';
import { checkTruth, PERFECT } from '#src/evaluate/check-truth.ts';
import { scoreRows } from '#src/evaluate/scoring/score-rows.ts';
import type { ClipScores } from '#src/metrics/score-clip.ts';
import { syntheticClip } from './synthetic-clips.ts';

const CLIP = syntheticClip('a-0', 'a', 1);

it('lets the truth against itself pass', () => {
  const [scores] = scoreRows(CLIP, [CLIP.truth]);
  expect(() => checkTruth(CLIP.id, scores as ClipScores)).not.toThrow();
});

it('stops where the truth was painted over, naming the measure, clip and frame', () => {
  const painted = CLIP.truth.map((frame, h) =>
    h === 3 ? frame.map((value, i) => (i < 30 ? 0 : value)) : frame,
  );
  const [scores] = scoreRows(CLIP, [painted]);
  expect(() => checkTruth(CLIP.id, scores as ClipScores)).toThrow(
    /PSNR of 60, but has [\d.]+ in clip a-0\.main\.0, 4 frames ahead/,
  );
});

it('holds every measure that has an exact ceiling', () => {
  const [scores] = scoreRows(CLIP, [CLIP.truth]) as [ClipScores];
  for (const id of Object.keys(PERFECT) as (keyof typeof PERFECT)[]) {
    const wrong = { ...scores, [id]: scores[id].map((value, h) => (h === 0 ? value - 1e-6 : value)) };
    expect(() => checkTruth(CLIP.id, wrong)).toThrow('must have a');
  }
});
