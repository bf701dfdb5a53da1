import type { Schedule } from './schedule.ts';
import type { TrainLoop } from './train-loop.ts';
import type { TrainingState } from './training-session.ts';

/** Steps of each phase: the first warms up, and of the others the median counts. */
const STEPS = 4;

/**
 * Seconds that a step of each phase takes here, windows included: tried on a state of its own, which it leaves as
 * it is.
 */
export async function measurePhases(
  schedule: Schedule,
  { phaseAt, openSession, readBatch }: Pick<TrainLoop, 'phaseAt' | 'openSession' | 'readBatch'>,
  state: TrainingState,
): Promise<number[]> {
  const seconds: number[] = [];
  for (let i = 0; i < schedule.phases.length; i++) {
    const session = await openSession(phaseAt(i), state);
    try {
      const times: number[] = [];
      for (let step = 0; step < STEPS; step++) {
        const begin = performance.now();
        const settings = { learningRate: 0, foregroundWeight: 0, balanceRate: 0 };
        const batch = await readBatch(session.phase, step);
        await session.step(batch, { ...settings, step: step + 1, lossLimit: Number.POSITIVE_INFINITY });
        times.push((performance.now() - begin) / 1000);
      }
      const sorted = times.slice(1).sort((a, b) => a - b);
      seconds.push(sorted[sorted.length >> 1] as number);
    } finally {
      await session.close();
    }
  }
  return seconds;
}
