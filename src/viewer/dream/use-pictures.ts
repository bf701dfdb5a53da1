import type { RefObject } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { opaque } from '../stage/opaque.ts';
import { putOnCanvas } from '../stage/put-on-canvas.ts';
import { differenceOf } from './difference.ts';

/** The three pictures, and who draws on them. */
export type DreamPictures = {
  readonly truth: RefObject<HTMLCanvasElement | null>;
  readonly dream: RefObject<HTMLCanvasElement | null>;
  readonly difference: RefObject<HTMLCanvasElement | null>;
  /** Shows a true frame and what was dreamt of it: itself where nothing was. */
  readonly show: (truth: Uint8Array, dreamt: Uint8Array | null) => void;
  /** The dream is the truth, as it was shown last. */
  readonly wake: () => void;
};

/** Three canvases of one size. */
export function usePictures(width: number, height: number): DreamPictures {
  const truth = useRef<HTMLCanvasElement>(null);
  const dream = useRef<HTMLCanvasElement>(null);
  const difference = useRef<HTMLCanvasElement>(null);
  return useMemo(() => {
    let last: Uint8Array | null = null;
    const put = ({ current }: RefObject<HTMLCanvasElement | null>, rgb: Uint8Array): void => {
      if (current === null || rgb.length !== 3 * width * height) return;
      putOnCanvas(current, opaque(rgb), width, height);
    };
    const show = (seen: Uint8Array, dreamt: Uint8Array | null): void => {
      last = seen;
      put(truth, seen);
      put(dream, dreamt ?? seen);
      put(difference, differenceOf(seen, dreamt ?? seen));
    };
    return { truth, dream, difference, show, wake: () => last !== null && show(last, null) };
  }, [width, height]);
}
