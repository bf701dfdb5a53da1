import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  makeSchedule,
  phaseEnds,
  type SchedulePhase,
  scheduledStep,
  stepsWithin,
} from '#src/train/schedule.ts';

const schedule = makeSchedule('nano', 32);

describe('makeSchedule', () => {
  it('gives the phases the time that they are promised, though their steps cost more', () => {
    const ends = phaseEnds(schedule, 10_000);
    const costs = schedule.phases.map(({ cost }, i) => cost * ((ends[i] as number) - (ends[i - 1] ?? 0)));
    const sum = costs.reduce((a, b) => a + b, 0);
    schedule.phases.forEach(({ time }, i) => {
      expect((costs[i] as number) / sum).toBeCloseTo(time, 2);
    });
  });

  it('weighs moving bodies only once the single frame is learnt', () => {
    expect(schedule.phases.map(({ foregroundWeight }) => foregroundWeight)).toEqual([0, 2, 3]);
    expect(schedule.phases.map(({ unroll }) => unroll)).toEqual([1, 2, 4]);
  });

  it('learns faster from larger batches', () => {
    expect(makeSchedule('nano', 128).peakRate).toBeCloseTo(2 * schedule.peakRate, 12);
  });
});

describe('scheduledStep', () => {
  const rates = Array.from({ length: 1000 }, (_, step) => scheduledStep(schedule, 1000, step).learningRate);

  it('warms up, holds, and falls to a fiftieth', () => {
    expect(rates[0]).toBeLessThan(0.05 * schedule.peakRate);
    expect(rates[400]).toBe(schedule.peakRate);
    expect(rates[999]).toBeGreaterThan(0.02 * schedule.peakRate);
    expect(rates[999]).toBeLessThan(0.03 * schedule.peakRate);
  });

  it('falls only when the first phase is over', () => {
    const firstFall = rates.findIndex((rate, i) => i > 100 && rate < schedule.peakRate);
    expect(firstFall).toBe(phaseEnds(schedule, 1000)[0]);
  });

  it('lets the routers come to rest in the last fifth of the time', () => {
    const balance = (step: number): number => scheduledStep(schedule, 1000, step).balanceRate;
    expect(balance(0)).toBe(0.01);
    expect(balance(900)).toBe(0.01);
    expect(balance(999)).toBeLessThan(0.0005);
  });

  it('has a phase and finite settings for every step of a training of any length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, at) => {
          const step = Math.min(total - 1, Math.floor(at * total));
          const { phase, learningRate, balanceRate } = scheduledStep(schedule, total, step);
          expect(schedule.phases[phase]).toBeDefined();
          expect(learningRate).toBeGreaterThan(0);
          expect(learningRate).toBeLessThanOrEqual(schedule.peakRate);
          expect(balanceRate).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('stepsWithin', () => {
  it('fills the time, whatever the phases take', () => {
    const seconds = [0.2, 0.5, 1.1];
    const total = stepsWithin(schedule, seconds, 3600);
    const ends = phaseEnds(schedule, total);
    const took = seconds.reduce((sum, each, i) => sum + each * ((ends[i] as number) - (ends[i - 1] ?? 0)), 0);
    expect(took).toBeGreaterThan(3590);
    expect(took).toBeLessThan(3610);
  });

  it('is at least one step', () => {
    expect(stepsWithin(schedule, [10, 20, 40], 0.1)).toBe(1);
  });

  it('takes a schedule with one phase', () => {
    const phase = schedule.phases[0] as SchedulePhase;
    const short = { ...schedule, phases: [{ ...phase, time: 1 }] };
    expect(phaseEnds(short, 7)).toEqual([7]);
    expect(scheduledStep(short, 7, 6).phase).toBe(0);
  });
});
