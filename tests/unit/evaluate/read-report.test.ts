import { describe, expect, it } from 'vitest';
import { parseReport } from '#src/evaluate/report/read-report.ts';
import { storedReport } from './stored-report.ts';

const parse = (change: Record<string, unknown>) =>
  parseReport(JSON.stringify({ ...storedReport(), ...change }), 'report.json');

describe('parseReport', () => {
  it('reads what evaluate wrote, and measures that it does not know', () => {
    const [clip] = parse({}).clips;
    expect(clip?.scores).toEqual({
      union_iou: [0.9, 0.5],
      energy_residual: [0.1, null],
    });
  });

  it('reads a report of before, which has no videos', () => {
    expect(parse({ videos: undefined }).videos).toEqual([]);
  });

  it.each([
    ['../../etc/passwd'],
    ['/etc/passwd'],
    ['clips/../../x.mp4'],
    ['clips/0123456789abcdef0123456789abcdef.mp4/../../secret'],
  ])('refuses a video at %s', (path) => {
    const [video] = storedReport().videos;
    expect(() => parse({ videos: [{ ...video, path }] })).toThrow(/must be what worldwright evaluate wrote/);
  });

  it.each([
    ['a huge horizon', { protocol: { ...storedReport().protocol, horizon: 1e9 } }],
    ['a model that is no model', { models: [{ name: 7 }] }],
    ['too many models', { models: new Array(1000).fill(storedReport().models[0]) }],
    ['a headline without an end', { verdict: { headline: 'x'.repeat(1e6), details: [], cautions: [] } }],
    ['a frame place that is no number', { clips: [{ ...storedReport().clips[0], frames: { video: -1 } }] }],
  ])('refuses %s', (_, change) => {
    expect(() => parse(change)).toThrow(expect.objectContaining({ code: 'evaluate/input' }));
  });

  it('tells of a newer worldwright', () => {
    expect(() => parse({ version: 99 })).toThrow(expect.objectContaining({ code: 'dataset/newer-layout' }));
  });

  it('refuses what is not JSON', () => {
    expect(() => parseReport('<script>', 'report.json')).toThrow(/it is not JSON/);
  });
});
