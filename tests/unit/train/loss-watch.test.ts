import { describe, expect, it } from 'vitest';
import {
  checkDiverged,
  forgetLosses,
  type LossMemory,
  lossLimit,
  NO_LOSSES,
  rememberLoss,
} from '#src/train/loss-watch.ts';

/** The memory of steps with these losses; NaN = not taken. */
function memoryOf(losses: readonly number[]): LossMemory {
  return losses.reduce<LossMemory>(
    (memory, loss, step) => rememberLoss(memory, step, loss, !Number.isNaN(loss)),
    NO_LOSSES,
  );
}

const steady = (count: number): number[] => Array.from({ length: count }, (_, i) => 0.1 + 0.001 * (i % 5));

describe('lossLimit', () => {
  it('lets everything pass until it knows enough', () => {
    expect(lossLimit(memoryOf(steady(10)))).toBe(Number.POSITIVE_INFINITY);
    expect(lossLimit(memoryOf(steady(11)))).toBeLessThan(2);
  });

  it('is ten times the median of the last losses', () => {
    expect(lossLimit(memoryOf(steady(200)))).toBeCloseTo(1.02, 10);
  });

  it('begins anew with a phase', () => {
    expect(lossLimit(forgetLosses(memoryOf(steady(200))))).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not moved by steps that were not taken', () => {
    const before = memoryOf(steady(50));
    expect(lossLimit(rememberLoss(before, 50, 1e9, false))).toBe(lossLimit(before));
  });
});

describe('checkDiverged', () => {
  const lost = (count: number): number[] => Array.from({ length: count }, () => Number.NaN);
  const check = (losses: readonly number[]): void =>
    checkDiverged(memoryOf(losses), losses.length - 1, 'x.checkpoint keeps step 100');

  it('bears nineteen skipped steps in a row, and names the checkpoint at the twentieth', () => {
    expect(() => check([...steady(100), ...lost(19)])).not.toThrow();
    expect(() => check([...steady(100), ...lost(20)])).toThrow(
      /20 steps in a row; x\.checkpoint keeps step 100/,
    );
  });

  it('does not count a row that has ended', () => {
    expect(() => check([...lost(19), 0.1, ...lost(19)])).not.toThrow();
  });

  it('ends a training in which more than one step in twenty was skipped lately', () => {
    const scattered = Array.from({ length: 1000 }, (_, i) => (i % 19 === 0 ? Number.NaN : 0.1));
    expect(() => check([...scattered, Number.NaN])).toThrow(/of the last 1000 steps/);
    const rare = Array.from({ length: 3000 }, (_, i) => (i % 25 === 0 ? Number.NaN : 0.1));
    expect(() => check([...rare, Number.NaN])).not.toThrow();
  });
});
