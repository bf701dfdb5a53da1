import type { WorldState } from '../../core/episode.ts';
import type { DreamLoop, DreamRow, DreamTurn, TrueFrame } from './dream-loop.ts';
import type { DreamtFrame } from './dream-orders.ts';
import type { Dreamer } from './dreamer.ts';
import type { Truth, TruthMoment } from './truth.ts';

/** Who takes part in a run. */
export type DreamRunParts = {
  readonly truth: Truth;
  readonly dreamer: Pick<Dreamer, 'begin' | 'step'>;
  readonly loop: DreamLoop;
  readonly fps: number;
  /** What is held from a frame on; `null` where nothing acts. */
  readonly act: (frame: number, state: WorldState) => Float32Array | null;
  /** Frames after which the dream is the truth again, asked each frame; 0 = never. */
  readonly every: () => number;
  readonly onFrame: (frame: DreamFrame) => void;
  readonly onError: (error: unknown) => void;
};

/** A frame of both. */
export type DreamFrame = {
  readonly truth: TrueFrame;
  /** `null` while the model only watches. */
  readonly dreamt: DreamtFrame | null;
  readonly row: DreamRow;
  /** What was held before it. */
  readonly action: Float32Array | null;
};

/** The simulator and a dream, frame by frame beside each other. */
export type DreamRun = {
  /** Goes on at so many times the scene's speed, as fast as it can at infinity; 0 pauses. */
  readonly run: (speed: number) => void;
  /** One frame, then it rests. */
  readonly step: () => void;
  /** The dream is the truth, now. */
  readonly wake: () => void;
  readonly close: () => void;
};

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Opens the simulator and shows its frame 0; it rests until it is told to run. */
export function createDreamRun(parts: DreamRunParts): DreamRun {
  const { truth, dreamer, loop, fps, act, every, onFrame, onError } = parts;
  let speed = 0;
  let closed = false;
  let goes = false;
  /** A step that was asked for while another frame was on its way. */
  let owed = false;
  let now: TruthMoment | null = null;

  const show = (seen: TrueFrame, action: Float32Array | null, dreamt: DreamtFrame | null): void => {
    const row = loop.take(seen, action, dreamt?.rgb ?? null);
    if (!closed) onFrame({ truth: seen, dreamt, row, action });
  };
  const begin = async (turn: DreamTurn): Promise<boolean> => {
    if (turn.kind === 'begin') await dreamer.begin(turn.start);
    return turn.kind !== 'watch';
  };
  const frame = async ({ seen, moment }: TruthMoment): Promise<void> => {
    const action = act(seen.frame, moment.state);
    const dreams = await begin(loop.turn(every()));
    const [next, dreamt] = await Promise.all([truth.advance(action), dreams ? dreamer.step(action) : null]);
    now = next;
    show(next.seen, action, dreamt);
  };
  const go = async (once: boolean): Promise<void> => {
    if (goes) {
      owed ||= once;
      return;
    }
    goes = true;
    owed = false;
    try {
      do {
        const begun = performance.now();
        if (now === null) {
          now = await truth.open();
          show(now.seen, null, null);
        } else await frame(now);
        if (once && speed === 0) break;
        await rest(Math.max(0, 1000 / (fps * speed) - (performance.now() - begun)));
      } while (speed > 0 && !closed);
    } catch (error) {
      speed = 0;
      owed = false;
      if (!closed) onError(error);
    } finally {
      goes = false;
    }
    if (!closed && (owed || speed > 0)) void go(owed);
  };
  void go(true);
  return {
    run(next) {
      speed = next;
      if (speed > 0) void go(false);
    },
    step() {
      speed = 0;
      void go(true);
    },
    wake: loop.wake,
    close() {
      closed = true;
      speed = 0;
      truth.close();
    },
  };
}
