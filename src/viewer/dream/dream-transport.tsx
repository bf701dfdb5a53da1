import type { KeyWords } from '../ui/keys-dialog.tsx';
import { useKeys } from '../ui/use-keys.ts';

/** Speeds that can be chosen, times the scene's own; infinity goes as fast as it can. */
const SPEEDS = [0.25, 0.5, 1, 2, 4, Number.POSITIVE_INFINITY];

/** Keys of the dream. */
export const DREAM_KEYS: readonly KeyWords[] = [
  ['Space', 'go on or pause'],
  ['.', 'one frame'],
  ['r', 'reset the dream to the truth'],
  ['0', 'back to the start'],
  ['- +', 'slower, faster'],
  ['n p', 'next seed, previous seed'],
  ['w a s d q e', 'drive the robot, true and dreamt: its panel shows which key does what'],
];

type DreamTransportProps = {
  readonly plays: boolean;
  readonly speed: number;
  readonly seed: number;
  readonly onPlay: (plays: boolean) => void;
  readonly onSpeed: (speed: number) => void;
  readonly onStep: () => void;
  readonly onWake: () => void;
  readonly onRestart: () => void;
  readonly onSeed: (seed: number) => void;
};

/** Go on, pause, one frame, wake, start again, speed, seeds. */
export function DreamTransport(props: DreamTransportProps) {
  const { plays, speed, seed, onPlay, onSpeed, onStep, onWake, onRestart } = props;
  const toggle = (): void => onPlay(!plays);
  const change = (by: number): void =>
    onSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(speed) + by))] ?? 1);
  const goTo = (next: number): void => props.onSeed(Math.max(0, next));
  useKeys({
    ' ': toggle,
    '.': onStep,
    '-': () => change(-1),
    '+': () => change(1),
    '=': () => change(1),
    r: onWake,
    '0': onRestart,
    n: () => goTo(seed + 1),
    p: () => goTo(seed - 1),
  });
  return (
    <div class="dream-transport row" role="toolbar" aria-label="Transport">
      <button type="button" class="primary" onClick={toggle} title="Space">
        {plays ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={onStep} title="One frame (.)">
        Frame ›
      </button>
      <button type="button" onClick={onWake} title="R">
        Reset the dream to the truth
      </button>
      <button type="button" onClick={onRestart} title="Back to the start (0)">
        Start again
      </button>
      <label class="row">
        <span class="soft">Speed</span>
        <select value={String(speed)} onChange={({ currentTarget }) => onSpeed(Number(currentTarget.value))}>
          {SPEEDS.map((one) => (
            <option key={one} value={String(one)}>
              {Number.isFinite(one) ? `${one} ×` : 'as fast as it can'}
            </option>
          ))}
        </select>
      </label>
      <label class="row">
        <span class="soft">Seed</span>
        <input
          type="number"
          min={0}
          max={Number.MAX_SAFE_INTEGER}
          value={seed}
          onChange={({ currentTarget }) => goTo(Math.round(Number(currentTarget.value) || 0))}
        />
      </label>
    </div>
  );
}
