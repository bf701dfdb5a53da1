/** What passes at most between two looks at the clock, seconds: a scene that is too slow falls behind, not apart. */
const MOST_AT_ONCE = 0.1;

/** Turns the time that passes into physics steps, and measures how fast the scene really goes. */
export type Pace = {
  /**
   * Steps that are due at `now` milliseconds, when the world shall go `speed` times as fast as the clock.
   */
  readonly due: (now: number, speed: number) => number;
  /** Forgets the time that passed: after a pause. */
  readonly reset: (now: number) => void;
  /** Seconds of the world a second, over the last half second or so. */
  readonly measured: () => number;
};

/** A pace at `rate` physics steps a second. */
export function createPace(rate: number): Pace {
  let last: number | null = null;
  let owed = 0;
  let measured = 0;
  return {
    due(now, speed) {
      const passed = last === null ? 0 : (now - last) / 1000;
      last = now;
      owed += Math.min(passed, MOST_AT_ONCE) * speed * rate;
      const steps = Math.floor(owed);
      owed -= steps;
      if (passed > 0) {
        const share = Math.min(1, passed / 0.5);
        measured += (steps / rate / passed - measured) * share;
      }
      return steps;
    },
    reset(now) {
      last = now;
      owed = 0;
      measured = 0;
    },
    measured: () => measured,
  };
}
