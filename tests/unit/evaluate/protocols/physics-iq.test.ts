import { describe, expect, it } from 'vitest';
import { physicsIq, physicsIqSentence } from '#src/evaluate/protocols/physics-iq/physics-iq.ts';
import {
  physicsIqMarkdown,
  physicsIqSection,
} from '#src/evaluate/protocols/physics-iq/physics-iq-section.ts';
import { type PhysicsIqClip, sumUpPhysicsIq } from '#src/evaluate/protocols/physics-iq/sum-up-physics-iq.ts';
import type { ModelFacts } from '#src/evaluate/report/report.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import { physicsIqScores } from '#src/metrics/physics-iq-scores.ts';
import { SYNTHETIC_DEFAULTS, syntheticClip } from '../synthetic-clips.ts';

/** A picture moved to the right by whole pixels; the first column fills the gap. */
function shifted({ width }: EvaluatedClip, frame: Uint8Array, by: number): Uint8Array {
  const out = new Uint8Array(frame.length);
  for (let i = 0; i < frame.length / 3; i++) {
    const x = i % width;
    const from = i - x + Math.max(0, x - by);
    out.set(frame.subarray(3 * from, 3 * from + 3), 3 * i);
  }
  return out;
}

const CLIPS = Array.from({ length: 6 }, (_, i) =>
  syntheticClip(`e-${i}`, i < 3 ? 'a' : 'b', i + 1, { ...SYNTHETIC_DEFAULTS, horizon: 12 }),
);
const lastSeen = (clip: EvaluatedClip): Uint8Array => clip.context.at(-1) as Uint8Array;
const SOURCES: Readonly<Record<string, (clip: EvaluatedClip) => readonly Uint8Array[]>> = {
  perfect: (clip) => clip.truth,
  'shifted by 2 px': (clip) => clip.truth.map((frame) => shifted(clip, frame, 2)),
  faded: (clip) =>
    clip.truth.map((frame) => frame.map((value, i) => (value + (lastSeen(clip)[i] ?? 0)) >> 1)),
  swapped: (clip) => [...clip.truth].reverse(),
  'copy-last': (clip) => clip.truth.map(() => lastSeen(clip)),
  'second-take': (clip) => clip.truth.map((frame) => shifted(clip, frame, 1)),
};
const SEEN: PhysicsIqClip[] = CLIPS.flatMap((clip) =>
  Object.entries(SOURCES).map(([source, predict]) => ({
    ...{ source, scene: clip.scene, cluster: clip.cluster },
    figures: physicsIqScores(clip.truth, predict(clip), clip.width),
  })),
);
const ROWS = sumUpPhysicsIq(SEEN, 'second-take', { draws: 400, seed: 0 });
const score = (source: string, scene = 'all'): number =>
  ROWS.find((row) => row.source === source && row.scene === scene)?.score.mean as number;
const MODELS: ModelFacts[] = Object.keys(SOURCES).map((name) => ({
  ...{ name, source: '', sha256: null, provider: null },
  role: name === 'second-take' ? 'bound' : name === 'copy-last' ? 'baseline' : 'subject',
}));

describe('physics-iq', () => {
  it('gives what is known to the known: perfect and the second take 100 %, frozen hardly anything', () => {
    expect(score('perfect')).toBe(100);
    expect(score('second-take')).toBe(100);
    for (const scene of ['all', 'a', 'b']) {
      expect(score('shifted by 2 px', scene)).toBeLessThan(100);
      expect(score('shifted by 2 px', scene)).toBeGreaterThan(score('copy-last', scene));
      expect(score('copy-last', scene)).toBeLessThan(5);
      expect(score('swapped', scene)).toBeLessThan(score('shifted by 2 px', scene));
    }
  });

  it('tells time from place: what happens in another order keeps its place and loses its time', () => {
    const row = ROWS.find(({ source, scene }) => source === 'swapped' && scene === 'all');
    expect(row?.spatialIou).toBeGreaterThan(0.8);
    expect(row?.spatioTemporalIou).toBeLessThan(0.5);
  });

  it('has intervals about its means, and counts episodes', () => {
    for (const { score: one, scene, n } of ROWS) {
      expect(one.low).toBeLessThanOrEqual(one.mean);
      expect(one.high).toBeGreaterThanOrEqual(one.mean);
      expect(n).toBe(scene === 'all' ? 6 : 3);
    }
  });

  it('says it in a sentence, a section and a table', () => {
    expect(physicsIqSentence(ROWS, null, ['perfect'])).toMatch(
      /^Physics-IQ, of 100 % for a second take: perfect scores 100 % \(100 to 100\), copy-last scores \d+ % \(\d+ to \d+\)\.$/,
    );
    expect(physicsIqSentence(ROWS, ROWS, ['perfect'])).toContain(
      '; where its masks see motion, perfect scores 100 %',
    );
    const { html } = physicsIqSection(ROWS, MODELS);
    expect(html).toContain('numbers are not comparable');
    expect(html).toContain('Magi-1 V2V 56.0');
    expect(html.match(/<td class="best">/g)).toHaveLength(3);
    expect(
      physicsIqMarkdown('S.', ROWS)
        .split('\n')
        .filter((line) => line.startsWith('| ')),
    ).toHaveLength(1 + ROWS.length);
  });

  it('knows films in which its masks find nothing that moves', () => {
    const [clip] = CLIPS as [EvaluatedClip];
    const still = { ...clip, truth: clip.truth.map(() => lastSeen(clip)) };
    const see = (of: EvaluatedClip, role: 'truth' | 'subject') =>
      physicsIq.observe?.({ clip: of, frames: of.truth, source: { role } } as never);
    expect(see(clip, 'truth')).toMatchObject({ still: false, figures: { spatialIou: 1, mse: 0 } });
    expect(see(still, 'truth')).toMatchObject({ still: true });
    expect(see(still, 'subject')).toMatchObject({ still: null });
  });

  it('refuses a horizon in which nothing can be seen to move', () => {
    const run = { protocol: { context: 4, horizon: 3, starts: [0] } };
    expect(() => physicsIq.check?.(run as never)).toThrow('a horizon of at least 4 frames');
  });
});
