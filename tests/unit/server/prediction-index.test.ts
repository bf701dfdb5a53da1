import { describe, expect, it } from 'vitest';
import { parseReport } from '#src/evaluate/report/read-report.ts';
import { indexReport } from '#src/server/prediction-index.ts';
import { storedReport } from '../evaluate/stored-report.ts';

const indexed = (change: Record<string, unknown> = {}) =>
  indexReport(parseReport(JSON.stringify({ ...storedReport(), ...change }), 'report.json'), 'r', 'report');

describe('the index of a report', () => {
  const { index, places } = indexed();

  it('gathers rows into curves, one a model, scene and measure', () => {
    expect(index.scenes).toEqual(['all', 'one', 'two']);
    expect(index.rows).toHaveLength(3);
    expect(index.rows[0]).toMatchObject({ model: 0, scene: 0, mean: [0.9, null], n: 2 });
    expect(index.comparisons[0]).toMatchObject({ model: 0, against: 1, mean: [0.5, null] });
  });

  it('has one clip for all of its models, with the measures that only some have', () => {
    expect(index.clips.map(({ id }) => id)).toEqual(['one-0.main.0', 'two-0.main.0']);
    expect(index.clips[0]?.scores[1]).toEqual({ union_iou: [0.4, null] });
    expect(index.metrics).toEqual(['union_iou', 'energy_residual']);
  });

  it('finds the context before the true frames', () => {
    expect(places[1]).toEqual({
      truth: { video: 2, first: 4 },
      predicted: [
        { video: 0, first: 2 },
        { video: 1, first: 2 },
        { video: 2, first: 6 },
      ],
    });
    expect(index.clips[1]).toMatchObject({ truth: true, predicted: [true, true, true], width: 8, height: 6 });
  });

  it('has no frames where a place leads out of its video', () => {
    const clips = storedReport().clips.map((clip) => ({ ...clip, frames: { video: 0, first: 3 } }));
    expect(indexed({ clips }).index.clips[0]).toMatchObject({
      truth: false,
      predicted: [false, false, false],
    });
    const nowhere = storedReport().clips.map((clip) => ({ ...clip, frames: { video: 99, first: 0 } }));
    expect(indexed({ clips: nowhere }).index.clips[0]?.truth).toBe(false);
  });

  it('says of a report of before how to get its pictures', () => {
    const { notes, clips } = indexed({ videos: undefined }).index;
    expect(notes.join()).toMatch(/evaluate again/);
    expect(clips[0]).toMatchObject({ truth: false, predicted: [false, false, false] });
  });

  it('tells clips of several datasets apart', () => {
    const clips = storedReport().clips.map((clip, i) => ({
      ...clip,
      clip: 'one-0.main.0',
      cluster: i < 3 ? 'x/one-0' : 'y/one-0',
    }));
    expect(indexed({ clips }).index.clips.map(({ id }) => id)).toEqual([
      'x/one-0/one-0.main.0',
      'y/one-0/one-0.main.0',
    ]);
  });
});
