import { expect, it } from 'vitest';
import {
  counted,
  countedPolicy,
  createCallCount,
  createPolicyWatch,
} from '#src/dataset/runner/policy-watch.ts';

/** What a watch says after ticks of a second, within a call or between calls. */
function watched(inCall: boolean, seconds: number): string | null {
  const calls = createCallCount();
  const watch = createPolicyWatch(calls);
  let said: string | null = null;
  const wait = (): void => {
    for (let i = 0; i < seconds; i++) {
      said ??= watch.tick(1000);
    }
  };
  if (inCall) counted(calls, wait);
  else wait();
  return said;
}

it('a call that lasts is given up after ten seconds', () => {
  expect(watched(true, 10)).toBeNull();
  expect(watched(true, 11)).toMatch(/longer than 10 s over one frame/);
});

it('a machine that is busy with anything else has a minute for a frame', () => {
  expect(watched(false, 59)).toBeNull();
  expect(watched(false, 60)).toMatch(/took longer than 60 s/);
});

it('many short calls are no long one, and frames begin the minute anew', () => {
  const calls = createCallCount();
  const watch = createPolicyWatch(calls);
  const policy = countedPolicy(calls, () => () => {
    expect(watch.tick(900)).toBeNull();
    return new Float32Array(2);
  })(undefined as never);
  for (let frame = 0; frame < 200; frame++) {
    policy?.(frame, undefined as never);
    if (frame % 50 === 49) watch.frame();
  }
  expect(Atomics.load(calls, 0)).toBe(402);
});

it('a call that throws is over', () => {
  const calls = createCallCount();
  expect(() =>
    counted(calls, () => {
      throw new Error('no idea');
    }),
  ).toThrow('no idea');
  expect(Atomics.load(calls, 0)).toBe(2);
});
