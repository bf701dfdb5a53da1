import type { Playback } from '../clip/use-playback.ts';
import type { KeyWords } from '../ui/keys-dialog.tsx';
import { SpeedChoice, speedBeside } from '../ui/speed-choice.tsx';
import { useKeys } from '../ui/use-keys.ts';
import type { ClipTime } from './prediction-tracks.ts';

/** The keys of the page. */
export const PREDICTION_KEYS: readonly KeyWords[] = [
  ['Space', 'play, pause'],
  ['← →', 'one frame back, on'],
  ['Home End', 'first, last frame'],
  ['c', 'to the first predicted frame'],
  ['↑ ↓', 'previous, next clip of the list'],
  ['[ ]', 'slower, faster'],
];

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

type TransportProps = {
  readonly playback: Playback;
  readonly time: ClipTime;
  readonly fps: number;
  /** The frame that is on the screen; `null` before there is one. */
  readonly frame: number | null;
};

/** Says where a clip stands: what the model saw, or how far ahead it dreams. */
function frameWords(frame: number, { context }: ClipTime, fps: number): string {
  if (frame < context) return `context ${frame + 1} of ${context}`;
  const ahead = frame - context + 1;
  return `+${ahead} ahead (${(ahead / fps).toFixed(2)} s)`;
}

/** Plays, pauses and steps a clip. */
export function PredictionTransport({ playback, time, fps, frame }: TransportProps) {
  const { wanted, playing, speed, go, setPlaying, setSpeed } = playback;
  const change = (way: 1 | -1): void => setSpeed(speedBeside(SPEEDS, speed, way));
  useKeys({
    ' ': () => setPlaying(!playing),
    ArrowLeft: () => go(wanted - 1),
    ArrowRight: () => go(wanted + 1),
    Home: () => go(0),
    End: () => go(time.frames - 1),
    c: () => go(time.context),
    '[': () => change(-1),
    ']': () => change(1),
  });
  return (
    <div class="row prediction-transport" role="toolbar" aria-label="Transport">
      <button type="button" class="primary" onClick={() => setPlaying(!playing)}>
        {playing ? 'Pause' : 'Play'}
      </button>
      <button
        type="button"
        onClick={() => go(wanted - 1)}
        aria-label="One frame back"
        title="One frame back (←)"
      >
        ‹
      </button>
      <button type="button" onClick={() => go(wanted + 1)} aria-label="One frame on" title="One frame on (→)">
        ›
      </button>
      <SpeedChoice speeds={SPEEDS} speed={speed} onSpeed={setSpeed} />
      <span class="spring" />
      <output class="frame-words" data-shown={frame ?? ''}>
        {frame === null ? 'loading' : frameWords(frame, time, fps)}
      </output>
    </div>
  );
}
