import { useEffect, useRef, useState } from 'preact/hooks';
import { patchAddress } from '../address.ts';

/** How a clip is played. */
export type Playback = {
  /** The frame that is to be shown. */
  readonly wanted: number;
  readonly playing: boolean;
  readonly speed: number;
  /** Goes to a frame, the nearest there is, and stops there. */
  readonly go: (frame: number) => void;
  readonly setPlaying: (playing: boolean) => void;
  readonly setSpeed: (speed: number) => void;
  /** Told the frame that is shown: play goes on from there. */
  readonly onShown: (frame: number | undefined) => void;
};

/** After that long without a change the address tells the frame, ms: browsers refuse more than a few a second. */
const ADDRESS_AFTER_MS = 200;

/**
 * Plays a clip over and over: never past a frame that is not shown yet.
 *
 * @param start - The frame that the address names.
 * @param rest - The frame that is meant where the address names none.
 */
export function usePlayback(frames: number, fps: number, start: number, rest = 0): Playback {
  const last = frames - 1;
  const within = (frame: number): number => Math.max(0, Math.min(last, Math.round(frame)));
  const [wanted, setWanted] = useState(() => within(start));
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const shown = useRef(-1);
  const latest = useRef(wanted);
  latest.current = wanted;
  const told = useRef(start);
  // Someone followed a link to another frame of this clip; what was told from here may be old already.
  useEffect(() => {
    if (start === told.current) return;
    told.current = start;
    setWanted(within(start));
  }, [start]);
  useEffect(() => {
    if (!playing) return;
    let asked = requestAnimationFrame(tick);
    let due = performance.now() + 1000 / (fps * speed);
    function tick(now: number): void {
      asked = requestAnimationFrame(tick);
      if (now < due || shown.current !== latest.current) return;
      // What was late stays late: no frame is left out.
      due = Math.max(due + 1000 / (fps * speed), now);
      setWanted(latest.current >= last ? 0 : latest.current + 1);
    }
    return () => cancelAnimationFrame(asked);
  }, [playing, speed, fps, last]);
  useEffect(() => {
    if (playing) return;
    const timer = setTimeout(() => {
      told.current = wanted;
      patchAddress({ frame: wanted === rest ? null : wanted });
    }, ADDRESS_AFTER_MS);
    // The address that was followed may be of another clip, of which this frame says nothing.
    const leave = (): void => clearTimeout(timer);
    addEventListener('hashchange', leave);
    return () => {
      leave();
      removeEventListener('hashchange', leave);
    };
  }, [wanted, playing, rest]);
  return {
    ...{ wanted, playing, speed, setPlaying, setSpeed },
    go: (frame) => {
      setPlaying(false);
      setWanted(within(frame));
    },
    onShown: (frame) => {
      shown.current = frame ?? -1;
    },
  };
}
