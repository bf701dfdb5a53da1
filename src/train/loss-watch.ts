import { ToolkitError } from '../core/error.ts';

/** Times the running median that a step's loss may be. */
const LIMIT_FACTOR = 10;

/** Losses that the median is taken of, and how many it needs. */
const MEDIAN_WINDOW = 101;
const MEDIAN_NEEDS = 11;

/** Steps that may be skipped in a row, and share of the last {@link SKIP_WINDOW}. */
const SKIPS_IN_A_ROW = 20;
const SKIP_WINDOW = 1000;
const SKIP_SHARE = 0.05;

/** What is remembered of the steps done: plain data, kept in the checkpoint. */
export type LossMemory = {
  /** Losses of the phase's last steps that were taken, oldest first. */
  readonly losses: readonly number[];
  /** Steps that were not taken, among the last ones. */
  readonly skipped: readonly number[];
  /** Steps not taken since the beginning. */
  readonly skippedInAll: number;
};

export const NO_LOSSES: LossMemory = { losses: [], skipped: [], skippedInAll: 0 };

/** Above this a step's loss is an explosion; infinite while too few are known. */
export function lossLimit({ losses }: LossMemory): number {
  if (losses.length < MEDIAN_NEEDS) return Number.POSITIVE_INFINITY;
  const sorted = [...losses].sort((a, b) => a - b);
  return LIMIT_FACTOR * (sorted[sorted.length >> 1] as number);
}

/** The memory after a step. */
export function rememberLoss(memory: LossMemory, step: number, loss: number, taken: boolean): LossMemory {
  const skipped = memory.skipped.filter((other) => other > step - SKIP_WINDOW);
  if (taken) return { ...memory, skipped, losses: [...memory.losses.slice(1 - MEDIAN_WINDOW), loss] };
  return { ...memory, skipped: [...skipped, step], skippedInAll: memory.skippedInAll + 1 };
}

/** The memory with which the next phase begins: its losses are of another size. */
export const forgetLosses = (memory: LossMemory): LossMemory => ({ ...memory, losses: [] });

/**
 * Ends a training that has come apart.
 *
 * @param kept - Where the last good state lies, in words.
 * @throws {@link ToolkitError} `train/diverged` after twenty skipped steps in a row, or more than one in twenty of
 * the last thousand.
 */
export function checkDiverged({ skipped }: LossMemory, step: number, kept: string): void {
  let row = 0;
  while (skipped[skipped.length - 1 - row] === step - row && row < skipped.length) row += 1;
  if (row < SKIPS_IN_A_ROW && skipped.length <= SKIP_SHARE * SKIP_WINDOW) return;
  const what =
    row >= SKIPS_IN_A_ROW
      ? `${row} steps in a row`
      : `${skipped.length} of the last ${Math.min(step + 1, SKIP_WINDOW)} steps`;
  throw new ToolkitError(
    'train/diverged',
    `The loss must stay finite and below ${LIMIT_FACTOR} times its median, and at step ${step + 1} it had not for ${what}; ${kept}.`,
    'Go on from there with another seed, or train with a larger --batch.',
  );
}
