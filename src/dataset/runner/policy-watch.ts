import type { PolicyFactory } from '../../simulator/policies/policy.ts';

/**
 * How often a user's program was entered and left, in memory that threads share: odd while it is being called.
 * Length 1.
 */
export type CallCount = Int32Array<SharedArrayBuffer>;

export const createCallCount = (): CallCount => new Int32Array(new SharedArrayBuffer(4));

/** Counts a call in and out. */
export function counted<T>(calls: CallCount, call: () => T): T {
  Atomics.add(calls, 0, 1);
  try {
    return call();
  } finally {
    Atomics.add(calls, 0, 1);
  }
}

/** A policy whose calls are counted. */
export const countedPolicy =
  (calls: CallCount, create: PolicyFactory): PolicyFactory =>
  (episode) => {
    const policy = counted(calls, () => create(episode));
    return policy === null ? null : (frame, state) => counted(calls, () => policy(frame, state));
  };

/** Longest single call of a policy, and longest time without a frame whoever takes it, milliseconds. */
const CALL_LIMIT_MS = 10_000;
const FRAME_LIMIT_MS = 60_000;

/** Tells a policy that hangs from a machine that is busy. */
export type PolicyWatch = {
  /** An episode begins, or a frame of it has come. */
  frame(): void;
  /**
   * Called again and again.
   *
   * @param passed - Milliseconds since the last time that count: a watch that was itself held up counts less.
   * @returns Why the episode shall be given up, or `null`.
   */
  tick(passed: number): string | null;
};

/** Watches the calls that another thread counts. */
export function createPolicyWatch(calls: CallCount): PolicyWatch {
  let count = 0;
  let inCall = 0;
  let sinceFrame = 0;
  return {
    frame() {
      sinceFrame = 0;
    },
    tick(passed) {
      const before = count;
      count = Atomics.load(calls, 0);
      inCall = count % 2 === 1 && count === before ? inCall + passed : 0;
      sinceFrame += passed;
      if (inCall >= CALL_LIMIT_MS)
        return `its policy took longer than ${CALL_LIMIT_MS / 1000} s over one frame`;
      return sinceFrame < FRAME_LIMIT_MS ? null : `a frame of it took longer than ${FRAME_LIMIT_MS / 1000} s`;
    },
  };
}
