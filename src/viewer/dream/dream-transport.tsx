import type { KeyWords } from '../ui/keys-dialog.tsx';
import { SeedChoice } from '../ui/seed-choice.tsx';
import { SpeedChoice, speedBeside } from '../ui/speed-choice.tsx';
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
  const change = (way: 1 | -1): void => onSpeed(speedBeside(SPEEDS, speed, way));
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
      <SpeedChoice speeds={SPEEDS} speed={speed} onSpeed={onSpeed} />
      <SeedChoice seed={seed} onSeed={props.onSeed} />
    </div>
  );
}
