import type { OnProgress, Progress } from '../core/progress.ts';

/** Between two lines of progress where there is no terminal to redraw. */
const QUIET_LINE_MS = 5000;

/** Between two redraws of a live line. */
const LIVE_LINE_MS = 100;

const BAR_CELLS = 24;

/** Prints words to stderr: stdout belongs to `--json`. */
export const say = (words: string): void => {
  process.stderr.write(`${words}\n`);
};

/** Prints a machine-readable result to stdout. */
export const printJson = (result: unknown): void => {
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
};

/** `12 s`, `3 min 05 s`. */
export function spellSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

function progressLine(progress: Progress, elapsed: number, bar: boolean): string {
  const { stage, done, total, unit, note, secondsLeft } = progress;
  const share = total > 0 ? done / total : 1;
  const filled = Math.round(share * BAR_CELLS);
  const cells = bar ? ` ${'━'.repeat(filled)}${'╌'.repeat(BAR_CELLS - filled)}` : '';
  const seconds = secondsLeft ?? (elapsed / done) * (total - done);
  const left = done > 0 && done < total ? ` · ${spellSeconds(seconds)} left` : '';
  const words = note === undefined ? '' : ` · ${note}`;
  return `${stage.padEnd(9)}${cells} ${done}/${total} ${unit} · ${spellSeconds(elapsed)}${left}${words}`;
}

/**
 * Shows long work: one line that is redrawn on a terminal, else a line every few seconds; each stage
 * ends with a line that stays.
 */
export function createProgressLine(): OnProgress {
  const live = process.stderr.isTTY === true;
  let stage = '';
  let started = 0;
  let printed = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.stage !== stage) {
      stage = progress.stage;
      started = now;
      printed = Number.NEGATIVE_INFINITY;
    }
    const finished = progress.done >= progress.total;
    if (!finished && now - printed < (live ? LIVE_LINE_MS : QUIET_LINE_MS)) return;
    printed = now;
    const line = progressLine(progress, (now - started) / 1000, live);
    if (live) process.stderr.write(`\r\u001b[2K${line.slice(0, (process.stderr.columns ?? 100) - 1)}`);
    else process.stderr.write(`${line}\n`);
    if (finished) {
      if (live) process.stderr.write('\n');
      stage = '';
    }
  };
}
