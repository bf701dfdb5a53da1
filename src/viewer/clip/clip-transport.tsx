import type { KeyWords } from '../ui/keys-dialog.tsx';
import { SpeedChoice, speedBeside } from '../ui/speed-choice.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { type ClipMark, markBeside } from './clip-marks.ts';
import type { Playback } from './use-playback.ts';

/** The keys of a clip. */
export const CLIP_KEYS: readonly KeyWords[] = [
  ['Space', 'play, pause'],
  ['← →', 'one frame back, on'],
  ['↓ ↑', 'ten frames back, on'],
  ['Home End', 'first, last frame'],
  ['e r', 'next, previous event'],
  ['[ ]', 'slower, faster'],
  ['p n', 'previous, next episode'],
  ['b', 'boxes over the pictures'],
  ['c', 'names of bodies over the pictures'],
];

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

type ClipTransportProps = {
  readonly playback: Playback;
  readonly frames: number;
  readonly fps: number;
  readonly marks: readonly ClipMark[];
  /** The frame that is on the screen; `null` before there is one. */
  readonly shownFrame: number | null;
};

/** Plays, pauses and steps a clip, and names the frame that is on the screen. */
export function ClipTransport({ playback, frames, fps, marks, shownFrame }: ClipTransportProps) {
  const { wanted, playing, speed, go, setPlaying, setSpeed } = playback;
  const toMark = (way: 1 | -1): void => {
    const frame = markBeside(marks, wanted, way);
    if (frame !== null) go(frame);
  };
  const change = (way: 1 | -1): void => setSpeed(speedBeside(SPEEDS, speed, way));
  useKeys({
    ' ': () => setPlaying(!playing),
    ArrowLeft: () => go(wanted - 1),
    ArrowRight: () => go(wanted + 1),
    ArrowDown: () => go(wanted - 10),
    ArrowUp: () => go(wanted + 10),
    Home: () => go(0),
    End: () => go(frames - 1),
    e: () => toMark(1),
    r: () => toMark(-1),
    '[': () => change(-1),
    ']': () => change(1),
  });
  const step = (sign: string, words: string, to: () => void, disabled = false) => (
    <button type="button" onClick={to} aria-label={words} title={words} disabled={disabled}>
      {sign}
    </button>
  );
  return (
    <div class="row clip-transport">
      <button type="button" class="primary" onClick={() => setPlaying(!playing)}>
        {playing ? 'Pause' : 'Play'}
      </button>
      {step('‹', 'One frame back', () => go(wanted - 1))}
      {step('›', 'One frame on', () => go(wanted + 1))}
      {step('‹ event', 'To the event before', () => toMark(-1), markBeside(marks, wanted, -1) === null)}
      {step('event ›', 'To the next event', () => toMark(1), markBeside(marks, wanted, 1) === null)}
      <SpeedChoice speeds={SPEEDS} speed={speed} onSpeed={setSpeed} />
      <span class="spring" />
      <output class="frame-words" data-shown={shownFrame ?? ''}>
        {shownFrame === null
          ? 'loading'
          : `frame ${shownFrame} of 0…${frames - 1} · ${(shownFrame / fps).toFixed(3)} s`}
      </output>
    </div>
  );
}
