import { foregroundPsnr } from '../../metrics/foreground-psnr.ts';
import { psnr } from '../../metrics/psnr.ts';
import type { DreamStart } from '../../world-model/world-model-environment.ts';

/** A frame of the simulator. */
export type TrueFrame = {
  readonly frame: number;
  /** sRGB, 8 bit, shape [height, width, 3]. */
  readonly rgb: Uint8Array;
  /** 1 where something is that can move, shape [height, width]; `null` where ids cannot be drawn. */
  readonly foreground: Uint8Array | null;
};

/** How far a dreamt frame is from the true one, dB; `null` where nothing was dreamt, or there is no foreground. */
export type DreamRow = {
  readonly frame: number;
  /** Frames since the dream was the truth; 0 where nothing was dreamt. */
  readonly horizon: number;
  readonly psnr: number | null;
  /** Of the last frame known before the dream, held still. */
  readonly copyLast: number | null;
  readonly foreground: number | null;
  readonly foregroundCopyLast: number | null;
};

/** What comes next: not enough is known yet; the dream begins with what is known; it goes on. */
export type DreamTurn =
  | { readonly kind: 'watch'; readonly missing: number }
  | { readonly kind: 'begin'; readonly start: DreamStart }
  | { readonly kind: 'dream' };

/** Keeps what is known of an episode, and how far its dream has come from it. */
export type DreamLoop = {
  /**
   * What the next frame is to come of.
   *
   * @param every - Frames after which the dream is the truth again; 0 = never.
   */
  readonly turn: (every: number) => DreamTurn;
  /** Takes a frame, the action that was held before it, and what was dreamt of it. */
  readonly take: (truth: TrueFrame, action: Float32Array | null, dreamt: Uint8Array | null) => DreamRow;
  /** The dream shall be the truth at the next turn. */
  readonly wake: () => void;
};

const number = (value: number): number | null => (Number.isNaN(value) ? null : value);

/**
 * Begins with nothing known.
 *
 * @param context - Frames that must be known before the model dreams.
 * @param elements - Numbers of an action; 0 where nothing acts.
 */
export function createDreamLoop(context: number, elements: number): DreamLoop {
  let known: { readonly rgb: Uint8Array; readonly action: Float32Array }[] = [];
  let still: Uint8Array | null = null;
  let horizon = 0;
  let asleep = false;

  const start = (): DreamStart => ({
    frames: known.map(({ rgb }) => rgb),
    actions: elements === 0 ? null : Float32Array.from(known.slice(1).flatMap(({ action }) => [...action])),
  });
  return {
    turn(every) {
      if (known.length < context) return { kind: 'watch', missing: context - known.length };
      if (asleep && !(every > 0 && horizon >= every)) return { kind: 'dream' };
      asleep = true;
      horizon = 0;
      still = known.at(-1)?.rgb ?? null;
      return { kind: 'begin', start: start() };
    },
    take({ frame, rgb, foreground }, action, dreamt) {
      known = [...known, { rgb, action: action ?? new Float32Array(elements) }].slice(-context);
      if (dreamt === null || still === null)
        return { frame, horizon: 0, psnr: null, copyLast: null, foreground: null, foregroundCopyLast: null };
      horizon += 1;
      const front = (other: Uint8Array): number | null =>
        foreground === null ? null : number(foregroundPsnr(rgb, other, foreground));
      return {
        ...{ frame, horizon, psnr: psnr(rgb, dreamt), copyLast: psnr(rgb, still) },
        ...{ foreground: front(dreamt), foregroundCopyLast: front(still) },
      };
    },
    wake() {
      asleep = false;
    },
  };
}
