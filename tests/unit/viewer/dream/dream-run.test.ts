import { describe, expect, it } from 'vitest';
import type { WorldState } from '#src/core/episode.ts';
import { createDreamLoop } from '#src/viewer/dream/dream-loop.ts';
import { createDreamRun, type DreamFrame, type DreamRunParts } from '#src/viewer/dream/dream-run.ts';
import type { TruthMoment } from '#src/viewer/dream/truth.ts';
import type { PlayMoment } from '#src/viewer/play/play-orders.ts';
import type { DreamStart } from '#src/world-model/world-model-environment.ts';

const moment = (frame: number): TruthMoment => ({
  seen: { frame, rgb: new Uint8Array(3).fill(frame), foreground: null },
  moment: { state: {} as WorldState } as PlayMoment,
});

/** A run of a simulator that counts, and of a model that adds one to what it is told. */
function counting(change: Partial<DreamRunParts> = {}) {
  const frames: DreamFrame[] = [];
  const starts: DreamStart[] = [];
  const errors: unknown[] = [];
  let frame = 0;
  let dreamt = 0;
  const parts: DreamRunParts = {
    truth: {
      open: async () => moment(0),
      advance: async () => {
        frame += 1;
        return moment(frame);
      },
      close: () => undefined,
    },
    dreamer: {
      begin: async (start) => {
        starts.push(start);
        dreamt = start.frames.at(-1)?.[0] ?? 0;
      },
      step: async () => {
        dreamt += 1;
        return { rgb: new Uint8Array(3).fill(dreamt), took: 1, runs: 'a test' };
      },
    },
    loop: createDreamLoop(2, 1),
    fps: 100,
    act: (k) => Float32Array.of(k),
    every: () => 0,
    onFrame: (one) => frames.push(one),
    onError: (error) => errors.push(error),
    ...change,
  };
  return { run: createDreamRun(parts), frames, starts, errors };
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('createDreamRun', () => {
  it('shows frame 0 and rests; then a frame a step, with the action that led to it', async () => {
    const { run, frames, starts } = counting();
    await until(() => frames.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(frames.map(({ truth }) => truth.frame)).toEqual([0]);
    run.step();
    await until(() => frames.length === 2);
    run.step();
    run.step();
    await until(() => frames.length === 4);
    expect(frames.map(({ action }) => action?.[0])).toEqual([undefined, 0, 1, 2]);
    expect(frames.map(({ dreamt }) => dreamt?.rgb[0])).toEqual([undefined, undefined, 2, 3]);
    expect(starts).toHaveLength(1);
    expect(starts[0]?.actions).toEqual(Float32Array.of(0));
    run.close();
  });

  it('runs until it is paused, and is told the truth when somebody asks', async () => {
    const { run, frames, starts } = counting();
    run.run(Number.POSITIVE_INFINITY);
    await until(() => frames.length > 10);
    run.wake();
    await until(() => starts.length === 2);
    run.run(0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const paused = frames.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(frames.length).toBe(paused);
    expect(frames.every(({ row }) => row.horizon === 0 || row.psnr === 60)).toBe(true);
    run.close();
  });

  it('stops at a failure and tells it once', async () => {
    const failure = new Error('the model returned NaN');
    const dreamer = {
      begin: async () => undefined,
      step: async () => {
        throw failure;
      },
    };
    const { run, frames, errors } = counting({ dreamer });
    run.run(Number.POSITIVE_INFINITY);
    await until(() => errors.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(errors).toEqual([failure]);
    expect(frames).toHaveLength(2);
    run.close();
  });
});
