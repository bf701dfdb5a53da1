import type { KeyWords } from '../ui/keys-dialog.tsx';
import { SeedChoice } from '../ui/seed-choice.tsx';
import { SpeedChoice, speedBeside } from '../ui/speed-choice.tsx';
import { useKeys } from '../ui/use-keys.ts';
import type { Play } from './use-play.ts';

/** Speeds that can be chosen, times the world's own. */
const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

/** Keys of the transport. */
export const TRANSPORT_KEYS: readonly KeyWords[] = [
  ['Space', 'play or pause'],
  ['.', 'one frame'],
  [',', 'one physics step'],
  ['- +', 'slower, faster'],
  ['r', 'back to the start'],
  ['n p', 'next seed, previous seed'],
];

type TransportProps = {
  readonly play: Play;
  readonly stepsPerFrame: number;
  readonly speed: number;
  readonly onSpeed: (speed: number) => void;
  readonly seed: number;
  readonly onSeed: (seed: number) => void;
};

/** Play, pause, one step, slow motion, reset, seeds. */
export function Transport({ play, stepsPerFrame, speed, onSpeed, seed, onSeed }: TransportProps) {
  const plays = play.speed > 0;
  const toggle = (): void => play.run(plays ? 0 : speed);
  const change = (next: number): void => {
    onSpeed(next);
    if (plays) play.run(next);
  };
  const goTo = (next: number): void => onSeed(Math.max(0, next));
  useKeys({
    ' ': toggle,
    '.': () => play.step(stepsPerFrame),
    ',': () => play.step(1),
    '-': () => change(speedBeside(SPEEDS, speed, -1)),
    '+': () => change(speedBeside(SPEEDS, speed, 1)),
    '=': () => change(speedBeside(SPEEDS, speed, 1)),
    r: play.restart,
    n: () => goTo(seed + 1),
    p: () => goTo(seed - 1),
  });
  return (
    <div class="transport row" role="toolbar" aria-label="Transport">
      <button type="button" class="primary" onClick={toggle} title="Space">
        {plays ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={() => play.step(stepsPerFrame)} title="One frame (.)">
        Frame ›
      </button>
      <button type="button" onClick={() => play.step(1)} title="One physics step (,)">
        Step ›
      </button>
      <button type="button" onClick={play.restart} title="Back to the start (R)">
        Reset
      </button>
      <SpeedChoice speeds={SPEEDS} speed={speed} onSpeed={change} />
      <SeedChoice seed={seed} onSeed={onSeed} />
      <button type="button" onClick={() => goTo(seed + 1)} title="Next seed (N)">
        Next seed
      </button>
    </div>
  );
}
