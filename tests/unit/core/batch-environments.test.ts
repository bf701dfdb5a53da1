import { describe, expect, it } from 'vitest';
import { batchEnvironments } from '#src/core/batch-environments.ts';
import { checkAction } from '#src/core/check-action.ts';
import type { Environment, TimeStep } from '#src/core/environment.ts';

type Seen = { readonly place: number };

/** A point that is pushed along a line; its episode ends after as many frames as its seed says. */
function walker(high = 1): Environment<Seen, readonly [number, number, number]> {
  let [place, frame, end] = [0, 0, 0];
  const show = (): TimeStep<Seen> => ({
    ...{ observation: { place }, reward: place, terminated: false, truncated: frame >= end },
    ...{ events: [], info: {} },
  });
  const actionSpec = { name: 'push', shape: [1], dtype: 'float32', low: -1, high, unit: 'm' } as const;
  return {
    actionSpec,
    observationSpecs: [],
    reset: async (seed) => {
      [place, frame, end] = [0, 0, seed];
      return show();
    },
    step: async (action) => {
      if (frame >= end) throw new Error('stepped after the end');
      checkAction(actionSpec, action, 'action');
      place += action?.[0] ?? 0;
      frame++;
      return show();
    },
    snapshot: () => [place, frame, end],
    restore: async (moment) => {
      [place, frame, end] = moment;
      return show();
    },
    close: () => undefined,
  };
}

const places = (steps: readonly TimeStep<Seen>[]): readonly number[] =>
  steps.map(({ observation }) => observation.place);

describe('a batch of environments', () => {
  it('steps every lane by its own row, and lets wait what has ended', async () => {
    const batch = batchEnvironments([walker(), walker()]);
    expect(places(await batch.reset([1, 3]))).toEqual([0, 0]);
    expect(places(await batch.step(Float32Array.of(0.5, -0.25)))).toEqual([0.5, -0.25]);
    expect(batch.ended).toEqual([true, false]);
    // The row of a lane that waits is not looked at.
    expect(places(await batch.step(Float32Array.of(Number.NaN, -0.25)))).toEqual([0.5, -0.5]);
    expect(places(await batch.reset([2, null]))).toEqual([0, -0.5]);
    expect(places(await batch.step(Float32Array.of(1, 1)))).toEqual([1, 0.5]);
    expect(batch.ended).toEqual([false, true]);
  });

  it('goes back to a snapshot of all lanes', async () => {
    const batch = batchEnvironments([walker(), walker()]);
    await batch.reset([5, 5]);
    await batch.step(Float32Array.of(0.5, -0.5));
    const moment = structuredClone(batch.snapshot());
    await batch.step(Float32Array.of(1, 1));
    expect(places(await batch.restore(moment))).toEqual([0.5, -0.5]);
  });

  it('moves no lane for a bad action of one', async () => {
    const batch = batchEnvironments([walker(), walker()]);
    await batch.reset([5, 5]);
    await expect(batch.step(Float32Array.of(0.5, 2))).rejects.toThrow('actions[1][0] must lie in [-1, 1] m');
    expect(places(await batch.step(Float32Array.of(0, 0)))).toEqual([0, 0]);
  });

  it('refuses nothing, unlike lanes, wrong counts, and steps before a reset or after all ends', async () => {
    expect(() => batchEnvironments([])).toThrow('must have at least one environment');
    expect(() => batchEnvironments([walker(), walker(2)])).toThrow('got another in 1');
    const batch = batchEnvironments([walker(), walker()]);
    await expect(batch.step(Float32Array.of(0, 0))).rejects.toThrow('must be reset first');
    await expect(batch.reset([1])).rejects.toThrow('Seeds must be 2 for 2 lanes, got 1');
    await batch.reset([1, 1]);
    await expect(batch.step(Float32Array.of(0))).rejects.toThrow('Numbers of actions must be 2');
    await batch.step(Float32Array.of(0, 0));
    await expect(batch.step(Float32Array.of(0, 0))).rejects.toThrow('only lanes that have ended');
  });
});
